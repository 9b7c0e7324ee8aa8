public import Git

/// The branch that a commit is released from where none is checked out.
public enum DetachedHead: Hashable, Sendable {
  /// This one.
  case branch(String)
  /// No branch with a rule has the commit.
  case none
  /// Several have it, and none of them alone ends with it.
  case ambiguous([String])

  /// Finds the branch among those that a rule names: the only one that ends with the commit, else the only one that
  /// contains it.
  ///
  /// - Parameters:
  ///   - head: the commit that is checked out.
  ///   - branches: the remote's branches by short name; one whose tip is not here is known by its tip alone.
  ///   - configuration: which branches have a rule.
  ///   - repository: the repository.
  /// - Throws: where history cannot be read.
  public init(
    _ head: ObjectID, among branches: [String: ObjectID], _ configuration: Configuration, in repository: Repository
  ) throws {
    let ruled = branches.filter { configuration.rule(forBranch: $0.key) != nil }
    let ending = ruled.filter { $0.value == head }.keys.sorted()
    if ending.count == 1 {
      self = .branch(ending[0])
      return
    }
    let containing =
      try ending.isEmpty
      ? ruled.filter { try repository.contains($0.value) && repository.isAncestor(head, of: $0.value) }.keys.sorted()
      : ending
    self = containing.isEmpty ? .none : containing.count == 1 ? .branch(containing[0]) : .ambiguous(containing)
  }
}
