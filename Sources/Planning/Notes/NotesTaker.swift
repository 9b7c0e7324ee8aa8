public import Git
import Refusals
public import SemanticVersioning

/// Makes the notes of releases from the history of a repository.
public struct NotesTaker {
  private let repository: Repository
  private let configuration: Configuration
  private let scope: ComponentScope
  /// Whether a commit that changes a path counts; nil where every commit does.
  public let counts: ((String) -> Bool)?
  private let tags: [String: ObjectID]
  private let standings: [ReleaseStanding]
  private let rule: BranchRule?
  private let remote: String
  private let hasAllTags: Bool
  private let kinds: [ReleaseNotes.Kind]
  private let patterns: [TagPattern]

  /// Makes a taker.
  ///
  /// - Parameters:
  ///   - repository: the repository; nothing in it is changed.
  ///   - configuration: the configuration in effect.
  ///   - scope: what is released.
  ///   - tags: what each tag points at, by its short name; nil for the tags of the repository.
  ///   - standings: what the ledger knows.
  ///   - rule: the rule of the branch that a version without a tag is released from; nil counts as trunk.
  /// - Throws: where the tags cannot be read.
  public init(
    of repository: Repository, _ configuration: Configuration, scope: ComponentScope, tags: [String: ObjectID]? = nil,
    standings: [ReleaseStanding], rule: BranchRule? = nil
  ) throws {
    (self.repository, self.scope, self.standings, self.rule) = (repository, scope, standings, rule)
    self.configuration = configuration
    (remote, hasAllTags, kinds) = (configuration.remote, tags != nil, configuration.noteKinds)
    patterns = [configuration.tag] + configuration.components.map(\.tag)
    counts = configuration.components.first { $0.name == scope.name && !$0.paths.isEmpty }.map { $0.owns }
    self.tags = try tags ?? Self.tags(in: repository)
  }

  private static func tags(in repository: Repository) throws -> [String: ObjectID] {
    Dictionary(try repository.tags().map { ($0.name, $0.target) }) { first, _ in first }
  }

  /// The notes of a version that is not tagged yet.
  ///
  /// - Parameters:
  ///   - version: the version.
  ///   - head: the commit that would be released.
  ///   - isDated: the heading has the day of that commit.
  /// - Returns: the notes, from the highest live final release below the version on; on a maintained branch from the
  ///   highest that belongs to it.
  /// - Throws: a `Refusal` where the clone cannot tell.
  public func notes(of version: SemanticVersion, at head: ObjectID, isDated: Bool) throws -> ReleaseNotes {
    try notes(version, scope.tag.tag(for: version), head, rule, taggedAt: nil, isDated: isDated)
  }

  /// The notes of a version that has a tag.
  ///
  /// - Parameter version: the version.
  /// - Returns: the notes, from the highest final release below it that is live and was made before it on;
  ///   of one that a maintained branch alone has, from the highest that belongs to that.
  /// - Throws: a `Refusal` where there is no such tag, or the clone cannot tell.
  public func notes(ofTagged version: SemanticVersion) throws -> ReleaseNotes {
    let tag = scope.tag.tag(for: version)
    guard let target = tags[tag] else { throw missing(tag) }
    guard let commit = try repository.peeled(target).map({ try repository.commit($0) }) else {
      throw Refusal(
        .usage, what: "The notes of \(tag) were not made: the tag points at no commit.",
        remedy: "Name a version that was released.")
    }
    // A commit that the release made itself says nothing new; the day is that of what was released.
    let isOwn = commit.trailer("Release") == tag
    let head = isOwn ? commit.parents.first.flatMap { repository.contains($0) ? $0 : nil } ?? commit.id : commit.id
    let rule = try CheckedOut.rule(ofBranchHaving: commit.id, in: repository, configuration)
    return try notes(version, tag, head, rule, taggedAt: repository.time(ofTag: target), isDated: true)
  }

  private func notes(
    _ version: SemanticVersion, _ tag: String, _ head: ObjectID, _ rule: BranchRule?, taggedAt time: Int64?,
    isDated: Bool
  ) throws -> ReleaseNotes {
    let source = HistorySource(
      of: repository, at: head, rule: nil, standings: standings, remote: remote, hasAllTags: hasAllTags,
      refused: "The notes of \(tag) were not made."
    )
    try source.refuseUnknownTags()
    let finals = FinalRelease.all(below: version, of: scope.tag, tags: tags, standings: standings)
    let range = try NotesRange(
      of: tag, at: head, taggedAt: time, after: finals, in: repository, remote: remote, counts: counts
    ) { try rule?.series != .maintenance || source.holds(release: $0) }
    return try ReleaseNotes(
      of: version, tag: tag, component: scope.name, time: isDated ? try repository.commit(head).committerTime : nil,
      previous: range.previous, commits: range.commits, kinds: kinds, patterns: patterns,
      base: range.base?.description, isReleased: range.released.hold)
  }

  private func missing(_ tag: String) -> Refusal {
    let what = "The notes of \(tag) were not made: there is no such tag here."
    let isReleased = standings.contains { $0.tag == tag && $0.isLive }
    guard isReleased || repository.isShallow else {
      return Refusal(
        .usage, what: what,
        remedy: "Name a version that was released; without one, the notes of what is not yet follow.")
    }
    return Refusal(
      .historyUnsafe, what: what, why: isReleased ? "The ledger has \(tag)" : "The clone is shallow",
      remedy: (try? TagKnowledge(of: repository, remote: remote).remedy) ?? "Run `git fetch --tags`")
  }
}
