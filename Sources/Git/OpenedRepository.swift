import CLibgit2
import ExternalTools
import Refusals

/// The library's handles of one repository, which one thread may use at a time; ``Repository`` guards it by a lock.
struct OpenedRepository: ~Copyable {
  let handle: Owned
  let store: Owned
  /// The root of the working tree; nil for a bare repository.
  let workTree: String?
  /// The git directory; a linked working tree has one of its own.
  let gitDirectory: String
  /// The git directory that all working trees share.
  let commonDirectory: String

  private init(_ handle: consuming Owned, _ store: consuming Owned, _ path: String) {
    workTree = Self.folder(git_repository_workdir(handle.pointer))
    gitDirectory = Self.folder(git_repository_path(handle.pointer)) ?? path
    commonDirectory = Self.folder(git_repository_commondir(handle.pointer)) ?? path
    self.handle = handle
    self.store = store
  }

  /// Opens the repository around a path, or only there.
  ///
  /// - Parameters:
  ///   - path: a folder; without a working tree, or where nothing is searched, the repository's own.
  ///   - hasWorkTree: its working tree counts.
  ///   - isSearching: it may lie above the path.
  ///   - ceilings: folders at which the search ends, as `GIT_CEILING_DIRECTORIES` has them.
  /// - Returns: the handles.
  /// - Throws: ``GitError`` where there is none, or it cannot be read.
  static func opened(
    at path: String, hasWorkTree: Bool = true, isSearching: Bool = true, ceilings: String? = nil
  ) throws(GitError) -> OpenedRepository {
    // Without the flag for it, GIT_DIR and its like do not count.
    var flags = hasWorkTree ? 0 : GIT_REPOSITORY_OPEN_BARE.rawValue
    if !hasWorkTree || !isSearching { flags |= GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue }
    let handle = try Owned(freeing: git_repository_free, "opening \(path)") {
      git_repository_open_ext(&$0, path, flags, ceilings)
    }
    let pointer = handle.pointer
    let store = try Owned(freeing: git_odb_free, "opening the object store") { git_repository_odb(&$0, pointer) }
    addStores(to: store.pointer)
    return OpenedRepository(handle, store, path)
  }

  /// Has objects looked for where variables say that there are more, as in the hooks of a push.
  ///
  /// An object's name says what it holds, so that it does not matter where it lies. New ones go to the repository's own
  /// store.
  private static func addStores(to store: OpaquePointer) {
    let alternates = OwnEnvironment.value("GIT_ALTERNATE_OBJECT_DIRECTORIES")?.split(separator: ":").map(String.init)
    for path in (alternates ?? []) + [OwnEnvironment.value("GIT_OBJECT_DIRECTORY")].compactMap(\.self) {
      _ = git_odb_add_disk_alternate(store, path)
    }
  }

  private static func folder(_ text: UnsafePointer<CChar>?) -> String? {
    text.map { String(cString: $0) }.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// Commits whose parents were not fetched; read anew each time, since a fetch may move them.
  var boundary: Set<ObjectID> {
    guard let text = SystemFile.text("\(commonDirectory)/shallow") else { return [] }
    return Set(text.split(whereSeparator: \.isNewline).compactMap { try? ObjectID(parsing: $0) })
  }

  /// What is checked out.
  func head() throws -> Head {
    let named: Owned
    do {
      named = try Owned(freeing: git_reference_free, "reading HEAD") {
        git_reference_lookup(&$0, handle.pointer, "HEAD")
      }
    } catch { throw try damagedHead() }
    guard let target = git_reference_symbolic_target(named.pointer) else {
      guard let id = git_reference_target(named.pointer) else { throw GitError(-1, during: "reading HEAD") }
      return .detached(ObjectID(id.pointee))
    }
    let full = String(cString: target)
    let branch = full.hasPrefix("refs/heads/") ? String(full.dropFirst(11)) : full
    guard let id = try reference("HEAD") else { return .unborn(branch: branch) }
    return .branch(name: branch, id)
  }

  /// git takes a folder whose HEAD is damaged for no repository, so that none of its commands mends it.
  private func damagedHead() throws -> Refusal {
    let branches = try references(under: "refs/heads/").map(\.name)
    let usual = ["refs/heads/main", "refs/heads/master"].first { branches.contains($0) }
    let branch = usual ?? branches.first ?? "refs/heads/main"
    return Refusal(
      .noRepository, what: "What is checked out was not read: \(gitDirectory)/HEAD is damaged.",
      why: "It names neither a branch nor a commit",
      remedy: "Run `echo 'ref: \(branch)' > '\(gitDirectory)/HEAD'`, with the branch that was checked out.")
  }
}
