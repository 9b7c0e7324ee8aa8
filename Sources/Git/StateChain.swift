import CLibgit2

/// One reference whose commit's tree is a whole state; each commit has one parent, the state before.
public struct StateChain: Sendable {
  /// The reference's full name.
  public let reference: String
  let repository: Repository

  /// Names the reference; nothing is read yet.
  public init(_ reference: String, in repository: Repository) {
    (self.reference, self.repository) = (reference, repository)
  }

  /// The files of a state by path, with their objects.
  public func files(at head: ObjectID, under folder: String = "") throws -> [String: ObjectID] {
    try repository.files(in: head, under: folder).reduce(into: [:]) { $0[$1.path] = $1.id }
  }

  /// One file of a state; nil where there is none.
  public func file(_ path: String, at head: ObjectID) throws -> [UInt8]? { try repository.file(path, in: head) }

  /// Writes the next state as a commit that nothing points at yet.
  ///
  /// - Parameters:
  ///   - files: what changes, by path; nil removes a file.
  ///   - parent: the state before; nil for the first one.
  ///   - message: what happened.
  ///   - author: who did it.
  /// - Returns: the commit.
  /// - Throws: where an object cannot be written.
  public func write(
    _ files: [String: [UInt8]?], after parent: ObjectID?, message: String, by author: Signature
  ) throws -> ObjectID {
    try repository.lock.locked {
      let edits = files.map { TreeEdit($0.key, $0.value) }
      let base = try parent.map { try repository.tree(of: $0) }
      guard let tree = try repository.writeTree(base, edits) else {
        throw GitError(-1, during: "writing an empty state")
      }
      var text = "tree \(tree)\n"
      if let parent { text += "parent \(parent)\n" }
      text += "author \(author.line)\ncommitter \(author.line)\n\n\(message)"
      return try repository.write(.commit, Array(text.utf8))
    }
  }
}
