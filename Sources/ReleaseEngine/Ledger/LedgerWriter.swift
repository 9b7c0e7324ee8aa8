import Refusals

/// Appends events to the ledger by compare and swap, as often as it takes.
struct LedgerWriter: Sendable {
  /// How often an event is written anew because another one came first.
  static let attempts = 12

  let ledger: any Ledger
  let catalog: SlotCatalog

  /// Appends one event.
  ///
  /// `change` is called again with the newer state whenever another event came first; where it changes nothing, nothing
  /// is written.
  func append(
    saying what: String,
    _ change: (inout LedgerState, inout ContentStore, LedgerSnapshot) async throws -> Void
  ) async throws -> LedgerSnapshot {
    var written: [String: Record] = [:]
    for attempt in 1... {
      let snapshot = try await ledger.load()
      // Ours may have been written, and another one on top of it before it was read back.
      if !written.isEmpty, written.allSatisfy({ snapshot.state.records[$0.key] == $0.value }) { return snapshot }
      var (state, content) = (snapshot.state, ContentStore())
      try await change(&state, &content, snapshot)
      guard state != snapshot.state else { return snapshot }
      written = state.records.filter { snapshot.state.records[$0.key] != $0.value }
      let advance = try await ledger.advance(snapshot, to: state, adding: content, saying: what)
      // Broken off in the middle, nobody would know whether the lock is held.
      if try await Uninterrupted.run({ try await write(advance) }) {
        return LedgerSnapshot(head: advance.after, state: state)
      }
      guard attempt < Self.attempts else { break }
      await Self.pause(after: attempt)
    }
    throw Refusal(.locked, what: "The ledger was not written.", why: Self.lateness)
  }

  /// Moves the ledger; false where another event came first.
  private func write(_ advance: SlotChange) async throws -> Bool {
    do {
      try await catalog.apply([advance])
      try await ledger.follow(advance)
      return true
    } catch {
      guard try await isOvertaken(advance) else { throw error }
      return false
    }
  }

  /// Why an event was not written after all attempts.
  static let lateness = "Other writers came first again and again."

  /// Lets others go first, longer each time, so that not all come back at once.
  static func pause(after attempt: Int) async {
    try? await Task.sleep(for: .milliseconds(Int.random(in: 20...(60 * attempt))))
  }

  /// Whether another event came first: the head is neither what the advance started from nor what it leads to.
  func isOvertaken(_ advance: SlotChange) async throws -> Bool {
    let head = try await catalog.read([advance.slot])[advance.slot]
    return head != advance.before && head != advance.after
  }
}
