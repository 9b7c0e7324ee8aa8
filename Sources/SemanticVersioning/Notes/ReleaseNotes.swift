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
  /// A commit that a later one of them takes back is left out together with that one; so are merges and what release
  /// tools committed themselves.
  ///
  /// - Parameters:
  ///   - version: the version.
  ///   - tag: its tag.
  ///   - component: the component; nil where there is only one.
  ///   - time: when the newest commit was made, in seconds since 1970; nil where nothing is released yet.
  ///   - previous: the tag that the changes are counted from.
  ///   - commits: what came since, each commit before its parents.
  ///   - kinds: what is told, in the order of the sections.
  public init(
    of version: SemanticVersion, tag: String, component: String? = nil, time: Int64?, previous: String?,
    commits: [NextVersion.Commit], kinds: [Kind] = Kind.usual
  ) {
    (self.version, self.tag, self.previous) = (version, tag, previous)
    title = component == nil ? version.description : tag
    date = time.map(CivilDate.text)
    let reading = CommitReasons(NextVersion.Request(commits: commits))
    let told = Dictionary(kinds.map { ($0.type, $0) }) { first, _ in first }
    var entries: [Kind: [Entry]] = [:]
    for (index, reason) in reading.reasons.enumerated() where reason.note == nil {
      let message = ConventionalCommit(parsing: commits[index].message)
      let lines = NotesLines(of: message, commit: commits[index].id, kinds: told)
      breaking += lines.breaking
      for (kind, entry) in lines.entries { entries[kind, default: []].append(entry) }
    }
    sections = kinds.compactMap { kind in entries[kind].map { Section(kind: kind, entries: $0) } }
  }

  /// Whether there is nothing that users would notice.
  public var isEmpty: Bool { breaking.isEmpty && sections.isEmpty }
}
