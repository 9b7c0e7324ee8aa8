import CLibgit2
import Refusals

extension OpenedRepository {
  /// Whether an object is in the store.
  func contains(_ id: ObjectID) -> Bool {
    var raw = id.raw
    return git_odb_exists(store.pointer, &raw) == 1
  }

  /// Lets `body` read an object where it lies.
  func reading<Result>(
    _ id: ObjectID, _ body: (ObjectKind, UnsafeRawBufferPointer) throws -> Result
  ) throws -> Result {
    var raw = id.raw
    let object = try Owned(freeing: git_odb_object_free, "reading \(id)") {
      git_odb_read(&$0, store.pointer, &raw)
    }
    guard let kind = ObjectKind(git_odb_object_type(object.pointer)) else {
      throw GitError(.failed, during: "reading \(id)", detail: "its kind is unknown")
    }
    let size = git_odb_object_size(object.pointer)
    return try body(kind, UnsafeRawBufferPointer(start: git_odb_object_data(object.pointer), count: size))
  }

  /// The commit that an id names, which may be abbreviated; nil where none does, or several objects do.
  func commit(abbreviated id: String) throws -> ObjectID? {
    guard id.utf8.count <= 40 else { return nil }
    var (short, found) = (git_oid(), git_oid())
    guard git_oid_fromstrn(&short, id, id.utf8.count) == 0,
      git_odb_exists_prefix(&found, store.pointer, &short, id.utf8.count) == 0
    else { return nil }
    let commit = ObjectID(found)
    return try unwrapped(commit)?.id == commit ? try peeled(commit) : nil
  }

  /// The kind and bytes of an object.
  func object(_ id: ObjectID) throws -> (kind: ObjectKind, bytes: [UInt8]) {
    try reading(id) { ($0, [UInt8]($1)) }
  }

  /// Lets `body` read the header of a commit.
  ///
  /// One that is missing or damaged is refused with the line that mends it: the library's own words name no way out.
  func reading<Result>(commit id: ObjectID, _ body: (RawCommit) throws -> Result) throws -> Result {
    do {
      return try reading(id) { kind, bytes in
        guard kind == .commit, let commit = RawCommit(bytes) else {
          throw GitError(.failed, during: "reading commit \(id)", detail: "it is a \(kind.rawValue), or malformed")
        }
        return try body(commit)
      }
    } catch let error as GitError {
      throw unreadable("commit", id, error)
    }
  }

  private func unreadable(_ noun: String, _ id: ObjectID, _ error: GitError) -> Refusal {
    let isMissing = error.code == .notFound
    let text = id.description
    let file = "\(commonDirectory)/objects/\(text.prefix(2))/\(text.dropFirst(2))"
    // What is damaged and loose stands in the way of a whole one.
    let removal = isMissing || SystemFile.status(file) == nil ? "" : "rm -f '\(file)' && "
    return Refusal(
      .historyUnsafe, what: "The history was not read: the \(noun) \(id) is \(isMissing ? "missing" : "damaged").",
      why: "\(commonDirectory)/objects \(isMissing ? "does not have it" : "has other bytes than git wrote")",
      remedy:
        "Run `\(removal)git fetch --refetch`, which brings every object anew; `git fsck` names what is still wrong then."
    )
  }

  /// A commit.
  func commit(_ id: ObjectID) throws -> Commit {
    try reading(commit: id) { commit in
      Commit(
        id: id, tree: commit.tree, parents: commit.parents, committerTime: commit.committerTime,
        message: commit.message)
    }
  }

  /// An object, or what the tags lead to that it is the first of, with those tags; nil where something is missing.
  func unwrapped(_ id: ObjectID) throws -> (tags: [ObjectID], id: ObjectID, kind: ObjectKind)? {
    var (id, tags) = (id, [ObjectID]())
    // Tags cannot go in circles, as each names the hash of the next; a chain this long is no release.
    while tags.count < 64 {
      guard contains(id) else { return nil }
      let (kind, target) = try kindAndTarget(id)
      guard kind == .tag else { return (tags, id, kind) }
      guard let target else { return nil }
      tags.append(id)
      id = target
    }
    return nil
  }

  private func kindAndTarget(_ id: ObjectID) throws -> (ObjectKind, ObjectID?) {
    do {
      return try reading(id) { ($0, $0 == .tag ? Self.target(ofTag: $1) : nil) }
    } catch let error as GitError {
      throw unreadable("object", id, error)
    }
  }

  private static func target(ofTag bytes: UnsafeRawBufferPointer) -> ObjectID? {
    guard bytes.count > 48, bytes.starts(with: "object ".utf8) else { return nil }
    return ObjectID(hexadecimal: UnsafeRawBufferPointer(rebasing: bytes[7..<47]))
  }

  /// The commit that an object leads to; nil where it is none and no tag of one.
  func peeled(_ id: ObjectID) throws -> ObjectID? {
    guard let end = try unwrapped(id), end.kind == .commit else { return nil }
    return end.id
  }

  /// The tree of a commit, of a tag of one, or a tree itself.
  func tree(of id: ObjectID) throws -> ObjectID {
    let end = try unwrapped(id)
    switch end?.kind {
    case .tree: return end?.id ?? id
    case .commit: return try reading(commit: end?.id ?? id, \.tree)
    case .blob, .tag: throw GitError(.unpeelable, during: "reading the tree of \(id)", detail: "it has none")
    case nil: throw unreadable("object", id, GitError(.notFound, during: "reading \(id)", detail: "it is not there"))
    }
  }
}

extension Repository {
  /// Whether an object is in the store.
  public func contains(_ id: ObjectID) -> Bool { locked { $0.contains(id) } }

  /// The commit that an id names, which may be abbreviated; nil where none does, or several objects do.
  public func commit(abbreviated id: String) throws -> ObjectID? { try locked { try $0.commit(abbreviated: id) } }

  /// The kind and bytes of an object.
  public func object(_ id: ObjectID) throws -> (kind: ObjectKind, bytes: [UInt8]) {
    try locked { try $0.object(id) }
  }

  /// The commit that an object leads to; nil where it is none and no tag of one, or not here.
  public func peeled(_ id: ObjectID) throws -> ObjectID? { try locked { try $0.peeled(id) } }

  /// Whether an object, and everything that it leads to where it is a tag, is in the store.
  public func isWhole(_ id: ObjectID) throws -> Bool { try locked { try $0.unwrapped(id) != nil } }

  /// A commit.
  public func commit(_ id: ObjectID) throws -> Commit { try locked { try $0.commit(id) } }

  /// The tree of a commit; a tree is its own.
  public func tree(of commit: ObjectID) throws -> ObjectID { try locked { try $0.tree(of: commit) } }
}
