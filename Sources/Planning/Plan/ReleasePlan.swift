public import Refusals
public import ReleaseEngine

/// What a release would do: every cell of every phase, and every change of a slot.
public struct ReleasePlan: Sendable {
  /// One piece of work of a phase.
  public struct Cell: Codable, Hashable, Sendable {
    /// `test`, `build`, `approve` or `publish`.
    public var phase: String
    /// What is done.
    public var name: String

    /// Makes a cell.
    public init(_ phase: String, _ name: String) { (self.phase, self.name) = (phase, name) }
  }

  /// The version, without the tag's prefix.
  public var version: String
  /// The tag.
  public var tag: String
  /// The release commit; nil while it has to be made.
  public var commit: String?
  /// The commit that is released.
  public var head: String
  /// The tree with the version stamped into it.
  public var tree: String
  /// The SHA-256 of all that an approval covers.
  public var hash: String
  /// The work.
  public var cells: [Cell]
  /// The changes.
  public var changes: [ChangeEntry]
  /// Remarks.
  public var warnings: [Note]
  /// The tags of releases that a value of the changes may stand for.
  public var tags: [String] = []
  /// What every slot of the release would get, by its address, whether or not it has to change; nil for nothing.
  public var afters: [String: String?] = [:]

  /// Whether the plan can be approved: everything that it would publish is known.
  public var isComplete: Bool { !changes.contains { $0.after == Draft.unbuilt } }
}
