public import Git
public import Publishing
public import ReleaseEngine

/// The commit and the tag object of a release, made once by the run that publishes or parks it.
public struct ReleaseObjects: Sendable {
  /// The release commit.
  public var commit: ObjectID
  /// The tag object with every object that a far side may lack.
  public var tag: HeldValue

  /// Makes the objects.
  ///
  /// - Parameters:
  ///   - candidate: what is released.
  ///   - tag: the tag's name.
  ///   - notes: what the tag's message says besides.
  ///   - ledgerHead: the event of the ledger that the release is cut from.
  ///   - ledger: the ledger.
  ///   - repository: where the objects are written.
  ///   - author: who makes them.
  /// - Returns: the objects; nothing points at them yet.
  /// - Throws: where an object cannot be written or signed.
  public static func make(
    _ candidate: Candidate, tag: String, notes: String, ledgerHead: String?, of ledger: GitLedger,
    in repository: Repository, by author: Signature
  ) async throws -> ReleaseObjects {
    let commit =
      candidate.needsCommit
      ? try await repository.writeCommit(
        tree: candidate.tree, parents: [candidate.head.id], message: Candidate.message(tag: tag), by: author)
      : candidate.head.id
    let message = GitTarget.message(
      tag: tag, notes: notes, ledger: ledgerHead, repository: ledger.origin, reference: ledger.gitPlace.ledger)
    let object = try await repository.writeTag(tag, of: commit, message: message, by: author)
    let bundle = try ObjectBundle.collect(tag: object, commit: commit, since: candidate.head.id, in: repository)
    return ReleaseObjects(commit: commit, tag: HeldValue(object.description, content: bundle.encoded()))
  }

  /// Takes over a tag that somebody else made.
  public static func adopt(_ tag: ObjectID, at commit: ObjectID, in repository: Repository) throws -> ReleaseObjects {
    let bundle = try ObjectBundle.collect(tag: tag, commit: commit, since: commit, in: repository)
    return ReleaseObjects(commit: commit, tag: HeldValue(tag.description, content: bundle.encoded()))
  }
}
