import CLibgit2

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
      if entry.isFolder {
        try collect(entry.id, "\(prefix)\(entry.text)/", into: &files)
      } else {
        files.append(TreeFile(path: "\(prefix)\(entry.text)", mode: entry.mode, id: entry.id))
      }
    }
  }

  /// The entries of one tree, folders included, by name.
  func entries(of tree: ObjectID) throws -> [TreeEntry] {
    let tree = try treeHandle(tree)
    return (0..<git_tree_entrycount(tree.pointer)).compactMap { index in
      guard let entry = git_tree_entry_byindex(tree.pointer, index), let name = git_tree_entry_name(entry),
        let id = git_tree_entry_id(entry)
      else { return nil }
      let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
      let mode = UInt32(git_tree_entry_filemode_raw(entry).rawValue)
      return TreeEntry(name: [UInt8](bytes), mode: mode, id: ObjectID(id.pointee))
    }
  }

  /// A tree like that of a commit, with some files replaced; their modes are kept.
  public func writeTree(of commit: ObjectID, replacing files: [String: [UInt8]]) throws -> ObjectID {
    try lock.locked {
      try writeTree(tree(of: commit), files.map { TreeEdit($0.key, $0.value) }) ?? write(.tree, [])
    }
  }

  /// A tree with edits applied; only the folders on their paths are written.
  ///
  /// Nil where nothing is left in it.
  func writeTree(_ base: ObjectID?, _ edits: [TreeEdit]) throws -> ObjectID? {
    var entries: [[UInt8]: TreeEntry] = [:]
    for entry in try base.map({ try self.entries(of: $0) }) ?? [] { entries[entry.name] = entry }
    for (name, group) in try TreeEdit.grouped(edits) {
      let old = entries[name]
      if group.count == 1, group[0].isHere, let bytes = group[0].bytes {
        let mode = old.flatMap { $0.mode == 0o100755 || $0.mode == 0o100644 ? $0.mode : nil } ?? 0o100644
        entries[name] = TreeEntry(name: name, mode: mode, id: try write(.blob, bytes))
        continue
      }
      // What is removed here is gone before what lies below the same name is written.
      let isRemoved = group.contains(where: \.isHere)
      let inner = group.filter { !$0.isHere }.map(\.below)
      let folder = isRemoved || old?.isFolder != true ? nil : old?.id
      // To remove something from a folder that is none changes nothing.
      guard isRemoved || folder != nil || inner.contains(where: { $0.bytes != nil }) else { continue }
      entries[name] =
        inner.isEmpty
        ? nil : try writeTree(folder, inner).map { TreeEntry(name: name, mode: TreeEntry.folder, id: $0) }
    }
    return entries.isEmpty ? nil : try write(.tree, TreeEntry.encode(entries.values))
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
    var known: [[UInt8]: TreeEntry] = [:]
    for entry in try old.map({ try entries(of: $0) }) ?? [] { known[entry.name] = entry }
    for entry in try entries(of: new) where known[entry.name]?.id != entry.id && entry.mode != TreeEntry.submodule {
      if entry.isFolder {
        try collectNew(entry.id, since: known[entry.name].flatMap { $0.isFolder ? $0.id : nil }, into: &found)
      } else {
        found.append(entry.id)
      }
    }
  }
}
