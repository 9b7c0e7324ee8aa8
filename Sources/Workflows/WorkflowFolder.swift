import FoundationEssentials
import Refusals

/// The folder that generated files lie in or are written to: the root of a repository.
public struct WorkflowFolder: Sendable {
  /// Its path.
  public let root: String

  /// Names a folder; nothing is read yet.
  public init(at root: String) { self.root = root }

  /// How each file stands, those that nobody has a use for included.
  public func compare(_ wanted: WorkflowFiles) throws -> [FileStanding] {
    let present = try wanted.files.map { file in
      let found = try text(of: file.path)
      let state = found.map { self.state($0, wanted: file.text) } ?? .missing
      let difference = FileDifference.lines(from: found ?? "", to: file.text, path: file.path)
      return FileStanding(path: file.path, state: state, difference: state == .missing ? [] : difference)
    }
    let superfluous = try wanted.unused.compactMap { path in Self.unneeded(path, try text(of: path)) }
    // Documents are the user's: what cannot be read, or is a link, is none of ours.
    let moved = wanted.documents.compactMap { path in Self.unneeded(path, (try? text(of: path)) ?? nil) }
    return present + superfluous + moved
  }

  /// How a file stands that nobody has a use for; nil where it is none of the tool's.
  private static func unneeded(_ path: String, _ found: String?) -> FileStanding? {
    guard let found, let mark = FileMark(of: found) else { return nil }
    return FileStanding(path: path, state: mark.holds(for: found) ? .superfluous : .abandoned, difference: [])
  }

  /// Writes what differs, each file whole or not at all, and removes what nobody has a use for.
  ///
  /// - Parameters:
  ///   - wanted: the files.
  ///   - replacing: files that are overwritten although the tool has not written them, by path or name.
  /// - Returns: how each file stood before.
  /// - Throws: a `RefusalList` that names every file that is not the tool's; then nothing was written.
  public func write(_ wanted: WorkflowFiles, replacing: [String] = []) throws -> [FileStanding] {
    let standings = try compare(wanted)
    var refusals = standings.filter { standing in
      standing.state == .foreign && !replacing.contains { Self.names(standing.path, $0) }
    }.map { standing in
      Refusal(
        .usage, what: "\(standing.path) was not written by brokkr-release, and is left alone.",
        remedy: "Move it away, write elsewhere by --to DIR, or give it up by --replace \(standing.path).")
    }
    refusals += replacing.filter { name in !standings.contains { Self.names($0.path, name) } }.map { name in
      Refusal(
        .usage, what: "\(name) is no file that would be written.",
        remedy: "Name one of \(wanted.files.map(\.path).joined(separator: ", ")).")
    }
    guard refusals.isEmpty else { throw RefusalList(refusals) }
    for file in wanted.files where standings.contains(where: { $0.path == file.path && $0.state != .same }) {
      try write(file)
    }
    for standing in standings where standing.state == .superfluous { try remove(standing.path) }
    return standings
  }

  /// A file may be named by its path or by its last part.
  private static func names(_ path: String, _ name: String) -> Bool {
    path == name || path.split(separator: "/").last.map(String.init) == name || name == "./\(path)"
  }

  private func state(_ found: String, wanted: String) -> FileStanding.State {
    guard found != wanted else { return .same }
    guard let mark = FileMark(of: found) else { return .foreign }
    return mark.holds(for: found) ? .stale : .edited
  }

  private func text(of path: String) throws -> String? {
    try refuseLinks(path)
    let file = "\(root)/\(path)"
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    guard let bytes = try? Data(contentsOf: URL(filePath: file)) else {
      throw Refusal(.failed, what: "\(path) was not read.", why: "It is no readable file")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Refuses to read or write through a link, which may lead out of the repository.
  private func refuseLinks(_ path: String) throws {
    var file = root
    for part in path.split(separator: "/") {
      file += "/\(part)"
      let type = try? FileManager.default.attributesOfItem(atPath: file)[.type] as? FileAttributeType
      guard type == .typeSymbolicLink else { continue }
      throw Refusal(
        .usage, what: "\(path) was not written: \(file) is a symbolic link.",
        remedy: "Put a folder or a file in its place.")
    }
  }

  private func write(_ file: WorkflowFiles.File) throws {
    let url = URL(filePath: "\(root)/\(file.path)")
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url, options: .atomic)
    } catch {
      throw Refusal(
        .failed, what: "\(file.path) was not written.", why: "\(error)",
        remedy: "Look at the folder's owner and at the free space; then run the command again.")
    }
  }

  private func remove(_ path: String) throws {
    do {
      try FileManager.default.removeItem(atPath: "\(root)/\(path)")
    } catch {
      throw Refusal(
        .failed, what: "\(path) was not removed.", why: "\(error)",
        remedy: "Remove it by hand: the configuration has no use for it any more.")
    }
  }
}
