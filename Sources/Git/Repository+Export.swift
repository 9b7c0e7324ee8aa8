import ExternalTools
import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Repository {
  /// Writes the files of a commit or a tree into an existing folder, as a checkout would: filters and LFS applied,
  /// submodules filled.
  ///
  /// - Parameters:
  ///   - tree: a commit or a tree.
  ///   - time: the modification time that every file gets, in seconds since 1970.
  ///   - directory: the folder, absolute.
  /// - Throws: a `Refusal` that names the submodule, filter or file that is missing.
  public func export(_ tree: ObjectID, at time: Int64, to directory: String) async throws {
    try await export(tree, at: time, to: directory, as: "")
  }

  /// Exports a tree that stands at `place` within the whole, which messages name.
  private func export(_ tree: ObjectID, at time: Int64, to directory: String, as place: String) async throws {
    try await checkOut(tree, to: directory)
    let files = try files(in: tree)
    for file in files where file.mode == TreeEntry.submodule {
      guard let inner = try await submodule(file, in: tree) else {
        throw Self.missing(file, as: "\(place)\(file.path)")
      }
      let folder = "\(directory)/\(file.path)"
      try await inner.export(file.id, at: time, to: folder, as: "\(place)\(file.path)/")
    }
    try refusePointers(files, in: directory, as: place)
    for file in files where file.mode != TreeEntry.submodule { Self.setTime(time, of: "\(directory)/\(file.path)") }
  }

  /// Has git write the files as into a new working tree, so that only the tree's own attributes count.
  private func checkOut(_ tree: ObjectID, to directory: String) async throws {
    let index = "\(directory).index"
    defer { unlink(index) }
    let variables = ["GIT_DIR": gitDirectory, "GIT_WORK_TREE": directory, "GIT_INDEX_FILE": index]
    // What the user left out of the working tree belongs to the export, and hooks and watchers have no part in it.
    let settings = ["core.sparseCheckout=false", "core.fsmonitor=false", "core.hooksPath=/dev/null"]
      .flatMap { ["-c", $0] }
    let what = "The candidate was not exported."
    _ = try await git(settings + ["read-tree", tree.description], in: directory, environment: variables)
      .checked(what, remedy: "Look at what git says.")
    _ = try await git(
      settings + ["checkout-index", "-a", "-f", "-q", "--ignore-skip-worktree-bits"], in: directory,
      environment: variables
    ).checked(what, remedy: "Look at what git says; filters such as git-lfs have to be installed.")
  }

  /// The clone that this repository has of a submodule, in its working tree or its git directory; nil where it has none
  /// with the commit.
  private func submodule(_ submodule: TreeFile, in tree: ObjectID) async throws -> Repository? {
    if let workTree, let inner = try? Repository(at: "\(workTree)/\(submodule.path)"),
      inner.workTree == "\(workTree)/\(submodule.path)", inner.contains(submodule.id)
    {
      return inner
    }
    guard let name = try await submoduleName(at: submodule.path, in: tree) else { return nil }
    for folder in [gitDirectory, commonDirectory] {
      guard let inner = try? Repository(at: "\(folder)/modules/\(name)"),
        inner.gitDirectory == "\(folder)/modules/\(name)", inner.contains(submodule.id)
      else { continue }
      return inner
    }
    return nil
  }

  /// The name under which a submodule is kept, as the tree's `.gitmodules` has it; nil where it has none.
  private func submoduleName(at path: String, in tree: ObjectID) async throws -> String? {
    guard let modules = try file(".gitmodules", in: tree) else { return nil }
    let listed = try await git(
      ["config", "-z", "--file", "-", "--get-regexp", #"^submodule\..*\.path$"#], in: commonDirectory, input: modules)
    for entry in listed.text.split(separator: "\0") {
      let parts = entry.split(separator: "\n", maxSplits: 1)
      guard parts.count == 2, parts[1] == path else { continue }
      let name = parts[0].dropFirst("submodule.".count).dropLast(".path".count)
      return name.split(separator: "/").contains("..") ? nil : String(name)
    }
    return nil
  }

  private static func missing(_ submodule: TreeFile, as place: String) -> Refusal {
    Refusal(
      .missingPath, what: "The candidate was not exported: the submodule \(place) is not here.",
      why: "Its commit is \(submodule.id.short)", remedy: "Run `git submodule update --init --recursive`")
  }

  /// A file that Git LFS should have replaced and has not would be built into an image as a pointer.
  private func refusePointers(_ files: [TreeFile], in directory: String, as place: String) throws {
    let head = "version https://git-lfs.github.com/spec/"
    let pointers = files.filter { file in
      guard file.mode == 0o100644 || file.mode == 0o100755 else { return false }
      var status = stat()
      let path = "\(directory)/\(file.path)"
      guard stat(path, &status) == 0, status.st_size < 1024, status.st_size > head.utf8.count else { return false }
      return SmallFile.text(path)?.hasPrefix(head) == true
    }
    guard let first = pointers.first else { return }
    throw Refusal(
      .missingPath, what: "The candidate was not exported: \(place)\(first.path) is a pointer of Git LFS.",
      why: "\(pointers.count) files are", remedy: "Install git-lfs, then run `git lfs install` and `git lfs pull`")
  }

  private static func setTime(_ time: Int64, of path: String) {
    let stamp = timespec(tv_sec: Int(time), tv_nsec: 0)
    var times = [stamp, stamp]
    utimensat(AT_FDCWD, path, &times, Int32(AT_SYMLINK_NOFOLLOW))
  }
}
