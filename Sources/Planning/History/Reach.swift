import Git

/// Whether a release belongs to the history of one commit.
final class Reach {
  private let repository: Repository
  private let head: ObjectID
  private var ancestry: Ancestry?

  init(_ repository: Repository, _ head: ObjectID) { (self.repository, self.head) = (repository, head) }

  /// The commit is in the history.
  func holds(_ commit: ObjectID) throws -> Bool {
    let known = try ancestry ?? Ancestry(of: head, in: repository)
    ancestry = known
    return try known.contains(commit)
  }

  /// The commit's first parent is in the history, but no branch has the commit itself.
  func holdsBelow(_ commit: ObjectID, _ isHeld: (ObjectID) throws -> Bool) throws -> Bool {
    guard let parent = try repository.commit(commit).parents.first, try isHeld(parent) else { return false }
    let branches = try repository.references(under: "refs/heads/") + repository.references(under: "refs/remotes/")
    let tips = try branches.compactMap { try repository.peeled($0.target) }
    return try repository.commits(from: commit, excluding: tips).commits.contains { $0.id == commit }
  }
}
