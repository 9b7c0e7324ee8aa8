public import Git
import Refusals
public import SemanticVersioning

/// The versions of one tag pattern, the base of the next one, and the commits since.
public struct VersionHistory: Sendable {
  /// A version that has a tag.
  public struct Tagged: Hashable, Sendable {
    /// The version.
    public var version: SemanticVersion
    /// Its tag, by its short name.
    public var tag: String
    /// What the tag points at.
    var target: ObjectID
  }

  /// The release that the next version is counted from.
  public struct Base: Hashable, Sendable {
    /// The version.
    public var version: SemanticVersion
    /// Its tag, by its short name.
    public var tag: String
    /// The tagged commit.
    public var commit: ObjectID
  }

  /// The tags' pattern.
  public let pattern: TagPattern
  /// The branch's rule; nil where the configuration has none for it, or no branch is checked out.
  public let rule: BranchRule?
  /// The commit that the next version would be made of.
  public let head: ObjectID
  /// The base; nil before the first release.
  public private(set) var base: Base?
  /// The tag of the highest live release where that is not in the history of HEAD; nil where it is.
  public private(set) var offHead: String?
  /// The commits since the base that count, newest first.
  public private(set) var commits: [Commit] = []
  /// Tags that look like the pattern and do not count, and why; sorted by name.
  public private(set) var ignored: [(tag: String, reason: String)] = []
  /// The component's name; nil where the configuration has none.
  var component: String?
  /// The other components of a group that is released in lockstep.
  var companions: [VersionHistory] = []
  /// It is released in lockstep with other components.
  public var isInGroup: Bool { !companions.isEmpty }

  /// Every commit since the base, newest first, also those that do not count: merges are followed through them.
  private(set) var range: [Commit] = []
  /// Every pattern of the configuration: what releases commit themselves is known by their tags.
  private(set) var patterns: [TagPattern]
  /// Versions whose release waits for its approval.
  private(set) var waiting: [SemanticVersion] = []
  /// Versions that git can make no tag for, as another tag's name goes on behind theirs.
  private(set) var barred: [SemanticVersion] = []
  /// A tag where the tags of the pattern need a folder; nil mostly.
  private(set) var blocking: String?
  private(set) var tagged: [Tagged] = []
  private(set) var burnt: [SemanticVersion] = []
  private(set) var live: [Tagged] = []
  private let repository: LateRepository
  private let remote: String

  /// Gathers the history below `head`; throws `historyUnsafe` where the clone holds too little of it.
  ///
  /// - Parameters:
  ///   - repository: the repository; nothing in it is changed.
  ///   - head: the commit that the next version would be made of.
  ///   - pattern: which tags count.
  ///   - rule: the rule of the branch; nil counts as trunk.
  ///   - standings: what the ledger knows.
  ///   - counts: whether a commit that changes this path counts; nil where every commit does.
  /// - Throws: a `Refusal` where the clone cannot tell.
  public init(
    of repository: Repository, at head: ObjectID, pattern: TagPattern, rule: BranchRule?,
    standings: [ReleaseStanding], counts: ((String) -> Bool)? = nil
  ) throws {
    let source = HistorySource(of: repository, at: head, rule: rule, standings: standings)
    try self.init(of: source, pattern: pattern, counts: counts)
  }

  /// Gathers the history of one component; throws `historyUnsafe` where the clone holds too little of it.
  ///
  /// - Parameters:
  ///   - source: where it is read.
  ///   - pattern: which tags count.
  ///   - patterns: every pattern of the configuration; empty for this one alone.
  ///   - counts: whether a commit that changes this path counts; nil where every commit does.
  /// - Throws: a `Refusal` where the clone cannot tell.
  public init(
    of source: HistorySource, pattern: TagPattern, patterns: [TagPattern] = [], counts: ((String) -> Bool)? = nil
  ) throws {
    (head, rule, self.pattern) = (source.head, source.rule, pattern)
    (repository, remote, self.patterns) = (
      LateRepository(source.repository), source.remote, patterns.isEmpty ? [pattern] : patterns
    )
    try readTags(source)
    let isMaintained = rule?.series == .maintenance
    base = try findBase(in: source) { try !isMaintained || source.holds(release: $0) }
    try dropOtherCandidates(source)
    try refuseMissingTags(source)
    if isMaintained { try keepLine(source) }
    range = try commitsSinceBase(in: source)
    try findOffHead(range, source)
    commits = range
    if let counts { commits = try range.filter { try source.paths(of: $0).contains(where: counts) } }
  }

  /// Whether commits that reverts name by their ids are in the base.
  var released: ReleasedCommits {
    ReleasedCommits(
      of: base?.commit, in: repository, remote: remote, refused: "The next version was not worked out.")
  }

  // MARK: Gathering

  private mutating func readTags(_ source: HistorySource) throws {
    var isTakenBack: Set<String> = []
    for standing in source.standings where standing.isBurnt {
      if let version = pattern.version(of: standing.tag) {
        burnt.append(version)
        if standing.isWaiting { waiting.append(version) }
      }
      // One that only waits has no tag: where there is one, it was published since this clone fetched the ledger.
      if !standing.isLive, !standing.isWaiting { isTakenBack.insert(standing.tag) }
    }
    for (tag, target) in try source.tags.get() {
      switch pattern.reading(of: tag) {
      case .other:
        if let version = pattern.folder(of: tag) { barred.append(version) }
        if pattern.isBlocked(by: tag) { blocking = tag }
      case .odd(let reason): ignored.append((tag, reason))
      case .version(let version):
        let found = Tagged(version: version, tag: tag, target: target)
        tagged.append(found)
        if isTakenBack.contains(tag) {
          ignored.append((tag, "it was taken back, or is not published yet"))
        } else {
          live.append(found)
        }
      }
    }
  }

  /// The highest final version that is out, on a commit, and where it must stand.
  private mutating func findBase(in source: HistorySource, where stands: (ObjectID) throws -> Bool) throws -> Base? {
    defer { ignored.sort { $0.tag < $1.tag } }
    var finals = HighestFirst(live.filter { !$0.version.isPrerelease })
    while let final = finals.next() {
      // Only what might be the base is peeled: that reads an object, and most tags need none.
      guard let commit = try source.commit(final) else {
        ignored.append((final.tag, "it points at no commit"))
        live.removeAll { $0 == final }
        continue
      }
      if try stands(commit) { return Base(version: final.version, tag: final.tag, commit: commit) }
    }
    return nil
  }

  /// Candidates above the base have a say in the next version, so they have to be on a commit too, and in a channel:
  /// what is built every night waits for no final version.
  private mutating func dropOtherCandidates(_ source: HistorySource) throws {
    var dropped: Set<String> = []
    for candidate in live where candidate.version.isPrerelease {
      if let base, candidate.version.precedence < base.version.precedence { continue }
      if candidate.version.channel == nil {
        ignored.append((candidate.tag, "it names no channel (rc, beta, alpha), so it is nobody's candidate"))
      } else if try source.commit(candidate) == nil {
        ignored.append((candidate.tag, "it points at no commit"))
      } else {
        continue
      }
      dropped.insert(candidate.tag)
    }
    guard !dropped.isEmpty else { return }
    live.removeAll { dropped.contains($0.tag) }
    ignored.sort { $0.tag < $1.tag }
  }

  /// Candidates of other lines say nothing about this one; final versions anywhere are taken.
  ///
  /// One below the base says nothing at all, and need not be asked for.
  private mutating func keepLine(_ source: HistorySource) throws {
    live = try live.filter { tagged in
      guard tagged.version.isPrerelease else { return true }
      if let base, tagged.version.precedence < base.version.precedence { return false }
      if let base, let rule, !rule.isInside(tagged.version, lineOf: base.version) { return false }
      return try source.repository.peeled(tagged.target).map { try source.holds(release: $0) } ?? false
    }
  }

  private func commitsSinceBase(in source: HistorySource) throws -> [Commit] {
    let range = try source.repository.commits(from: head, excluding: base.map { [$0.commit] } ?? [])
    guard !range.isCutOff else {
      throw source.unsafe("the clone is shallow, and its history ends before \(base?.tag ?? "its first commit")")
    }
    return range.commits
  }

  /// Finds the highest release beside the history of HEAD: on a trunk it may be the base itself, elsewhere it is above.
  private mutating func findOffHead(_ range: [Commit], _ source: HistorySource) throws {
    guard let base else {
      // A maintained line without a release of its own begins anew beside what is released elsewhere.
      offHead = live.lazy.filter { !$0.version.isPrerelease }.max(by: HighestFirst.ranksBelow)?.tag
      return
    }
    if rule?.series == .maintenance {
      let finals = live.lazy.filter { !$0.version.isPrerelease }
      guard let highest = finals.max(by: HighestFirst.ranksBelow) else { return }
      offHead = highest.tag == base.tag ? nil : highest.tag
      // What a maintained line has above its base could as well lie below the boundary.
      if offHead != nil, !source.boundary.isEmpty {
        throw source.unsafe("the clone is shallow, and whether \(highest.tag) belongs to HEAD is not in it")
      }
    } else if try !source.holds(base.commit, before: range) {
      offHead = base.tag
    }
  }
}
