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
  /// The remote that history comes from, as the configuration names it.
  let remote: String
  /// What is not done where the clone cannot tell, one sentence.
  private let refused: String
  private var pathsOf: [ObjectID: [String]] = [:]

  /// Every tag with what it points at.
  private(set) lazy var tags = Result { try repository.tags() }
  /// The commits at which a shallow clone ends.
  private(set) lazy var boundary = repository.boundary
  private lazy var knowledge = Result { try TagKnowledge(of: repository, remote: remote) }

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - repository: the repository.
  ///   - head: the commit that the next version would be made of.
  ///   - rule: the rule of the branch; nil counts as trunk.
  ///   - standings: what the ledger knows.
  ///   - remote: the remote that tags come from.
  ///   - hasAllTags: the tags were compared with the remote's, or fetched from it.
  ///   - refused: what is not done where the clone cannot tell, one sentence.
  public init(
    of repository: Repository, at head: ObjectID, rule: BranchRule?, standings: [ReleaseStanding],
    remote: String = "origin", hasAllTags: Bool = false, refused: String = "The next version was not worked out."
  ) {
    (self.repository, self.head, self.rule, self.standings) = (repository, head, rule, standings)
    (self.remote, self.hasAllTags, self.refused) = (remote, hasAllTags, refused)
    reach = Reach(repository, head, remote: remote)
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
    // Which branches have it is not to be told where they end, or are not all here.
    guard boundary.isEmpty else {
      throw unsafe("the clone is shallow, and which branch has \(commit.short) is not in it")
    }
    if let branches = try knowledge.get().branches {
      let own = branches.joined(separator: ", ")
      var refusal = unsafe("the clone was made of \(own) alone, and another branch may have \(commit.short)")
      let remote = try knowledge.get().remote
      refusal.remedy = Self.widening(remote)
      throw refusal
    }
    return true
  }

  /// The commit that a tag leads to; nil where that is something else.
  func commit(_ tagged: VersionHistory.Tagged) throws -> ObjectID? {
    if let commit = try repository.peeled(tagged.target) { return commit }
    // A symbolic one that leads nowhere is nobody's release; of another, what it leads to was lost.
    guard try tagged.target == .nothing || repository.isWhole(tagged.target) else {
      var refusal = unsafe(
        "\(tagged.tag) points at \(tagged.target.short), and that, or what it leads to, is not in the clone")
      refusal.remedy =
        "Run `git fetch --refetch --tags\(remote.isEmpty ? "" : " \(remote)")`, which brings every object anew."
      throw refusal
    }
    return nil
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

  /// Throws where tags may be missing that the whole repository has; see ``TagKnowledge``.
  func refuseUnknownTags() throws {
    guard !hasAllTags, boundary.isEmpty ? repository.mayLeaveTagsOut : true else { return }
    let recorded = Set(standings.filter(\.isLive).map(\.tag))
    guard let doubt = try knowledge.get().doubt(tags.get(), recorded: recorded, at: head) else { return }
    throw unsafe(doubt)
  }

  /// What brings the other branches, and has git bring them from then on: in this order, as the setting alone would look
  /// like a clone that has them.
  static func widening(_ remote: String, isShallow: Bool = false) -> String {
    let (depth, all) = (isShallow ? "--unshallow " : "", "'+refs/heads/*:refs/remotes/\(remote)/*'")
    return "Run `git fetch \(depth)--tags \(remote) \(all) && git remote set-branches \(remote) '*'`"
  }

  func unsafe(_ why: String) -> Refusal {
    Refusal(
      .historyUnsafe, what: refused, why: why,
      remedy: (try? knowledge.get().remedy) ?? "Run `git fetch --tags`")
  }
}
