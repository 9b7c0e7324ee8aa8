import Refusals

extension SlotCatalog {
  /// What the slots show, and which could not be read, with the reason; one place that is away hides no other.
  ///
  /// - Throws: where nothing at all can be read, or a place does not hold what it says.
  func readable(
    _ slots: some Sequence<SlotName>
  ) async throws -> (now: [SlotName: HeldValue], unreadable: [SlotName: any Error]) {
    let slots = Array(slots)
    do {
      return (try await read(slots), [:])
    } catch let first as Refusal where first.code != .contentMissing && first.code != .ledgerDamaged {
      let groups = try Dictionary(grouping: slots) { "\($0.kind.rawValue) \(try place(of: $0).rawValue)" }
      var (now, unreadable): ([SlotName: HeldValue], [SlotName: any Error]) = ([:], [:])
      for group in groups.values {
        do {
          now.merge(try await read(group)) { one, _ in one }
        } catch let refusal as Refusal where group.allSatisfy({ mayBeAway($0.kind) }) {
          for slot in group { unreadable[slot] = refusal }
        }
      }
      guard unreadable.count < slots.count else { throw first }
      return (now, unreadable)
    }
  }

  /// What the slots show; of those that cannot be read, what they must show, so that a rollback goes on past them.
  ///
  /// Each is read again before it is written, and what cannot be read then is not written.
  func readable(_ slots: some Sequence<SlotName>, else rightful: RightfulValues) async throws -> [SlotName: HeldValue] {
    var (now, unreadable) = try await readable(slots)
    for slot in unreadable.keys { now[slot] = rightful.holding(slot.address).value.map { HeldValue($0) } }
    return now
  }
}
