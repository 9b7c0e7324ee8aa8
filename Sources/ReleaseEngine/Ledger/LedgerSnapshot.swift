/// The ledger as it was read: its head and the state that the head holds.
public struct LedgerSnapshot: Hashable, Sendable {
  /// The head; nil before the first event.
  public var head: HeldValue?
  /// The state.
  public var state: LedgerState

  /// Makes a snapshot.
  public init(head: HeldValue?, state: LedgerState) { (self.head, self.state) = (head, state) }
}
