import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that are whole or not there, also after the power failed.
enum DurableFile {
  /// Writes beside the file, forces the bytes to the disk, and renames.
  static func write(_ bytes: [UInt8], to path: String) throws {
    try write(to: path) { take in try take(bytes) }
  }

  /// Writes a file that is not there yet; one that somebody else made meanwhile stays as it is.
  static func create(_ bytes: [UInt8], at path: String) throws {
    try write(to: path, replacing: false) { take in try take(bytes) }
  }

  /// Writes what `fill` gives, piece by piece; an error leaves nothing behind.
  static func write(
    to path: String, replacing: Bool = true, _ fill: (_ take: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    let temporary = "\(path).\(UInt64.random(in: 0 ... .max)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw refusal(path) }
    do {
      defer { close(descriptor) }
      try fill { bytes in try append(bytes, descriptor, path) }
      guard fsync(descriptor) == 0 else { throw refusal(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard replacing ? renamed(temporary, path) : link(temporary, path) == 0 || errno == EEXIST else {
      let failure = refusal(path)
      unlink(temporary)
      throw failure
    }
    if !replacing { unlink(temporary) }
    forceFolder(of: path)
  }

  private static func append(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { written(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw refusal(path) }
      rest = rest.dropFirst(count)
    }
  }

  /// The new name is on the disk only when the folder is; some file systems know no such order, which is no error.
  private static func forceFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  private static func written(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, start, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, start, count)
    #else
      Darwin.write(descriptor, start, count)
    #endif
  }

  private static func renamed(_ old: String, _ new: String) -> Bool {
    #if canImport(Glibc)
      Glibc.rename(old, new) == 0
    #elseif canImport(Musl)
      Musl.rename(old, new) == 0
    #else
      Darwin.rename(old, new) == 0
    #endif
  }

  private static func refusal(_ path: String) -> Refusal {
    let code = errno
    return Refusal(
      code == ENOSPC || code == EDQUOT ? .diskFull : .registryRefused, what: "\(path) was not written.",
      why: String(cString: strerror(code)), remedy: "Check the folder's rights and the room on its disk.")
  }
}
