public import Refusals

/// An operation that went on past slots it could not write: its record, and a refusal for each.
public struct UnfinishedRollback: Error, Sendable {
  /// The record as it was closed.
  public var record: Record
  /// What was left, and why.
  public var refusals: [Refusal]
}
