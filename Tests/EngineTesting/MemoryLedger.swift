import FoundationEssentials
public import ReleaseEngine

/// A ledger on a shelf; its head is a slot that is compared and swapped.
public struct MemoryLedger: Ledger {
  /// Records that were not the same after they had been written down and read again.
  public struct UnfaithfulCoding: Error, Hashable, Sendable {
    /// The tag of the record.
    public var tag: String
  }

  /// An event that does not follow from the one before.
  public struct UnfoundedEvent: Error, Hashable, Sendable {
    /// What was done.
    public var what: String
    /// What is wrong with it.
    public var fault: RecordAudit.Fault
  }

  /// The process that reads and writes.
  public var client: ShelfClient
  /// Whether every record is written down as JSON and read again, as a ledger on disk does; takes its time.
  public var checksCoding: Bool

  /// Makes the ledger as a process sees it.
  public init(_ client: ShelfClient, checksCoding: Bool = true) {
    (self.client, self.checksCoding) = (client, checksCoding)
  }

  /// The head.
  public var slot: SlotName { SlotName(Shelf.ledger) }

  /// Reads the head and its state.
  public func load() async throws -> LedgerSnapshot {
    guard let head = try await client.read([slot.address])[slot.address], let event = await client.shelf.event(head)
    else { return LedgerSnapshot(head: nil, state: LedgerState()) }
    return LedgerSnapshot(head: MemoryValue(head).held, state: event.state)
  }

  /// Keeps the next state; nothing points at it yet.
  public func advance(
    _ snapshot: LedgerSnapshot, to state: LedgerState, adding content: ContentStore, saying what: String
  ) async throws -> SlotChange {
    try client.live()
    if let fault = RecordAudit.fault(from: snapshot.state, to: state) { throw UnfoundedEvent(what: what, fault: fault) }
    if checksCoding {
      for (tag, record) in state.records where snapshot.state.records[tag] != record {
        let read = try JSONDecoder().decode(Record.self, from: JSONEncoder().encode(record))
        guard read == record else { throw UnfaithfulCoding(tag: tag) }
      }
      if let lock = state.lock {
        let read = try JSONDecoder().decode(Lock.self, from: JSONEncoder().encode(lock))
        guard read == lock else { throw UnfaithfulCoding(tag: lock.tag) }
      }
    }
    var kept = ContentStore()
    if let head = snapshot.head, let parent = await client.shelf.event(head.identity) { kept = parent.content }
    content.forEach { tag, identity, bytes in kept.keep(HeldValue(identity, content: bytes), of: tag) }
    let event = LedgerEvent(parent: snapshot.head?.identity, what: what, state: state, content: kept)
    return SlotChange(slot, .tag, from: snapshot.head, to: MemoryValue(await client.shelf.keep(event)).held)
  }

  /// There is no copy that could follow.
  public func follow(_ change: SlotChange) async throws {}

  /// The bytes beside a record.
  public func content(_ identity: String, of tag: String, at snapshot: LedgerSnapshot) async throws -> [UInt8]? {
    try client.live()
    guard let head = snapshot.head else { return nil }
    return await client.shelf.event(head.identity)?.content.content(identity, of: tag)
  }
}
