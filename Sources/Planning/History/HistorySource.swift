public import Git
import Refusals

/// What the histories of several components have in common, each part of it read once.
public final class HistorySource {
  /// The repository; nothing in it is changed.
  public let repository: Repository
  /// The commit that the next version would be made of.
  public let head: ObjectID
  /// The rule of the branch; nil counts as trunk.
  public let rule: BranchRule?
  /// What the ledger knows.
  public let standings: [ReleaseStanding]
  private let reach: Reach
  private let hasAllTags: Bool
  private let remote: String
  private var pathsOf: [ObjectID: [String]] = [:]

  /// Every tag with what it points at.
  private(set) lazy var tags = Result { try repository.tags() }
  /// The commits at which a shallow clone ends.
  private(set) lazy var boundary = repository.boundary

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - repository: the repository.
  ///   - head: the commit that the next version would be made of.
  ///   - rule: the rule of the branch; nil counts as trunk.
  ///   - standings: what the ledger knows.
  ///   - remote: the remote that tags come from.
  ///   - hasAllTags: the tags were compared with the remote's, or fetched from it.
  public init(
    of repository: Repository, at head: ObjectID, rule: BranchRule?, standings: [ReleaseStanding],
    remote: String = "origin", hasAllTags: Bool = false
  ) {
    (self.repository, self.head, self.rule, self.standings) = (repository, head, rule, standings)
    (self.remote, self.hasAllTags) = (remote, hasAllTags)
    reach = Reach(repository, head)
  }

  /// Whether a commit belongs to the history of HEAD, told by the commits that HEAD has and it does not.
  ///
  /// It does where it is HEAD or a parent of one of those; a release that only its tag reaches, by its first parent.
  func holds(_ commit: ObjectID, before range: [Commit]) throws -> Bool {
    func isNext(_ id: ObjectID) -> Bool { id == head || range.contains { $0.id == id || $0.parents.contains(id) } }
    if isNext(commit) { return true }
    return try reach.holdsBelow(commit, isNext)
  }

  /// Whether a release belongs to the history of HEAD: its commit does, or the first parent of a commit that is on no
  /// branch, as a release's whose stamp only its tag reaches.
  func holds(release commit: ObjectID) throws -> Bool {
    if try reach.holds(commit) { return true }
    guard try reach.holdsBelow(commit, reach.holds) else { return false }
    // Which branches have it is not to be told where they end.
    guard boundary.isEmpty else {
      throw unsafe("the clone is shallow, and which branch has \(commit.short) is not in it")
    }
    return true
  }

  /// The paths that a commit changes against its first parent.
  func paths(of commit: Commit) throws -> [String] {
    if let known = pathsOf[commit.id] { return known }
    let paths: [String]
    if boundary.contains(commit.id), let parent = commit.parents.first {
      guard repository.contains(parent) else {
        throw unsafe("the clone is shallow, and what \(commit.id.short) changes is not in it")
      }
      paths = try repository.changedPaths(from: parent, to: commit.id)
    } else {
      paths = try repository.changedPaths(commit.id)
    }
    pathsOf[commit.id] = paths
    return paths
  }

  /// Throws where tags may be missing that the whole repository has: a shallow clone brings along only those of the
  /// commits that it holds, unless it was asked for all.
  func refuseUnknownTags() throws {
    guard !boundary.isEmpty, !hasAllTags, try !wereTagsAskedFor() else { return }
    throw unsafe("the clone is shallow, and came with the tags of its own commits alone; a higher one may be elsewhere")
  }

  /// Whether tags are here that git brings along only when it is told to.
  private func wereTagsAskedFor() throws -> Bool {
    if try repository.configuration("remote.\(remote).tagopt") != nil { return true }
    let branches = try repository.references(under: "refs/heads/") + repository.references(under: "refs/remotes/")
    let tips = try [head] + branches.compactMap { try repository.peeled($0.target) }
    let held = try repository.commits(reachedBy: Set(tips))
    return try tags.get().contains { tag in
      try repository.peeled(tag.target).map { !held.contains($0) } ?? false
    }
  }

  func unsafe(_ why: String) -> Refusal {
    Refusal(
      .historyUnsafe, what: "The next version was not worked out.", why: why,
      remedy: boundary.isEmpty
        ? "Run `git fetch --tags`"
        : "Run `git fetch --unshallow --tags`; in GitHub Actions, check out with `fetch-depth: 0`.")
  }
}
