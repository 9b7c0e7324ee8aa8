extension ReleaseNotes {
  /// A kind of change that users are told of; other types of commits are left out.
  public enum Kind: String, CaseIterable, Sendable {
    /// Something new.
    case feature = "feat"
    /// Something that works now.
    case fix
    /// Something that is faster, or needs less.
    case performance = "perf"
    /// Something of an earlier release that was taken back.
    case revert

    /// The heading of its section.
    public var title: String {
      switch self {
      case .feature: "Features"
      case .fix: "Fixes"
      case .performance: "Performance"
      case .revert: "Reverts"
      }
    }
  }

  /// The changes of one kind.
  public struct Section: Hashable, Sendable {
    /// The kind.
    public var kind: Kind
    /// Its entries, newest first; never empty.
    public var entries: [Entry]
  }
}
