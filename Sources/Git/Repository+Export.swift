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
    let index = "\(directory).index"
    defer { unlink(index) }
    let folder = workTree ?? gitDirectory
    let variables = ["GIT_INDEX_FILE": index]
    let what = "The candidate was not exported."
    _ = try await git(["read-tree", tree.description], in: folder, environment: variables)
      .checked(what, remedy: "Look at what git says.")
    _ = try await git(
      ["checkout-index", "-a", "-f", "-q", "--prefix=\(directory)/"], in: folder, environment: variables
    ).checked(what, remedy: "Look at what git says; filters such as git-lfs have to be installed.")
    let files = try files(in: tree)
    for file in files where file.mode == 0o160000 { try await fill(file, at: time, in: directory) }
    try refusePointers(files, in: directory)
    for file in files where file.mode != 0o160000 { Self.setTime(time, of: "\(directory)/\(file.path)") }
  }

  /// Fills a submodule from the clone that this repository has of it.
  private func fill(_ submodule: TreeFile, at time: Int64, in directory: String) async throws {
    let refusal = Refusal(
      .missingPath, what: "The candidate was not exported: the submodule \(submodule.path) is not here.",
      why: "Its commit is \(submodule.id.short)", remedy: "Run `git submodule update --init \(submodule.path)`")
    guard let workTree, let inner = try? Repository(at: "\(workTree)/\(submodule.path)"),
      inner.workTree == "\(workTree)/\(submodule.path)", inner.contains(submodule.id)
    else { throw refusal }
    try await inner.export(submodule.id, at: time, to: "\(directory)/\(submodule.path)")
  }

  /// A file that Git LFS should have replaced and has not would be built into an image as a pointer.
  private func refusePointers(_ files: [TreeFile], in directory: String) throws {
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
      .missingPath, what: "The candidate was not exported: \(first.path) is a pointer of Git LFS.",
      why: "\(pointers.count) files are", remedy: "Install git-lfs, then run `git lfs install` and `git lfs pull`")
  }

  private static func setTime(_ time: Int64, of path: String) {
    let stamp = timespec(tv_sec: Int(time), tv_nsec: 0)
    var times = [stamp, stamp]
    utimensat(AT_FDCWD, path, &times, Int32(AT_SYMLINK_NOFOLLOW))
  }
}
