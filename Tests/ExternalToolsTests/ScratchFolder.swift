#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder of one test, removed with it.
final class ScratchFolder: Sendable {
  let path: String

  struct Failure: Error {}

  init() throws {
    var template = Array("/tmp/external-tools-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure() }
    path = String(cString: made)
  }

  deinit {
    for file in names { unlink("\(path)/\(file)") }
    rmdir(path)
  }

  private var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { $0 != "." && $0 != ".." }
  }

  func write(_ text: String, to file: String, isExecutable: Bool = false) throws {
    guard let stream = fopen("\(path)/\(file)", "w") else { throw Failure() }
    fputs(text, stream)
    fclose(stream)
    chmod("\(path)/\(file)", isExecutable ? 0o755 : 0o644)
  }

  func text(of file: String) throws -> String {
    guard let stream = fopen("\(path)/\(file)", "r") else { throw Failure() }
    defer { fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, stream)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}

/// The session of this process.
var ownSession: Int32 { getsid(0) }

/// The process ends soon; a zombie counts as gone.
func isGone(_ id: Int32) async -> Bool {
  for _ in 0..<200 {
    guard kill(id, 0) == 0 else { return true }
    guard let stream = fopen("/proc/\(id)/stat", "r") else { return true }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = fread(&bytes, 1, bytes.count, stream)
    fclose(stream)
    if String(decoding: bytes[..<count], as: UTF8.self).contains(") Z ") { return true }
    try? await Task.sleep(for: .milliseconds(20))
  }
  return false
}
