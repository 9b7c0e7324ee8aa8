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

  func makeAsyncIterator() -> Iterator { Iterator(path: path) }

  struct Iterator: AsyncIteratorProtocol {
    private let file: OpenFile?
    private let path: String

    init(path: String) {
      self.path = path
      file = OpenFile(path)
    }

    mutating func next() async throws -> ByteBuffer? {
      guard let file else { throw TransportFailure(.broken, "\(path) cannot be read") }
      var buffer = ByteBuffer()
      buffer.reserveCapacity(1 << 18)
      let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 1 << 18) { space in
        Swift.max(0, read(file.descriptor, space.baseAddress, 1 << 18))
      }
      return count == 0 ? nil : buffer
    }
  }

  /// A descriptor that closes itself.
  private final class OpenFile: Sendable {
    let descriptor: Int32

    init?(_ path: String) {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }
  }
}
