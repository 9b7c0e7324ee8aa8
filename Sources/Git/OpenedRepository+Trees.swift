import CLibgit2

extension OpenedRepository {
  /// The entries of one tree.
  func treeObject(_ id: ObjectID) throws -> TreeObject {
    try reading(id) { kind, bytes in
      guard kind == .tree, let tree = TreeObject(bytes) else {
        throw GitError(.failed, during: "reading tree \(id)", detail: "it is a \(kind.rawValue), or malformed")
      }
      return tree
    }
  }

  /// What is at a path of a commit or a tree; nil where there is nothing.
  func entry(_ path: String, in commit: ObjectID) throws -> TreeObject.Entry? {
    var found = TreeObject.Entry(mode: FileMode.folder, name: [], id: try tree(of: commit))
    for name in path.utf8.split(separator: UInt8(ascii: "/")) {
      guard found.isFolder, let next = try treeObject(found.id)[[UInt8](name)] else { return nil }
      found = next
    }
    return found
  }

  /// All files of a commit or a tree below a folder, by path.
  func files(in commit: ObjectID, under folder: String) throws -> [TreeFile] {
    guard let top = try entry(folder, in: commit), top.isFolder else { return [] }
    let names = folder.split(separator: "/")
    var files: [TreeFile] = []
    try collect(top.id, names.isEmpty ? "" : names.joined(separator: "/") + "/", into: &files)
    return files
  }

  private func collect(_ tree: ObjectID, _ prefix: String, into files: inout [TreeFile]) throws {
    for entry in try treeObject(tree).entries {
      if entry.isFolder {
        try collect(entry.id, "\(prefix)\(entry.text)/", into: &files)
      } else {
        files.append(TreeFile(path: "\(prefix)\(entry.text)", mode: entry.mode, id: entry.id))
      }
    }
  }

  /// A tree with edits applied, nil where nothing is left in it.
  ///
  /// Only the folders on their paths are written, and none of it is verified yet. A file may take the place of anything
  /// else only where the tree is free.
  func writeTree(
    _ base: ObjectID?, _ edit: TreeEdit, isFree: Bool = false, at path: String = "", written: inout [ObjectID]
  ) throws -> ObjectID? {
    var tree = try base.map { try treeObject($0) } ?? TreeObject()
    for (name, action) in edit.actions {
      let inside = "\(path)\(String(decoding: name, as: UTF8.self))"
      let old = tree[name]
      switch action {
      case .remove: tree.remove(name)
      case .write(let bytes):
        let isFile = old.map { FileMode.isFile($0.mode) } ?? true
        guard isFile || isFree else { throw Self.notAFile(inside, old?.mode ?? 0) }
        let blob = try writeUnverified(.blob, bytes)
        written.append(blob)
        tree.put(TreeObject.Entry(mode: isFile ? old?.mode ?? FileMode.file : FileMode.file, name: name, id: blob))
      case .enter(let inner, let afresh):
        let below = old?.isFolder == true && !afresh ? old?.id : nil
        // To remove something from what is no folder changes nothing.
        guard afresh || below != nil || inner.writes else { continue }
        guard isFree || old?.isFolder ?? true else { throw Self.notAFolder(inside) }
        let folder = try writeTree(below, inner, isFree: isFree, at: "\(inside)/", written: &written)
        if let folder {
          tree.put(TreeObject.Entry(mode: FileMode.folder, name: name, id: folder))
        } else {
          tree.remove(name)
        }
      }
    }
    guard !tree.entries.isEmpty else { return nil }
    let id = try writeUnverified(.tree, tree.encoded)
    written.append(id)
    return id
  }

  private static func notAFile(_ path: String, _ mode: UInt32) -> GitError {
    let kind = mode == FileMode.link ? "a symbolic link" : mode == FileMode.submodule ? "a submodule" : "a folder"
    return GitError(.exists, during: "replacing `\(path)`", detail: "it is \(kind)")
  }

  private static func notAFolder(_ path: String) -> GitError {
    GitError(.exists, during: "writing below `\(path)`", detail: "it is no folder")
  }

  /// A commit, and its trees and blobs that the tree of `parent` does not have.
  func newObjects(of commit: ObjectID, since parent: ObjectID) throws -> [ObjectID] {
    guard commit != parent else { return [commit] }
    var found = [commit]
    var seen: Set<ObjectID> = []
    try collectNew(tree(of: commit), since: tree(of: parent), &seen, into: &found)
    return found
  }

  private func collectNew(
    _ new: ObjectID, since old: ObjectID?, _ seen: inout Set<ObjectID>, into found: inout [ObjectID]
  ) throws {
    guard new != old, seen.insert(new).inserted else { return }
    found.append(new)
    var known: [[UInt8]: TreeObject.Entry] = [:]
    for entry in try old.map({ try treeObject($0).entries }) ?? [] { known[entry.name] = entry }
    for entry in try treeObject(new).entries where entry.mode != FileMode.submodule {
      let old = known[entry.name]
      guard old?.id != entry.id else { continue }
      if entry.isFolder {
        try collectNew(entry.id, since: old?.isFolder == true ? old?.id : nil, &seen, into: &found)
      } else if seen.insert(entry.id).inserted {
        found.append(entry.id)
      }
    }
  }
}
