import ExternalTools

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is asked of the file system directly.
enum SystemFile {
  /// The text of a small file, such as those of the git directory; nil when it cannot be read.
  static func text(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    return String(decoding: rest(of: file), as: UTF8.self)
  }

  /// The bytes of a file; none when it cannot be read.
  static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    return rest(of: file)
  }

  private static func rest(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
    var bytes: [UInt8] = []
    // As much as there is, and a byte more by which its end is seen; a file that grows meanwhile is read on.
    var status = stat()
    let isKnown = fstat(fileno(file), &status) == 0 && status.st_size > 0
    var size = isKnown ? min(Int(status.st_size) + 1, 1 << 24) : 1 << 14
    while true {
      let piece = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        count = fread(buffer.baseAddress, 1, size, file)
      }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      guard piece.count == size else { return bytes }
      size = min(2 * size, 1 << 20)
    }
  }

  /// Shows the bytes of a file that is replaced and never shortened, without a copy; nothing when it cannot be read.
  static func mapped(_ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0, let size = Int(exactly: status.st_size),
      let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED
    else { return }
    defer { munmap(start, size) }
    body(UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: size))
  }

  /// What is at a path, a link itself and not what it leads to; nil when there is nothing.
  static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  /// When a file was last written, in nanoseconds since 1970; nil when there is none.
  static func modified(_ path: String) -> Int64? {
    status(path).map { status in
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
  }

  /// The path without links and dots; nil when there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// This user may write in a folder.
  static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// How many bytes this user may still write on the disk of a folder; nil when nobody knows.
  static func room(in folder: String) -> UInt64? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Writes a file that only this user may read, under a new name; nil when it cannot be written.
  static func temporary(_ bytes: [UInt8]) -> String? {
    var template = Array("\(temporaryPlace)/brokkr-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard write(descriptor, bytes, bytes.count) == bytes.count else { return nil }
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
  }

  /// Makes a folder that only this user may read, under a new name; nil when it cannot be made.
  static func temporaryFolder() -> String? {
    var template = Array("\(temporaryPlace)/brokkr-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { return nil }
    return String(cString: made)
  }

  private static var temporaryPlace: String { OwnEnvironment.value("TMPDIR") ?? "/tmp" }

  /// Seconds since 1970.
  static var now: Int64 { Int64(time(nil)) }
}
