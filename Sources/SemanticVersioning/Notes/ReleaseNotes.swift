/// What changed with a release, for its users: breaking changes first, then by kind.
public struct ReleaseNotes: Hashable, Sendable {
  /// The version.
  public var version: SemanticVersion
  /// Its tag, whether it is there already or not.
  public var tag: String
  /// What the heading calls it: the version, or the tag where the repository has several components.
  public var title: String
  /// The day of the newest commit that was released, in UTC, as `2026-03-01`; nil where nothing is released yet.
  public var date: String?
  /// The tag of the release that the changes are counted from; nil before the first.
  public var previous: String?
  /// What breaks what users rely on, newest first.
  public private(set) var breaking: [Entry] = []
  /// The changes by kind, without the kinds that have none.
  public private(set) var sections: [Section] = []

  /// Makes the notes of commits.
  ///
  /// A commit that a later one of them takes back is left out together with that one; so are what release tools committed
  /// themselves, and merges without a title of their own, or with that of a commit that is told.
  ///
  /// - Parameters:
  ///   - version: the version.
  ///   - tag: its tag.
  ///   - component: the component; nil where there is only one.
  ///   - time: when the newest commit was made, in seconds since 1970; nil where nothing is released yet.
  ///   - previous: the tag that the changes are counted from.
  ///   - commits: what came since, each commit before its parents.
  ///   - kinds: what is told, in the order of the sections.
  ///   - patterns: the tags that releases get; empty for any.
  ///   - base: the commit that `previous` has; nil where there is none.
  ///   - isReleased: whether an id, which may be abbreviated, names a commit that `previous` has.
  /// - Throws: what `isReleased` throws.
  public init(
    of version: SemanticVersion, tag: String, component: String? = nil, time: Int64?, previous: String?,
    commits: [NextVersion.Commit], kinds: [Kind] = Kind.usual, patterns: [TagPattern] = [],
    base: String? = nil, isReleased: (String) throws -> Bool
  ) rethrows {
    (self.version, self.tag, self.previous) = (version, tag, previous)
    title = component == nil ? version.description : tag
    date = time.map(CivilDate.text)
    var request = NextVersion.Request(commits: commits)
    (request.patterns, request.baseCommit) = (patterns, base)
    let reasons = try NextVersion.reasons(request, isReleased: isReleased)
    let told = Dictionary(kinds.map { ($0.type, $0) }) { first, _ in first }
    var entries: [Kind: [Entry]] = [:]
    let titles = Set(zip(commits.lazy.filter(\.counts), reasons).filter { !$0.0.isMerge }.map { Self.title($0.1) })
    for (commit, reason) in zip(commits.lazy.filter(\.counts), reasons) where reason.note == nil {
      var message = ConventionalCommit(parsing: commit.message)
      let title = message.pullTitle.map { PullNumber.removed(from: $0) } ?? Self.title(reason)
      if commit.isMerge, titles.contains(title) { continue }
      if reason.takesBack { message = message.withoutRevert }
      let lines = NotesLines(of: commit.isMerge ? message.withoutList : message, commit: commit.id, kinds: told)
      breaking += lines.breaking
      for (kind, entry) in lines.entries { entries[kind, default: []].append(entry) }
    }
    sections = kinds.compactMap { kind in entries[kind].map { Section(kind: kind, entries: $0) } }
  }

  /// Makes the notes of commits of which none takes back by its id what was released before.
  public init(
    of version: SemanticVersion, tag: String, component: String? = nil, time: Int64?, previous: String?,
    commits: [NextVersion.Commit], kinds: [Kind] = Kind.usual
  ) {
    self.init(
      of: version, tag: tag, component: component, time: time, previous: previous, commits: commits, kinds: kinds
    ) { _ in false }
  }

  private static func title(_ reason: NextVersion.Reason) -> String { PullNumber.removed(from: reason.subject) }

  /// Whether there is nothing that users would notice.
  public var isEmpty: Bool { breaking.isEmpty && sections.isEmpty }
}
