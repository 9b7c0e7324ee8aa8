import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder with all that is in it, names byte for byte.
enum FileTree {
  /// Gives everything one time, and the modes that git keeps: whatever umask this process has, images get the same.
  static func settle(_ path: String, at time: Int64) throws {
    try settle(Array(path.utf8CString), at: timespec(tv_sec: Int(time), tv_nsec: 0))
  }

  private static func settle(_ path: [CChar], at time: timespec) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw failure(path) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR {
      guard chmod(path, 0o755) == 0, let names = names(in: path) else { throw failure(path) }
      for name in names { try settle(path.dropLast() + [CChar(UInt8(ascii: "/"))] + name, at: time) }
    } else if kind == S_IFREG {
      guard chmod(path, status.st_mode & 0o100 == 0 ? 0o644 : 0o755) == 0 else { throw failure(path) }
    }
    let times = [time, time]
    guard utimensat(AT_FDCWD, path, times, Int32(AT_SYMLINK_NOFOLLOW)) == 0 else { throw failure(path) }
  }

  /// It is a folder without anything in it.
  static func isEmptyFolder(_ path: String) -> Bool { names(in: Array(path.utf8CString))?.isEmpty ?? false }

  /// The names in a folder, each ended by NUL; nil when it cannot be read.
  private static func names(in path: [CChar]) -> [[CChar]]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [[CChar]] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      let isDots = name == [46, 0] || name == [46, 46, 0]
      if !isDots { names.append(name) }
    }
    return names
  }

  private static func failure(_ path: [CChar]) -> Refusal {
    let why = String(cString: strerror(errno))
    let text = path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    return Refusal(.failed, what: Export.what, why: "\(text): \(why)")
  }
}
