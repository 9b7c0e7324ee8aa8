import Git

/// Whether a release belongs to the history of one commit.
final class Reach {
  private let repository: Repository
  private let head: ObjectID
  private let remote: String
  private var ancestry: Ancestry?

  /// Asks about the history of `head`; `remote` is the one whose branches count.
  init(_ repository: Repository, _ head: ObjectID, remote: String) {
    (self.repository, self.head, self.remote) = (repository, head, remote)
  }

  /// The commit is in the history.
  func holds(_ commit: ObjectID) throws -> Bool {
    let known = try ancestry ?? Ancestry(of: head, in: repository)
    ancestry = known
    return try known.contains(commit)
  }

  /// The commit's first parent is in the history, but no branch has the commit itself.
  ///
  /// The remote's branches decide where there are any: those of one clone are nobody else's.
  func holdsBelow(_ commit: ObjectID, _ isHeld: (ObjectID) throws -> Bool) throws -> Bool {
    guard let parent = try repository.commit(commit).parents.first, try isHeld(parent) else { return false }
    let shared = try KnownBranches.ofRemote(remote, in: repository)
    let branches = try shared.isEmpty ? KnownBranches.own(in: repository) : shared
    let tips = try branches.compactMap { try repository.peeled($0.tip) }
    return try repository.commits(from: commit, excluding: tips).commits.contains { $0.id == commit }
  }
}
