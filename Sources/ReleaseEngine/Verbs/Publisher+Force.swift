import Refusals

extension Publisher {
  /// Lets an operation in flight start from what somebody else has put into floating slots; of a cut, that becomes what
  /// the slot falls back to.
  ///
  /// - Parameters:
  ///   - forced: the slots, with what they were seen to hold.
  ///   - record: the release's record.
  ///   - state: the ledger's state, with the record as it was.
  ///   - content: takes the bytes of the values that are taken over.
  /// - Throws: a `Refusal` where a slot is none of those that the operation writes and may force, or has moved again.
  func force(
    _ forced: [ForcedSlot], in record: inout Record, of state: LedgerState, keeping content: inout ContentStore
  ) async throws {
    for entry in forced {
      guard let index = record.changes.firstIndex(where: { $0.slot == entry.slot }) else {
        throw Refusal(
          .usage, what: "\(entry.slot) was not forced: what is under way does not write it.",
          remedy: "Leave it out; `brokkr-release status` lists what is still to be written.")
      }
      let change = record.changes[index]
      let verb = record.operation?.verb ?? .cut
      guard verb.mayForce(change.role, found: entry.value, to: change.after) else {
        throw Refusal(
          .foreign, what: "\(entry.slot) was not forced: it is no floating slot.",
          remedy: "Find out who changed it; names of versions are never overwritten.")
      }
      let now = try await catalog.read([change.name])[change.name]
      if try await catalog.holds(change.after.map { HeldValue($0) }, now: now, in: change.name) { continue }
      guard now?.identity == entry.value else { throw entry.moved(to: now?.identity) }
      guard now?.identity != change.before || change.state == .foreign else { continue }
      var next = SlotChange(change.name, change.role, from: now, to: change.after.map { HeldValue($0) })
      next.reversal = try await catalog.reversal(of: next)
      record.changes[index] = ChangeEntry(next)
      record.force([entry])
      content.keep(now, of: record.tag)
      if verb == .cut { Self.rebase(entry, in: &record, of: state) }
    }
  }

  /// What a cut's claim falls back to becomes the value that it takes over.
  private static func rebase(_ entry: ForcedSlot, in record: inout Record, of state: LedgerState) {
    guard let index = record.claims.firstIndex(where: { $0.slot == entry.slot }) else { return }
    var others = state
    others.records[record.tag] = nil
    let rightful = others.rightful
    let rank = record.claims[index].base?.rank
    record.claims[index].base =
      rightful.isClaimed(entry.slot)
      ? Base(
        entry.value, rank: CutSettlement.rank(of: entry.slot, rightful.holding(entry.slot), in: others), adopted: true)
      : Base(entry.value, rank: rank)
  }
}
