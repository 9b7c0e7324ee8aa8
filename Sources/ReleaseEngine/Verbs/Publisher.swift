import Refusals

/// Drives releases through the ledger: record, slots, closing record.
///
/// Every decision about reruns, crashes, drift and order is made here, once.
public struct Publisher: Sendable {
  /// Gives the value that the branch must move to, from the tip it shows now; nil where it has to be left.
  public typealias BranchStep = @Sendable (_ record: Record, _ tip: HeldValue?) async throws -> HeldValue?

  /// Where the records are.
  public var ledger: any Ledger
  /// How slots are driven.
  public var catalog: SlotCatalog
  /// This process.
  public var holder: Holder
  /// What is known about the process that holds a lock.
  public var liveness: @Sendable (Holder) -> Liveness
  /// The time as RFC 3339 in UTC, with fractions of a second.
  public var clock: @Sendable () -> String
  /// A new id for a lock.
  public var makeID: @Sendable () -> String
  /// Told what happens.
  public var progress: @Sendable (Progress) -> Void
  /// How the branch goes on from a tip that has moved.
  public var branchStep: BranchStep
  /// How long a lock that was seen is taken to be still held; after that it is looked at before the next write.
  public var lockTrust: Duration = .seconds(5)

  /// Makes a publisher of its parts.
  public init(
    ledger: any Ledger, catalog: SlotCatalog, holder: Holder,
    liveness: @escaping @Sendable (Holder) -> Liveness = { _ in .unknown },
    clock: @escaping @Sendable () -> String, makeID: @escaping @Sendable () -> String,
    progress: @escaping @Sendable (Progress) -> Void = { _ in },
    branchStep: @escaping BranchStep = { _, _ in nil }
  ) {
    self.ledger = ledger
    self.catalog = catalog
    self.holder = holder
    self.liveness = liveness
    self.clock = clock
    self.makeID = makeID
    self.progress = progress
    self.branchStep = branchStep
  }

  var writer: LedgerWriter { LedgerWriter(ledger: ledger, catalog: catalog) }

  func event(_ what: String) -> RecordedEvent { RecordedEvent(at: clock(), what: what) }

  /// Throws where a lock, or slots that are half written, forbid to write slots for `tag`.
  ///
  /// One that is `continuing` goes on with this release's own half-written slots and takes over its lock.
  public func admit(_ state: LedgerState, writing tag: String, continuing: Bool) throws {
    if let lock = state.lock {
      let liveness = liveness(lock.holder)
      if continuing, lock.tag == tag, liveness != .unknown { return }
      if liveness == .gone, let record = state.records[lock.tag], record.state.isHalfWritten {
        throw halfWritten(record)
      }
      throw Refusal(
        .locked, what: "Nothing was written: \(lock.tag) is being written.",
        why: "The lock \(lock.id) is held by \(lock.holder) since \(lock.since)",
        remedy: "Wait for it, or run `brokkr-release unlock \(lock.id)` if its holder is gone for certain.")
    }
    if let record = state.halfWritten, !(continuing && record.tag == tag) { throw halfWritten(record) }
  }

  private func halfWritten(_ record: Record) -> Refusal {
    Refusal(
      .halfWritten, what: "Nothing was written: the slots of \(record.tag) are half written.",
      why: "Its record says \(record.state.rawValue), and whoever wrote it is gone",
      remedy:
        "Run `brokkr-release resume \(record.tag)` to finish it or `brokkr-release abort \(record.tag)` to take it back."
    )
  }

  func record(_ tag: String, in state: LedgerState) throws -> Record {
    guard let record = state.records[tag] else {
      throw Refusal(.usage, what: "\(tag) is not recorded.", remedy: "`brokkr-release history` lists what is.")
    }
    return record
  }

  /// The bytes that a record keeps of a value; empty where it keeps none.
  func content(_ identity: String, of tag: String, at snapshot: LedgerSnapshot) async throws -> [UInt8] {
    try await ledger.content(identity, of: tag, at: snapshot) ?? []
  }
}
