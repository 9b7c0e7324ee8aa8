import Refusals

extension Repository {
  /// A file of a commit or a tree; nil where there is none.
  ///
  /// A symbolic link is the path that it holds.
  public func file(_ path: String, in commit: ObjectID) throws -> [UInt8]? {
    try locked { opened in
      guard let entry = try opened.entry(path, in: commit), !entry.isFolder, entry.mode != FileMode.submodule else {
        return nil
      }
      guard opened.contains(entry.id) else {
        throw Refusal(
          .contentMissing, what: "\(path) was not read: the clone does not have its content.",
          why: "It is a partial clone without \(entry.id)",
          remedy: "Run `git cat-file -e \(entry.id)`, which fetches it")
      }
      return try opened.object(entry.id).bytes
    }
  }

  /// The object at a path of a commit or a tree, a file or a folder; nil where there is none.
  public func object(at path: String, in commit: ObjectID) throws -> ObjectID? {
    try locked { try $0.entry(path, in: commit)?.id }
  }

  /// All files of a commit or a tree below a folder, by path.
  public func files(in commit: ObjectID, under folder: String = "") throws -> [TreeFile] {
    try locked { try $0.files(in: commit, under: folder) }
  }

  /// A tree like that of a commit, with some files replaced; their modes are kept, and new ones are plain files.
  ///
  /// - Parameters:
  ///   - commit: a commit or a tree.
  ///   - files: what each path is to hold.
  /// - Returns: the tree, which nothing names yet.
  /// - Throws: ``GitError`` where a path is a folder, a symbolic link or a submodule.
  public func writeTree(of commit: ObjectID, replacing files: [String: [UInt8]]) throws -> ObjectID {
    let edit = try TreeEdit(files.mapValues { $0 })
    return try locked { opened in
      var written: [ObjectID] = []
      let base = try opened.tree(of: commit)
      let tree = try opened.writeTree(base, edit, written: &written) ?? opened.write(.tree, [])
      try opened.expectWritten(written)
      return tree
    }
  }

  /// A commit, and its trees and blobs that the tree of `parent` does not have.
  public func newObjects(of commit: ObjectID, since parent: ObjectID) throws -> [ObjectID] {
    try locked { try $0.newObjects(of: commit, since: parent) }
  }
}
