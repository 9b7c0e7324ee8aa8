/// A workflow that is started on a release's tag once the release is published.
public struct RecordedDispatch: Codable, Hashable, Sendable {
  /// How far it is.
  public enum State: String, Codable, Hashable, Sendable {
    /// It has still to be started.
    case due
    /// It was started.
    case started
    /// It could not be started.
    case failed
  }

  /// The name of its file.
  public var workflow: String
  /// How far it is.
  public var state: State
  /// The address of its run; nil where there is none, or none could be told.
  public var run: String?

  /// Makes an entry.
  public init(_ workflow: String, _ state: State = .due, run: String? = nil) {
    (self.workflow, self.state, self.run) = (workflow, state, run)
  }
}
