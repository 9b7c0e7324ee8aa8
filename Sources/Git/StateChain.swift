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

  /// Writes the next state as a commit that nothing points at yet; every object of it was read back from the disk.
  ///
  /// A file takes the place of a folder of its name, and the other way round.
  ///
  /// - Parameters:
  ///   - files: what changes, by path; nil removes a file, or a folder with all that is in it.
  ///   - parent: the state before; nil for the first one.
  ///   - message: what happened.
  ///   - author: who did it.
  /// - Returns: the commit.
  /// - Throws: ``GitError`` where a path is none that git keeps, or is a file and a folder at once; a `Refusal` where the disk is full.
  public func write(
    _ files: [String: [UInt8]?], after parent: ObjectID?, message: String, by author: Signature
  ) throws -> ObjectID {
    let edit = try TreeEdit(files)
    return try repository.locked { opened in
      var written: [ObjectID] = []
      let base = try parent.map { try opened.tree(of: $0) }
      guard let tree = try opened.writeTree(base, edit, isFree: true, written: &written) else {
        throw GitError(.failed, during: "writing a state", detail: "no file would be left in it")
      }
      var text = "tree \(tree)\n"
      if let parent { text += "parent \(parent)\n" }
      text += "author \(author.line)\ncommitter \(author.line)\n\n\(message.endingInLine)"
      let commit = try opened.writeUnverified(.commit, Array(text.utf8))
      try opened.expectWritten(written + [commit])
      return commit
    }
  }
}

extension String {
  /// The text with a line break at its end, as git keeps messages.
  var endingInLine: String { utf8.last == UInt8(ascii: "\n") ? self : self + "\n" }
}
