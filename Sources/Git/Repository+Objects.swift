import CLibgit2
import Refusals

extension Repository {
  /// Whether an object is in the store.
  public func contains(_ id: ObjectID) -> Bool {
    lock.locked {
      var store: OpaquePointer?
      guard git_repository_odb(&store, handle) == 0 else { return false }
      defer { git_odb_free(store) }
      var raw = id.raw
      return git_odb_exists(store, &raw) == 1
    }
  }

  /// The kind and bytes of an object.
  public func object(_ id: ObjectID) throws -> (kind: ObjectKind, bytes: [UInt8]) {
    try lock.locked {
      let store = try Handle(freeing: { git_odb_free($0) }, "opening the object store") {
        git_repository_odb(&$0, handle)
      }
      var raw = id.raw
      let object = try Handle(freeing: { git_odb_object_free($0) }, "reading \(id)") {
        git_odb_read(&$0, store.pointer, &raw)
      }
      guard let kind = ObjectKind(git_odb_object_type(object.pointer)) else {
        throw GitError(-1, during: "reading \(id)")
      }
      let size = git_odb_object_size(object.pointer)
      guard size > 0, let start = git_odb_object_data(object.pointer) else { return (kind, []) }
      return (kind, [UInt8](UnsafeRawBufferPointer(start: start, count: size)))
    }
  }

  /// Writes an object and reads it back, since a full disk is reported as success.
  public func write(_ kind: ObjectKind, _ bytes: [UInt8]) throws -> ObjectID {
    try lock.locked {
      let store = try Handle(freeing: { git_odb_free($0) }, "opening the object store") {
        git_repository_odb(&$0, handle)
      }
      var raw = git_oid()
      let code = bytes.withUnsafeBytes { git_odb_write(&raw, store.pointer, $0.baseAddress, $0.count, kind.raw) }
      let id = ObjectID(raw)
      guard code >= 0 else {
        throw Refusal(
          .diskFull, what: "An object was not written to \(commonDirectory).",
          why: GitError(code, during: "writing").detail, remedy: "Make room on the disk, or check its rights.")
      }
      try expectWritten(id)
      return id
    }
  }

  /// Throws where an object that was written cannot be read from a store that has cached nothing.
  func expectWritten(_ id: ObjectID) throws {
    var store: OpaquePointer?
    try check(git_odb_open(&store, "\(commonDirectory)/objects"), "opening the object store")
    defer { git_odb_free(store) }
    var raw = id.raw
    var object: OpaquePointer?
    let code = git_odb_read(&object, store, &raw)
    guard code >= 0 else {
      throw Refusal(
        .diskFull, what: "\(id) was not written to \(commonDirectory).", why: "It cannot be read back.",
        remedy: "Make room on the disk.")
    }
    git_odb_object_free(object)
  }

  /// The commit that an object leads to; nil where it is none and no tag of one.
  public func peeled(_ id: ObjectID) throws -> ObjectID? {
    lock.locked {
      var raw = id.raw
      var object: OpaquePointer?
      guard git_object_lookup(&object, handle, &raw, GIT_OBJECT_ANY) == 0 else { return nil }
      defer { git_object_free(object) }
      var commit: OpaquePointer?
      guard git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0, let commit else { return nil }
      defer { git_object_free(commit) }
      return git_object_id(commit).map { ObjectID($0.pointee) }
    }
  }

  /// A tag object and those that it leads through, in that order; none for anything else.
  func tags(from id: ObjectID) throws -> [ObjectID] {
    var (found, next) = ([ObjectID](), id as ObjectID?)
    while let id = next, case let (kind, bytes) = try object(id), kind == .tag {
      found.append(id)
      let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2).map { String(decoding: $0, as: UTF8.self) }
      guard lines.count > 1, lines[1] == "type tag" else { break }
      next = try ObjectID(parsing: lines[0].dropFirst("object ".count))
    }
    return found
  }

  /// A commit.
  public func commit(_ id: ObjectID) throws -> Commit {
    try lock.locked {
      var raw = id.raw
      let commit = try Handle(freeing: { git_commit_free($0) }, "reading commit \(id.short)") {
        git_commit_lookup(&$0, handle, &raw)
      }
      guard let tree = git_commit_tree_id(commit.pointer) else { throw GitError(-1, during: "reading \(id)") }
      let parents = (0..<git_commit_parentcount(commit.pointer)).compactMap { index in
        git_commit_parent_id(commit.pointer, index).map { ObjectID($0.pointee) }
      }
      return Commit(
        id: id, tree: ObjectID(tree.pointee), parents: parents, committerTime: git_commit_time(commit.pointer),
        message: git_commit_message(commit.pointer).map { String(cString: $0) } ?? "")
    }
  }

  /// The tree of a commit; a tree is its own.
  public func tree(of commit: ObjectID) throws -> ObjectID {
    try lock.locked {
      let object = try treeHandle(commit)
      guard let id = git_tree_id(object.pointer) else { throw GitError(-1, during: "reading a tree") }
      return ObjectID(id.pointee)
    }
  }

  /// The tree of a commit or of a tree.
  func treeHandle(_ id: ObjectID) throws -> Handle {
    var raw = id.raw
    let object = try Handle(freeing: { git_object_free($0) }, "reading \(id.short)") {
      git_object_lookup(&$0, handle, &raw, GIT_OBJECT_ANY)
    }
    return try Handle(freeing: { git_tree_free($0) }, "reading the tree of \(id.short)") {
      git_object_peel(&$0, object.pointer, GIT_OBJECT_TREE)
    }
  }
}
