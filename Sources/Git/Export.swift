import ExternalTools
import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files of a tree in a folder of their own, the same bytes on every machine.
///
/// The folder is given to git as a working tree: so filters and LFS apply, and attributes are those of the tree and not of
/// what is checked out elsewhere. What a user may have configured (line ends, further attributes, a sparse checkout) is
/// switched off.
struct Export {
  static let settings = [
    "-c", "core.autocrlf=false", "-c", "core.eol=lf", "-c", "core.attributesFile=/dev/null", "-c",
    "core.sparseCheckout=false", "-c", "core.symlinks=true", "-c", "core.fileMode=true", "-c", "core.ignoreCase=false",
  ]
  /// What did not happen, in every refusal.
  static let what = "The candidate was not exported."

  let repository: Repository
  /// A commit or a tree.
  let tree: ObjectID
  /// An empty folder, absolute.
  let directory: String
  /// What leads here from the outermost repository: empty, or the path of a submodule and a slash.
  var prefix = ""

  /// Writes the files; times and modes are not settled yet.
  func write() async throws {
    guard let scratch = SystemFile.temporaryFolder() else {
      throw Refusal(.failed, what: Self.what, why: "No temporary folder could be made")
    }
    let index = "\(scratch)/index"
    defer {
      unlink(index)
      unlink("\(index).lock")
      rmdir(scratch)
    }
    try check(await git(["read-tree", tree.description], index), remedy: "Look at what git says.")
    try check(
      await git(["checkout-index", "-a", "-f", "-q"], index),
      remedy: "Look at what git says; filters such as git-lfs have to be installed.")
    let files = try repository.files(in: tree)
    try refusePointers(files)
    try await fillSubmodules(files)
  }

  /// Throws where git failed; a disk without room and a limit of files are told as what they are.
  private func check(_ outcome: ToolOutcome, remedy: String) throws {
    guard !outcome.succeeded else { return }
    let said = outcome.errorText
    let isFull =
      ["No space left", "Out of diskspace", "quota exceeded"].contains(where: said.contains)
      || SystemFile.room(in: directory).map { $0 < 1 << 20 } ?? false
    if isFull {
      throw Refusal(
        .diskFull, what: Self.what, why: "The disk of \(directory) is full.\n\(outcome.tail(6))",
        remedy: "Make room on the disk, or in its quota; TMPDIR names another folder.")
    }
    guard outcome.status == 128 + SIGXFSZ else { return _ = try outcome.checked(Self.what, remedy: remedy) }
    throw Refusal(
      .toolFailed, what: Self.what, why: "git was stopped by the limit of the size of files.",
      remedy: "Raise it: `ulimit -f unlimited`.")
  }

  private func git(_ arguments: [String], _ index: String) async throws -> ToolOutcome {
    // Filters and promised objects may need the forge.
    let credentials = RemoteCredentials.environment(for: Remote("origin", of: repository).url)
    let place = ["GIT_DIR": repository.gitDirectory, "GIT_WORK_TREE": directory, "GIT_INDEX_FILE": index]
    return try await repository.git(
      Self.settings + arguments, in: directory, environment: credentials.merging(place) { _, new in new })
  }

  /// A file that Git LFS should have replaced and has not would be built into an image as a pointer.
  private func refusePointers(_ files: [TreeFile]) throws {
    let head = "version https://git-lfs.github.com/spec/"
    let pointers = files.map(\.path).filter { path in
      guard let status = SystemFile.status("\(directory)/\(path)"), status.st_mode & S_IFMT == S_IFREG,
        status.st_size < 1024
      else { return false }
      return SystemFile.text("\(directory)/\(path)")?.hasPrefix(head) == true
    }
    guard let first = pointers.first else { return }
    throw Refusal(
      .missingPath, what: "The candidate was not exported: \(prefix)\(first) is a pointer of Git LFS.",
      why: pointers.count == 1
        ? "Its content is not here." : "So are \(pointers.count - 1) more; their content is not here.",
      remedy: "Install git-lfs, then run `git lfs install` and `git lfs pull`")
  }
}

extension Repository {
  /// Writes the files of a commit into a folder, as a checkout would: filters and LFS applied, submodules filled.
  ///
  /// Nothing of git is inside. Everything gets the commit's time, and the modes that git keeps.
  ///
  /// - Parameters:
  ///   - commit: the commit.
  ///   - directory: the folder, absolute; made where it is not there, else empty.
  /// - Throws: a `Refusal` where a submodule, or the content of an LFS file, is not here.
  public func export(_ commit: ObjectID, to directory: String) async throws {
    guard let peeled = try peeled(commit) else {
      throw Refusal(.failed, what: Export.what, why: "\(commit) is no commit")
    }
    try await export(peeled, at: try self.commit(peeled).committerTime, to: directory)
  }

  /// Writes the files of a commit or a tree into a folder, as ``export(_:to:)`` does.
  ///
  /// - Parameters:
  ///   - tree: a commit or a tree.
  ///   - time: the time that everything gets, in seconds since 1970.
  ///   - directory: the folder, absolute; made where it is not there, else empty.
  /// - Throws: a `Refusal` where a submodule, or the content of an LFS file, is not here.
  public func export(_ tree: ObjectID, at time: Int64, to directory: String) async throws {
    mkdir(directory, 0o755)
    guard FileTree.isEmptyFolder(directory) else {
      throw Refusal(.failed, what: Export.what, why: "\(directory) is no empty folder")
    }
    try await Export(repository: self, tree: tree, directory: directory).write()
    try FileTree.settle(directory, at: time)
  }
}
