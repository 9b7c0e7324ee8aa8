#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is read in pieces and closes itself.
final class ReadableFile {
  private let descriptor: Int32

  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// The next piece; nil at the end.
  func read(_ count: Int) -> [UInt8]? {
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      #if canImport(Glibc)
        initialized = max(0, Glibc.read(descriptor, buffer.baseAddress, count))
      #elseif canImport(Musl)
        initialized = max(0, Musl.read(descriptor, buffer.baseAddress, count))
      #else
        initialized = max(0, Darwin.read(descriptor, buffer.baseAddress, count))
      #endif
    }
    return piece.isEmpty ? nil : piece
  }

  /// The whole of a small file; nil when it cannot be read or is larger.
  static func bytes(_ path: String, limit: Int = 64 << 20) -> [UInt8]? {
    guard let file = ReadableFile(path) else { return nil }
    var bytes: [UInt8] = []
    while let piece = file.read(1 << 16) {
      bytes += piece
      guard bytes.count <= limit else { return nil }
    }
    return bytes
  }
}
