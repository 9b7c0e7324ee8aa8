public import Refusals

/// Told what the phases of a release do, while they do it.
public struct PhaseReport: Sendable {
  /// A phase begins.
  public var phase: @Sendable (String) -> Void
  /// A cell of the present phase ended well.
  public var done: @Sendable (String) -> Void
  /// A line of a tool's output, for those who asked for it.
  public var line: @Sendable (String) -> Void
  /// A remark.
  public var note: @Sendable (Note) -> Void

  /// Makes a report; what is left out is dropped.
  public init(
    phase: @escaping @Sendable (String) -> Void = { _ in }, done: @escaping @Sendable (String) -> Void = { _ in },
    line: @escaping @Sendable (String) -> Void = { _ in }, note: @escaping @Sendable (Note) -> Void = { _ in }
  ) {
    (self.phase, self.done, self.line, self.note) = (phase, done, line, note)
  }
}
