extension ReleaseNotes {
  /// A kind of change that users are told of; other types of commits are left out.
  public struct Kind: Hashable, Sendable {
    /// The type of its commits, in lower case.
    public var type: String
    /// The heading of its section.
    public var title: String

    /// Makes a kind of its parts.
    public init(type: String, title: String) { (self.type, self.title) = (type, title) }

    /// The kinds that are told where nothing else is said, in the order of their sections.
    public static let usual = [
      Kind(type: "feat", title: "Features"), Kind(type: "fix", title: "Fixes"),
      Kind(type: "perf", title: "Performance"), Kind(type: ConventionalHeader.revertType, title: "Reverts"),
    ]
  }

  /// The changes of one kind.
  public struct Section: Hashable, Sendable {
    /// The kind.
    public var kind: Kind
    /// Its entries, newest first; never empty.
    public var entries: [Entry]
  }
}
