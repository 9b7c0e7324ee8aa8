/// The whole present state of the ledger.
public struct LedgerState: Hashable, Sendable {
  /// The records by tag.
  public var records: [String: Record]
  /// Who is writing slots; nil when nobody is.
  public var lock: Lock?

  /// Makes a state.
  public init(records: [String: Record] = [:], lock: Lock? = nil) { (self.records, self.lock) = (records, lock) }

  /// What every slot must show.
  public var rightful: RightfulValues { RightfulValues(records.values) }

  /// The release whose slots are half written; nil when there is none.
  public var halfWritten: Record? {
    records.values.filter(\.state.isHalfWritten).min { $0.tag < $1.tag }
  }

  /// Whether a record explains that a slot still shows `held`.
  ///
  /// It was to go from there to what is rightful now, and has not come so far, or its place would not take the write. A
  /// slot that follows another one shows then what its place likes.
  public func isLeft(
    _ held: HeldValue?, in slot: SlotName, whereRightful value: String?, catalog: SlotCatalog
  ) -> Bool {
    records.values.contains { record in
      record.changes.contains { entry in
        guard entry.slot == slot.address, entry.after == value else { return false }
        let isFree = entry.state == .impossible && catalog.follows(slot.kind) != nil
        guard isFree || entry.before == held?.identity else { return false }
        switch entry.state {
        case .pending, .impossible: return record.state.claimsCount
        case .done, .undone, .kept, .foreign: return false
        }
      }
    }
  }

  /// A value for people: its identity, and the release that gives it to a slot where one does.
  func words(for identity: String?, in slot: String) -> String {
    guard let identity else { return "nothing" }
    let owner = records.values.filter { record in
      record.claims.contains { $0.slot == slot && ($0.value == identity || $0.withdrawn == identity) }
    }.map(\.tag).min()
    return owner.map { "\(identity) (\($0))" } ?? identity
  }

  /// The order that the next record to publish gets.
  public var nextOrdinal: Int { (records.values.map(\.ordinal).max() ?? 0) + 1 }
}
