/// How a file in the repository stands to what would be written.
public struct FileStanding: Sendable, Hashable {
  /// What is the matter.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It is as it would be written.
    case same
    /// It is not there.
    case missing
    /// It was written for another configuration, or by another version of the tool.
    case stale
    /// It was written, and changed since by hand.
    case edited
    /// It was not written by the tool, whose first line it lacks.
    case foreign
    /// It was written, and the configuration has no use for it any more.
    case superfluous
    /// The same, and it was changed since by hand: whoever changed it removes it.
    case abandoned
  }

  /// The path from the repository's root.
  public var path: String
  /// What is the matter.
  public var state: State
  /// The lines in which it differs, as `diff -u` shows them.
  public var difference: [String]
}
