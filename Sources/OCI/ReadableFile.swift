import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is read in pieces and closes itself; a link in place of the file is not followed.
final class ReadableFile {
  private let descriptor: Int32
  private let path: String

  /// Opens a file; nil when there is none that can be read.
  init?(_ path: String) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// The next piece; nil at the end.
  ///
  /// - Throws: a `Refusal` where the disk gives nothing.
  func read(_ count: Int) throws -> [UInt8]? {
    var result = 0
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      repeat {
        #if canImport(Glibc)
          result = Glibc.read(descriptor, buffer.baseAddress, count)
        #elseif canImport(Musl)
          result = Musl.read(descriptor, buffer.baseAddress, count)
        #else
          result = Darwin.read(descriptor, buffer.baseAddress, count)
        #endif
      } while result < 0 && errno == EINTR
      initialized = max(0, result)
    }
    guard result >= 0 else {
      throw Refusal(.contentMissing, what: "\(path) was not read.", why: String(cString: strerror(errno)))
    }
    return piece.isEmpty ? nil : piece
  }

  /// The size of a regular file; nil when there is none.
  static func size(_ path: String) -> Int64? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int64(status.st_size)
  }

  /// Whether a path is a link, wherever it leads.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The whole of a small file; nil when there is none.
  ///
  /// - Throws: a `Refusal` where it cannot be read or is larger than `limit`.
  static func bytes(_ path: String, limit: Int) throws -> [UInt8]? {
    guard let size = size(path), let file = ReadableFile(path) else { return nil }
    guard size <= limit else {
      throw Refusal(
        .contentMissing, what: "\(path) was not read.", why: "It has \(size) bytes, and at most \(limit) are taken")
    }
    var bytes: [UInt8] = []
    while bytes.count <= limit, let piece = try file.read(1 << 16) { bytes += piece }
    return bytes
  }
}
