import Git
import Planning
import Refusals

/// What the next version would be made of: the commit that is checked out, and the branch whose rule holds for it.
struct CheckedOut {
  /// The commit.
  let commit: ObjectID
  /// The branch; nil where none is checked out, and none with a rule has the commit.
  let branch: String?

  /// Looks at HEAD.
  ///
  /// Without a branch it is the one of the remote that has the commit, else the one of this repository. A release whose
  /// stamp only its tag reaches counts at its first parent.
  ///
  /// - Parameters:
  ///   - repository: the repository.
  ///   - configuration: which branches have a rule.
  /// - Throws: a `Refusal` where there is no commit, or several branches have it.
  init(in repository: Repository, _ configuration: Configuration) throws {
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

  private static func branch(
    having head: ObjectID, in repository: Repository, _ configuration: Configuration
  ) throws -> String? {
    let remote = try remoteBranches(in: repository, configuration)
    let local = try branches(under: "refs/heads/", in: repository)
    func find(_ id: ObjectID) throws -> String? {
      for branches in [remote, local] {
        switch try DetachedHead(id, among: branches, configuration, in: repository) {
        case .branch(let name): return name
        case .none: continue
        case .ambiguous(let names):
          throw Refusal(
            .ambiguous, what: "There is no next version: no branch is checked out, and several have this commit.",
            why: names.joined(separator: ", "), remedy: "Run `git switch BRANCH` for the one to release from.")
        }
      }
      return nil
    }
    if let found = try find(head) { return found }
    guard let parent = try repository.commit(head).parents.first, repository.contains(parent) else { return nil }
    return try find(parent)
  }

  private static func remoteBranches(
    in repository: Repository, _ configuration: Configuration
  ) throws -> [String: ObjectID] {
    guard !configuration.remote.isEmpty else { return [:] }
    let found = try branches(under: "refs/remotes/\(configuration.remote)/", in: repository)
    guard found.isEmpty else { return found }
    return try branches(under: "refs/remotes/\(repository.followedRemote(configuration.remote))/", in: repository)
  }

  private static func branches(under prefix: String, in repository: Repository) throws -> [String: ObjectID] {
    var branches: [String: ObjectID] = [:]
    for (name, tip) in try repository.references(under: prefix) { branches[String(name.dropFirst(prefix.count))] = tip }
    return branches
  }
}
