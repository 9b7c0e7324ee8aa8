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
    let temporary = "\(path).\(UInt64.random(in: 0 ..< .max)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw refusal(path) }
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { unistdWrite(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else {
        let failure = refusal(path)
        close(descriptor)
        unlink(temporary)
        throw failure
      }
      offset += count
    }
    fsync(descriptor)
    close(descriptor)
    try rename(temporary, to: path)
  }

  /// Renames over what is there.
  static func rename(_ temporary: String, to path: String) throws {
    guard unistdRename(temporary, path) == 0 else {
      let failure = refusal(path)
      unlink(temporary)
      throw failure
    }
  }

  private static func unistdWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, start, count)
    #elseif canImport(Musl)
      Musl.write(descriptor, start, count)
    #else
      Darwin.write(descriptor, start, count)
    #endif
  }

  private static func unistdRename(_ old: String, _ new: String) -> Int32 {
    #if canImport(Glibc)
      Glibc.rename(old, new)
    #elseif canImport(Musl)
      Musl.rename(old, new)
    #else
      Darwin.rename(old, new)
    #endif
  }

  private static func refusal(_ path: String) -> Refusal {
    let cause = String(cString: strerror(errno))
    return Refusal(
      errno == ENOSPC ? .diskFull : .registryRefused, what: "\(path) was not written.", why: cause,
      remedy: "Check the folder's rights and the room on its disk.")
  }
}
