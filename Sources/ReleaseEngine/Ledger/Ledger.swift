/// The records of all releases, on one slot that is compared and swapped.
///
/// The engine knows no git: an advance of the ledger is a change like any other, so it can ride in the push that moves
/// a tag.
public protocol Ledger: Sendable {
  /// The slot that holds the ledger's head.
  var slot: SlotName { get }
  /// Reads the whole present state from where the ledger is.
  func load() async throws -> LedgerSnapshot
  /// Writes down the state after `snapshot`, pointed at by nothing yet; applying the change makes it the head.
  func advance(_ snapshot: LedgerSnapshot, to state: LedgerState, adding content: ContentStore, saying what: String)
    async throws -> SlotChange
  /// Tells the ledger that `change` was applied, so that a local copy follows.
  func follow(_ change: SlotChange) async throws
  /// The bytes kept beside the record of `tag` for a value; nil where there are none.
  func content(_ identity: String, of tag: String, at snapshot: LedgerSnapshot) async throws -> [UInt8]?
}
