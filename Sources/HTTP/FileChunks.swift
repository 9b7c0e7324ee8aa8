import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file in pieces of 256 KiB, read one at a time as they are sent.
struct FileChunks: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  let path: String
  /// What was announced; a file of another length must not be sent as if it were whole.
  let length: Int64

  func makeAsyncIterator() -> Iterator { Iterator(path: path, left: length, file: OpenFile(path)) }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate let path: String
    fileprivate var left: Int64
    fileprivate let file: OpenFile?

    private static let size = 1 << 18

    mutating func next() async throws -> ByteBuffer? {
      guard let file else { throw TransportFailure(.unreadable, "\(path) cannot be read") }
      var buffer = ByteBuffer()
      var count = 0
      repeat {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.size) { space in
          count = read(file.descriptor, space.baseAddress, Self.size)
          return Swift.max(0, count)
        }
      } while count < 0 && errno == EINTR
      guard count >= 0 else { throw TransportFailure(.unreadable, "\(path) cannot be read") }
      left -= Int64(count)
      guard left >= 0, count > 0 || left == 0 else {
        throw TransportFailure(.unreadable, "\(path) changed while it was sent")
      }
      return count == 0 ? nil : buffer
    }
  }

  /// A descriptor that closes itself.
  fileprivate final class OpenFile: Sendable {
    let descriptor: Int32

    init?(_ path: String) {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }
  }
}
