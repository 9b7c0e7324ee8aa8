import Refusals

extension Publisher {
  /// Finishes what was begun: takes the release's lock and goes on from what the slots show.
  ///
  /// `forced` are floating slots that somebody else changed, with what they were seen to hold.
  public func resume(_ tag: String, forcing forced: [ForcedSlot] = []) async throws -> Record {
    let slots = forced.map(\.slot).joined(separator: ", ")
    let lock = try await takeOver(tag, saying: forced.isEmpty ? "resumed" : "resumed, forcing \(slots)") {
      record, state, content in
      guard record.state.isHalfWritten else { return false }
      try await force(forced, in: &record, of: state, keeping: &content)
      return true
    }
    guard let lock else { return try record(tag, in: try await ledger.load().state) }
    return try await execute(tag, lock: lock)
  }

  /// Takes an unfinished release back: its slots return to what they held.
  ///
  /// Of a rollback in flight: publishes again. `forced` are floating slots that somebody else changed, with what they were
  /// seen to hold.
  public func abort(_ tag: String, forcing forced: [ForcedSlot] = []) async throws -> Record {
    let record = try record(tag, in: try await ledger.load().state)
    switch (record.state, record.operation?.verb) {
    case (.planned, _), (.tested, _), (.built, _), (.awaitingApproval, _):
      return try await drop(tag, as: .aborted, saying: "aborted")
    case (.rollingBack, _) where record.operation?.turnsBack == true,
      (.publishing, _) where record.operation?.turnsBack == true:
      return try await resume(tag, forcing: forced)
    case (.rollingBack, _), (.publishing, .undo):
      var request = Self.turned(record)
      request.force = Set(forced.map(\.slot))
      request.seen = forced
      return try await turnBack(record, request)
    case (.publishing, _):
      return try await abortCut(tag, forcing: forced)
    case (.aborting, _):
      return try await resume(tag, forcing: forced)
    case (.published, _), (.rolledBack, _), (.aborted, _), (.rejected, _):
      return record
    }
  }

  /// Ends the lock whose id is given; the act is recorded in the release that it was held for.
  public func unlock(_ id: String) async throws -> Lock {
    var ended: Lock?
    _ = try await writer.append(saying: "unlocked \(id)") { state, _, _ in
      guard let lock = state.lock, lock.id == id else {
        throw Refusal(
          .usage, what: "Nothing was unlocked: there is no lock \(id).",
          why: state.lock.map { "The present lock is \($0.id), held by \($0.holder)" } ?? "No lock is held.",
          remedy: "`brokkr-release status` shows the lock that there is.")
      }
      ended = lock
      state.lock = nil
      state.records[lock.tag]?.events.append(event("unlocked \(id), held by \(lock.holder.actor), by \(holder.actor)"))
    }
    guard let ended else { throw Refusal(.usage, what: "Nothing was unlocked: there is no lock \(id).") }
    return ended
  }

  /// Exchanges before and after of every change: what was written returns to what it held.
  private func abortCut(_ tag: String, forcing forced: [ForcedSlot]) async throws -> Record {
    let lock = try await takeOver(tag, saying: "aborting") { record, state, content in
      guard record.state == .publishing, record.operation?.verb == .cut else { return false }
      record.state = .aborting
      record.operation = Operation(.abort)
      record.changes = Self.takenBack(record.changes)
      for index in record.claims.indices { record.claims[index].active = false }
      try await force(forced, in: &record, of: state, keeping: &content)
      return true
    }
    guard let lock else { return try record(tag, in: try await ledger.load().state) }
    return try await execute(tag, lock: lock)
  }

  /// Turns a rollback or an undo in flight round, from what the slots show now.
  private func turnBack(_ first: Record, _ request: RollbackSettlement.Request) async throws -> Record {
    let tag = first.tag
    let id = makeID()
    let what = Self.phrase(request.verb)
    var isDue = true
    let snapshot = try await writer.append(saying: "\(tag): \(what)") { state, store, snapshot in
      let record = try self.record(tag, in: state)
      isDue = record.state == first.state && record.operation == first.operation
      guard isDue else { return }
      try admit(state, writing: tag, continuing: true)
      let now = try await catalog.read(record.claims.map(\.name))
      let settlement = try await RollbackSettlement(request, of: tag, after: state, now: now, catalog: catalog) {
        try await content($0, of: $1, at: snapshot)
      }
      state = settlement.state
      var switched = settlement.record
      switched.operation?.turnsBack = true
      switched.events.append(event(what))
      switched.holder = holder
      state.records[tag] = switched
      state.lock = Lock(id: id, holder: holder, since: clock(), version: record.version, tag: tag)
      for change in settlement.changes {
        store.keep(change.after, of: tag)
        store.keep(change.before, of: tag)
      }
    }
    guard isDue else { return try self.record(tag, in: snapshot.state) }
    progress(.recorded(what))
    return try await execute(tag, lock: id)
  }

  /// The changes of a cut with before and after exchanged; a branch that has moved stays where it is.
  static func takenBack(_ changes: [ChangeEntry]) -> [ChangeEntry] {
    changes.map { entry in
      var entry = entry
      (entry.before, entry.after) = (entry.after, entry.before)
      entry.state = entry.role == .branch ? .kept : .pending
      return entry
    }
  }

  /// Takes the lock for a release whose slots are half written; nil where `change` says that nothing is to be done.
  private func takeOver(
    _ tag: String, saying what: String,
    _ change: (inout Record, LedgerState, inout ContentStore) async throws -> Bool
  ) async throws -> String? {
    let id = makeID()
    var isDue = false
    _ = try await writer.append(saying: "\(tag): \(what)") { state, content, _ in
      var record = try self.record(tag, in: state)
      isDue = try await change(&record, state, &content)
      guard isDue else { return }
      try admit(state, writing: tag, continuing: true)
      record.events.append(event(what))
      record.holder = holder
      state.records[tag] = record
      state.lock = Lock(id: id, holder: holder, since: clock(), version: record.version, tag: tag)
    }
    if isDue { progress(.recorded(what)) }
    return isDue ? id : nil
  }
}
