public import Git
import Refusals

/// What the next version would be made of: the commit that is checked out, and the branch whose rule holds for it.
public struct CheckedOut: Sendable {
  /// The commit.
  public let commit: ObjectID
  /// The branch; nil where none is checked out, and none with a rule has the commit.
  public let branch: String?

  /// Looks at HEAD.
  ///
  /// Without a branch it is the one of the remote that has the commit, else the one of this repository. A release whose
  /// stamp only its tag reaches, or what a pull request would merge, counts at its first parent. Where the clone has not
  /// every branch whole, only a branch that ends with the commit is known to have it.
  ///
  /// - Parameters:
  ///   - repository: the repository.
  ///   - configuration: which branches have a rule.
  /// - Throws: a `Refusal` where there is no commit, several branches have it, or the clone cannot tell which.
  public init(in repository: Repository, _ configuration: Configuration) throws {
    switch try repository.head() {
    case .branch(let name, let id): (commit, branch) = (id, name)
    case .detached(let id):
      commit = id
      branch = try Self.branch(having: id, in: repository, configuration)
    case .unborn(let branch):
      throw Refusal(
        .unbornHead, what: "There is no next version: the branch \(branch) has no commit yet.",
        remedy: "Commit something first.")
    }
  }

  /// The rule of the branch that has a commit; nil for a trunk, and where the clone cannot tell or several have it.
  static func rule(
    ofBranchHaving commit: ObjectID, in repository: Repository, _ configuration: Configuration
  ) throws -> BranchRule? {
    do {
      return try branch(having: commit, in: repository, configuration).flatMap(configuration.rule(forBranch:))
    } catch is Refusal {
      return nil
    }
  }

  private static func branch(
    having head: ObjectID, in repository: Repository, _ configuration: Configuration
  ) throws -> String? {
    let remote = try KnownBranches.ofRemote(configuration.remote, in: repository)
    let own = try KnownBranches.own(in: repository)
    // Without maintained lines it is a trunk, whatever the branch.
    if configuration.branches.contains(where: { $0.series == .maintenance }),
      let doubt = try doubt(of: repository, configuration)
    {
      return try branch(endingWith: head, among: remote.isEmpty ? own : remote, configuration, doubt)
    }
    let sides = [table(remote), table(own)]
    func find(_ id: ObjectID) throws -> String? {
      for branches in sides {
        switch try DetachedHead(id, among: branches, configuration, in: repository) {
        case .branch(let name): return name
        case .none: continue
        case .ambiguous(let names): throw ambiguous(names)
        }
      }
      return nil
    }
    if let found = try find(head) { return found }
    guard let parent = try repository.commit(head).parents.first, repository.contains(parent) else { return nil }
    return try find(parent)
  }

  /// What is refused where the clone does not have every branch whole; nil where it does.
  private static func doubt(of repository: Repository, _ configuration: Configuration) throws -> Refusal? {
    let knowledge = try TagKnowledge(of: repository, remote: configuration.remote)
    guard repository.isShallow || knowledge.branches != nil else { return nil }
    let known = knowledge.branches.map { "was made of \($0.joined(separator: ", ")) alone" } ?? "is shallow"
    let remedy =
      knowledge.branches == nil
      ? knowledge.remedy : HistorySource.widening(knowledge.remote, isShallow: repository.isShallow)
    return Refusal(
      .historyUnsafe, what: "The next version was not worked out.",
      why: "no branch is checked out, and the clone \(known): another branch may have this commit", remedy: remedy)
  }

  /// The branch of a clone that has not all of history: the only one that ends with the commit.
  ///
  /// Whether others contain it is not to be told there.
  private static func branch(
    endingWith head: ObjectID, among branches: [(name: String, tip: ObjectID)], _ configuration: Configuration,
    _ doubt: Refusal
  ) throws -> String {
    let ending = branches.filter { $0.tip == head && configuration.rule(forBranch: $0.name) != nil }.map(\.name)
    guard let name = ending.first else { throw doubt }
    guard ending.count == 1 else { throw ambiguous(ending.sorted()) }
    return name
  }

  private static func ambiguous(_ names: [String]) -> Refusal {
    Refusal(
      .ambiguous, what: "There is no next version: no branch is checked out, and several have this commit.",
      why: names.joined(separator: ", "), remedy: "Run `git switch BRANCH` for the one to release from.")
  }

  private static func table(_ branches: [(name: String, tip: ObjectID)]) -> [String: ObjectID] {
    var table: [String: ObjectID] = [:]
    for branch in branches { table[branch.name] = branch.tip }
    return table
  }
}
