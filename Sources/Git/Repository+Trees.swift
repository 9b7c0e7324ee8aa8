import CLibgit2

extension Repository {
  /// A file of a commit or a tree; nil where there is none.
  public func file(_ path: String, in commit: ObjectID) throws -> [UInt8]? {
    try lock.locked {
      let tree = try treeHandle(commit)
      var entry: OpaquePointer?
      let code = git_tree_entry_bypath(&entry, tree.pointer, path)
      guard code != GIT_ENOTFOUND.rawValue else { return nil }
      try check(code, "looking up \(path)")
      defer { git_tree_entry_free(entry) }
      guard git_tree_entry_type(entry) == GIT_OBJECT_BLOB, let id = git_tree_entry_id(entry) else { return nil }
      return try object(ObjectID(id.pointee)).bytes
    }
  }

  /// All files of a commit or a tree below a folder, by path.
  public func files(in commit: ObjectID, under folder: String = "") throws -> [TreeFile] {
    try lock.locked {
      var root = try tree(of: commit)
      if !folder.isEmpty {
        let tree = try treeHandle(root)
        var entry: OpaquePointer?
        let code = git_tree_entry_bypath(&entry, tree.pointer, folder)
        guard code != GIT_ENOTFOUND.rawValue else { return [] }
        try check(code, "looking up \(folder)")
        defer { git_tree_entry_free(entry) }
        guard git_tree_entry_type(entry) == GIT_OBJECT_TREE, let id = git_tree_entry_id(entry) else { return [] }
        root = ObjectID(id.pointee)
      }
      var files: [TreeFile] = []
      try collect(root, folder.isEmpty ? "" : "\(folder)/", into: &files)
      return files
    }
  }

  private func collect(_ tree: ObjectID, _ prefix: String, into files: inout [TreeFile]) throws {
    for entry in try entries(of: tree) {
      if entry.mode == 0o040000 {
        try collect(entry.id, "\(prefix)\(entry.path)/", into: &files)
      } else {
        files.append(TreeFile(path: "\(prefix)\(entry.path)", mode: entry.mode, id: entry.id))
      }
    }
  }

  /// The entries of one tree, folders included, by name.
  func entries(of tree: ObjectID) throws -> [TreeFile] {
    let tree = try treeHandle(tree)
    return (0..<git_tree_entrycount(tree.pointer)).compactMap { index in
      guard let entry = git_tree_entry_byindex(tree.pointer, index), let name = git_tree_entry_name(entry),
        let id = git_tree_entry_id(entry)
      else { return nil }
      let mode = UInt32(git_tree_entry_filemode_raw(entry).rawValue)
      return TreeFile(path: String(cString: name), mode: mode, id: ObjectID(id.pointee))
    }
  }

  /// A tree like that of a commit, with some files replaced; their modes are kept.
  public func writeTree(of commit: ObjectID, replacing files: [String: [UInt8]]) throws -> ObjectID {
    try lock.locked {
      let edits = files.map { (path: $0.key.split(separator: "/").map(String.init)[...], bytes: $0.value as [UInt8]?) }
      return try writeTree(tree(of: commit), edits) ?? emptyTree()
    }
  }

  /// A tree with edits applied; only the folders on their paths are written.
  ///
  /// Nil where nothing is left in it.
  func writeTree(
    _ base: ObjectID?, _ edits: [(path: ArraySlice<String>, bytes: [UInt8]?)]
  ) throws -> ObjectID? {
    var entries: [String: TreeFile] = [:]
    for entry in try base.map({ try self.entries(of: $0) }) ?? [] { entries[entry.path] = entry }
    for (name, group) in Dictionary(grouping: edits, by: { $0.path.first ?? "" }) {
      guard Self.isPathComponent(name) else { throw GitError(-1, during: "writing `\(name)` into a tree") }
      let old = entries[name]
      if let leaf = group.last(where: { $0.path.count == 1 }) {
        guard let bytes = leaf.bytes else {
          entries[name] = nil
          continue
        }
        let mode = old.flatMap { $0.mode == 0o100755 || $0.mode == 0o100644 ? $0.mode : nil } ?? 0o100644
        entries[name] = TreeFile(path: name, mode: mode, id: try write(.blob, bytes))
      } else {
        let inner = group.map { (path: $0.path.dropFirst(), bytes: $0.bytes) }
        let folder = try writeTree(old?.mode == 0o040000 ? old?.id : nil, inner)
        entries[name] = folder.map { TreeFile(path: name, mode: 0o040000, id: $0) }
      }
    }
    return entries.isEmpty ? nil : try write(.tree, Self.encode(entries.values))
  }

  private func emptyTree() throws -> ObjectID { try write(.tree, []) }

  private static func isPathComponent(_ name: String) -> Bool {
    !name.isEmpty && name != "." && name != ".." && name.lowercased() != ".git"
      && name.utf8.allSatisfy { $0 != 0 && $0 != UInt8(ascii: "/") }
  }

  /// The bytes of a tree object: entries in git's order, in which a folder's name ends in a slash.
  private static func encode(_ entries: some Sequence<TreeFile>) -> [UInt8] {
    func key(_ entry: TreeFile) -> [UInt8] {
      Array(entry.path.utf8) + (entry.mode == 0o040000 ? [UInt8(ascii: "/")] : [])
    }
    var bytes: [UInt8] = []
    for entry in entries.sorted(by: { key($0).lexicographicallyPrecedes(key($1)) }) {
      bytes += Array("\(String(entry.mode, radix: 8)) \(entry.path)".utf8) + [0]
      withUnsafeBytes(of: entry.id.raw.id) { bytes += $0.prefix(20) }
    }
    return bytes
  }

  /// A commit, and its trees and blobs that the tree of `parent` does not have.
  public func newObjects(of commit: ObjectID, since parent: ObjectID) throws -> [ObjectID] {
    try lock.locked {
      guard commit != parent else { return [commit] }
      var found = [commit]
      try collectNew(tree(of: commit), since: tree(of: parent), into: &found)
      return found
    }
  }

  private func collectNew(_ new: ObjectID, since old: ObjectID?, into found: inout [ObjectID]) throws {
    guard new != old else { return }
    found.append(new)
    var known: [String: TreeFile] = [:]
    for entry in try old.map({ try entries(of: $0) }) ?? [] { known[entry.path] = entry }
    for entry in try entries(of: new) where known[entry.path]?.id != entry.id && entry.mode != 0o160000 {
      if entry.mode == 0o040000 {
        try collectNew(entry.id, since: known[entry.path].flatMap { $0.mode == 0o040000 ? $0.id : nil }, into: &found)
      } else {
        found.append(entry.id)
      }
    }
  }
}
