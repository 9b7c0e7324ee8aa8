public import ReleaseEngine

/// One event of a ledger in memory: the whole state after it.
public struct LedgerEvent: Hashable, Sendable {
  /// The event before; nil for the first.
  public var parent: String?
  /// What happened.
  public var what: String
  /// The state.
  public var state: LedgerState
  /// All bytes kept so far.
  public var content: ContentStore
}
