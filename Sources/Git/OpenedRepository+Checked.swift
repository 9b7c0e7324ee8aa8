import CLibgit2
import Refusals

extension OpenedRepository {
  /// Opens the repository around a path, with the cause and the fix where that cannot be: the library's own texts
  /// mislead.
  static func checked(_ path: String, hasWorkTree: Bool = true) throws -> OpenedRepository {
    try Libgit2.start()
    let opened = try open(path.isEmpty ? "." : path, hasWorkTree)
    // A newer library may open what this program would misread.
    try refuseFormat(of: opened.commonDirectory)
    try Ownership.check(gitDirectory: opened.gitDirectory, workTree: opened.workTree)
    return opened
  }

  private static func open(_ path: String, _ hasWorkTree: Bool) throws -> OpenedRepository {
    do {
      return try OpenedRepository.opened(at: path, hasWorkTree: hasWorkTree)
    } catch {
      guard let found = discovered(path) else {
        throw Refusal(
          .noRepository, what: "There is no git repository at \(path) or above it.",
          remedy: "Run it inside of a clone, or name one by -C.")
      }
      try refuseFormat(of: found)
      throw Refusal(.noRepository, what: "The repository at \(found) was not opened.", why: "\(error)")
    }
  }

  /// The git directory of the repository around a path; nil where there is none.
  private static func discovered(_ path: String) -> String? {
    var found = git_buf()
    defer { git_buf_dispose(&found) }
    guard git_repository_discover(&found, path, 0, nil) == 0 else { return nil }
    return found.ptr.map { String(cString: $0) }
  }

  /// Throws where objects or references are kept in a way that is not read here.
  private static func refuseFormat(of gitDirectory: String) throws {
    let common = SystemFile.text("\(gitDirectory)/commondir").map { text in
      let folder = text.trimmingLineEnds
      return folder.hasPrefix("/") ? folder : "\(gitDirectory)/\(folder)"
    }
    let file = "\(common ?? gitDirectory)/config"
    guard let config = try? ConfigurationFiles.alone(file) else { return }
    if let format = try config.value("extensions.objectformat"), format.lowercased() != "sha1" {
      throw Refusal(
        .noRepository,
        what: "The repository at \(gitDirectory) was not opened: its objects are named by \(Self.name(format)).",
        remedy: "Only SHA-1 repositories can be released; keep one as a mirror.")
    }
    if let storage = try config.value("extensions.refstorage"), storage.lowercased() != "files" {
      throw Refusal(
        .noRepository,
        what: "The repository at \(gitDirectory) was not opened: its references are kept as \(storage).",
        remedy: "Run `git refs migrate --ref-format=files`, or clone with `--ref-format=files`")
    }
  }
}

extension OpenedRepository {
  private static func name(_ format: String) -> String { format.lowercased() == "sha256" ? "SHA-256" : format }
}

extension StringProtocol {
  /// The text without line breaks at its end.
  var trimmingLineEnds: String {
    var text = self[...]
    while text.last?.isNewline == true { text = text.dropLast() }
    return String(text)
  }
}
