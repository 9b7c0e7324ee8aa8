import CLibgit2
import Refusals

extension OpenedRepository {
  /// Opens the repository around a path, with the cause and the fix where that cannot be: the library's own texts
  /// mislead.
  static func checked(
    _ path: String, hasWorkTree: Bool = true, isSearching: Bool = true, ceilings: String? = nil
  ) throws -> OpenedRepository {
    try Libgit2.start()
    let opened = try open(path.isEmpty ? "." : path, hasWorkTree, isSearching, ceilings)
    // A newer library may open what this program would misread.
    try refuseFormat(of: opened.commonDirectory)
    try Ownership.check(gitDirectory: opened.gitDirectory, workTree: opened.workTree)
    return opened
  }

  private static func open(
    _ path: String, _ hasWorkTree: Bool, _ isSearching: Bool, _ ceilings: String?
  ) throws -> OpenedRepository {
    do {
      return try OpenedRepository.opened(
        at: path, hasWorkTree: hasWorkTree, isSearching: isSearching, ceilings: ceilings)
    } catch {
      guard isSearching else {
        throw Refusal(
          .noRepository, what: "There is no git repository at \(path), which GIT_DIR names.",
          remedy: "Unset it, or name a repository by -C.")
      }
      guard let found = discovered(path, ceilings) else {
        throw Refusal(
          .noRepository, what: "There is no git repository at \(path) or above it.",
          remedy: "Run it inside of a clone, or name one by -C.")
      }
      try refuseFormat(of: found)
      try refuseExtensions(of: found)
      try refuseUserFiles(opening: found)
      throw Refusal(
        .noRepository, what: "The repository at \(found) was not opened: its own files are damaged.",
        why: error.detail.isEmpty ? "\(error.code)" : error.detail,
        remedy: "Run `git status` there, which names the file, or clone it anew.")
    }
  }

  /// The git directory of the repository around a path; nil where there is none.
  private static func discovered(_ path: String, _ ceilings: String?) -> String? {
    var found = git_buf()
    defer { git_buf_dispose(&found) }
    guard git_repository_discover(&found, path, 0, ceilings) == 0 else { return nil }
    return found.ptr.map { String(cString: $0) }
  }

  private static func configurationFile(of gitDirectory: String) -> String {
    let common = SystemFile.text("\(gitDirectory)/commondir").map { text in
      let folder = text.trimmingLineEnds
      return folder.hasPrefix("/") ? folder : "\(gitDirectory)/\(folder)"
    }
    let place = common ?? gitDirectory
    return place.hasSuffix("/") ? "\(place)config" : "\(place)/config"
  }

  /// Throws where a configuration of the system's or the user's cannot be read.
  private static func refuseUserFiles(opening gitDirectory: String) throws {
    for file in ConfigurationFiles.userFiles {
      do {
        _ = try ConfigurationFiles.alone(file)
      } catch {
        throw unreadable(file, error, opening: gitDirectory)
      }
    }
  }

  private static func unreadable(_ file: String, _ error: GitError, opening gitDirectory: String) -> Refusal {
    Refusal(
      .noRepository,
      what: "The repository at \(gitDirectory) was not opened: git's configuration in \(file) cannot be read.",
      why: error.detail,
      remedy: "Run `git config --file \(file) --includes --list`, which names the line that is wrong.")
  }

  /// Throws where the repository uses what nobody here has heard of; git itself refuses such a one.
  private static func refuseExtensions(of gitDirectory: String) throws {
    let file = configurationFile(of: gitDirectory)
    let config: ConfigurationFiles
    do { config = try ConfigurationFiles.alone(file) } catch {
      throw unreadable(file, error, opening: gitDirectory)
    }
    if let version = try config.value("core.repositoryformatversion"), version != "0", version != "1" {
      throw Refusal(
        .noRepository,
        what: "The repository at \(gitDirectory) was not opened: its format is of version \(version.prefix(20)).",
        why: "Versions 0 and 1 are known",
        remedy: "Run `git config --file \(file) core.repositoryformatversion 0`, unless a newer git needs it.")
    }
    let known = ["noop"] + Libgit2.extensions
    guard let unknown = try config.names("extensions.").first(where: { !known.contains($0) }) else { return }
    throw Refusal(
      .noRepository,
      what: "The repository at \(gitDirectory) was not opened: it uses the extension \(unknown.prefix(60)).",
      why: "What an unknown extension changes is not known either; the git that set it may read the repository",
      remedy:
        "Run `git config --file \(file) --unset extensions.\(unknown.prefix(60))` if nothing needs it, or clone anew.")
  }

  /// Throws where objects or references are kept in a way that is not read here.
  private static func refuseFormat(of gitDirectory: String) throws {
    let file = configurationFile(of: gitDirectory)
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
