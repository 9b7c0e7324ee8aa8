import Refusals

extension SlotCatalog {
  /// What the slots show, and which could not be read; one place that may be away, and is, hides no other.
  ///
  /// - Throws: where nothing at all can be read, or a place does not hold what it says.
  public func readable(
    _ slots: some Sequence<SlotName>
  ) async throws -> (now: [SlotName: HeldValue], unreadable: Set<SlotName>) {
    let slots = Array(slots)
    do {
      return (try await read(slots), [])
    } catch let first as Refusal where first.code != .contentMissing && first.code != .ledgerDamaged {
      let groups = try Dictionary(grouping: slots) { "\($0.kind.rawValue) \(try place(of: $0).rawValue)" }
      var (now, unreadable): ([SlotName: HeldValue], Set<SlotName>) = ([:], [])
      for group in groups.values {
        do {
          now.merge(try await read(group)) { one, _ in one }
        } catch is Refusal where group.allSatisfy({ mayBeAway($0.kind) }) {
          unreadable.formUnion(group)
        }
      }
      guard unreadable.count < slots.count else { throw first }
      return (now, unreadable)
    }
  }

  /// What `body` answers about a slot of a kind; `fallback` where its place is one that may be away, and is.
  func unlessAway<Answer>(
    _ kind: SlotKind, else fallback: Answer, _ body: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await body()
    } catch let refusal as Refusal where mayBeAway(kind) && refusal.code != .ledgerDamaged {
      return fallback
    }
  }
}
