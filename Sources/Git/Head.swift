/// What is checked out.
public enum Head: Sendable, Equatable {
  /// A branch without a commit, by its short name.
  case unborn(branch: String)
  /// A branch, by its short name, and its commit.
  case branch(name: String, ObjectID)
  /// A commit without a branch.
  case detached(ObjectID)

  /// The commit; nil where there is none.
  public var commit: ObjectID? {
    switch self {
    case .unborn: nil
    case .branch(_, let id), .detached(let id): id
    }
  }
}
