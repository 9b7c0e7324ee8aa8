import Refusals

extension Execution {
  /// Reads once more what was written, before the record says that all of it holds: while one slot was written, somebody
  /// may have changed another one.
  mutating func lookBack(at changes: inout [SlotChange], by verb: Operation.Verb) async throws {
    let done = changes.indices.filter {
      changes[$0].state == .done && changes[$0].role != .branch && !fresh.contains(changes[$0].slot)
    }
    guard !done.isEmpty else { return }
    let (now, unreadable) = try await publisher.catalog.readable(done.map { changes[$0].slot })
    for index in done where !unreadable.contains(changes[index].slot) {
      let change = changes[index]
      guard try await !publisher.catalog.holds(change.after, now: now[change.slot], in: change.slot) else { continue }
      let drift = Drift(
        slot: change.slot.address, expected: change.after?.identity, found: now[change.slot]?.identity)
      take(.failure(drift), of: &changes[index], by: verb)
    }
  }

  /// What was written before this pass may have been changed since: whatever does not hold is to be written again.
  ///
  /// Where nothing of it can be read, what goes on past such slots writes the others all the same.
  mutating func lookAgain(at changes: inout [SlotChange], goesOn: Bool) async throws {
    let done = changes.indices.filter { changes[$0].state == .done && changes[$0].role != .branch }
    guard !done.isEmpty else { return }
    var (now, unreadable): ([SlotName: HeldValue], Set<SlotName>) = ([:], [])
    do {
      (now, unreadable) = try await publisher.catalog.readable(done.map { changes[$0].slot })
    } catch let refusal as Refusal where goesOn && changes.contains(where: { $0.state == .pending }) {
      guard refusal.code != .ledgerDamaged, refusal.code != .contentMissing else { throw refusal }
      unreadable = Set(done.map { changes[$0].slot })
    }
    for index in done {
      let change = changes[index]
      let holds =
        unreadable.contains(change.slot)
        ? false : try await publisher.catalog.holds(change.after, now: now[change.slot], in: change.slot)
      if !holds { changes[index].state = .pending }
    }
    fresh = Set(done.map { changes[$0].slot })
  }

  /// What an aborted cut had not come to holds what it must: it is not told as written.
  func passOver(_ changes: inout [SlotChange]) async throws {
    let due = changes.indices.filter { changes[$0].state == .pending }
    let (now, unreadable) = try await publisher.catalog.readable(due.map { changes[$0].slot })
    for index in due where !unreadable.contains(changes[index].slot) {
      let change = changes[index]
      guard try await publisher.catalog.holds(change.after, now: now[change.slot], in: change.slot) else { continue }
      changes[index].state = .done
    }
  }
}
