import FoundationEssentials
import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Regular files, and nothing else: no pipe that blocks, no device that never ends.
enum RegularFile {
  /// What a path leads to.
  enum Kind: Sendable {
    case file, folder, link, special
  }

  /// The kind of a path itself, links not followed; nil when there is nothing.
  static func kind(ofPath path: String) -> Kind? {
    var status = stat()
    return lstat(path, &status) == 0 ? kind(status.st_mode) : nil
  }

  /// The kind of what a path leads to, links followed; nil when there is nothing.
  static func kind(leadingTo path: String) -> Kind? {
    var status = stat()
    return stat(path, &status) == 0 ? kind(status.st_mode) : nil
  }

  /// The path without links and periods; nil when it leads nowhere.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: the file; a link is not followed.
  ///   - limit: how many bytes it may have.
  ///   - shown: its name, for messages.
  /// - Returns: its bytes.
  /// - Throws: a `Refusal` where it is no regular file, is larger, or cannot be read.
  static func bytes(of path: String, limit: Int, shown: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      if descriptor >= 0 { close(descriptor) }
      throw Refusal(
        .missingPath, what: "\(shown) was not read.", why: "\(shown): \(String(cString: strerror(errno)))",
        remedy: "Make the file readable.")
    }
    let file = OpenFile(descriptor)
    defer { file.close() }
    guard kind(status.st_mode) == .file else { throw special(shown) }
    guard status.st_size <= limit else {
      throw Refusal(
        .configuration, what: "\(shown) was not read.",
        why: "\(shown) has \(status.st_size) bytes, and \(limit) may be",
        remedy: "Leave the file out of the chart, such as by .helmignore.")
    }
    return try file.read(upTo: limit, shown)
  }

  /// Writes a file, and the folders that it lies in; whoever reads it meanwhile sees the old bytes or the new ones.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let url = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      throw Refusal(
        .failed, what: "\(path) was not written.", why: "\(error)", remedy: "Make room, or make the folder writable.")
    }
  }

  /// The refusal of what is neither a file nor a folder.
  static func special(_ shown: String) -> Refusal {
    Refusal(
      .configuration, what: "\(shown) was not read.", why: "\(shown) is neither a file nor a folder",
      remedy: "Leave it out of the chart, such as by .helmignore.")
  }

  private static func kind(_ mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .special
    }
  }

  /// An open file.
  private struct OpenFile {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func close() { _ = systemClose(descriptor) }

    func read(upTo limit: Int, _ shown: String) throws -> [UInt8] {
      var bytes: [UInt8] = []
      while bytes.count <= limit {
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
          count = max(0, systemRead(descriptor, buffer.baseAddress, buffer.count))
        }
        guard !chunk.isEmpty else { return bytes }
        bytes += chunk
      }
      throw Refusal(.configuration, what: "\(shown) was not read.", why: "\(shown) grew while it was read")
    }
  }
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
