import Refusals

extension Publisher {
  /// Records that a cut of `record`'s version has begun, so that a second one elsewhere stops before it builds.
  public func begin(_ record: Record) async throws -> Record {
    let snapshot = try await writer.append(saying: "\(record.tag): \(RecordedEvent.begun)") { state, _, _ in
      var record = record
      if let old = state.records[record.tag] {
        if old.state.isHalfWritten { try admit(state, writing: record.tag, continuing: false) }
        try admitCut(over: old)
        record.events = old.events
      }
      record.holder = holder
      record.events.append(event(RecordedEvent.begun))
      state.records[record.tag] = record
    }
    progress(.recorded(RecordedEvent.begun))
    return try self.record(record.tag, in: snapshot.state)
  }

  /// Throws where a record forbids another cut of its version.
  public func admitCut(over old: Record) throws {
    if old.isBurnt {
      throw Refusal(
        .versionBurnt, what: "\(old.tag) was not cut: the version has been used.",
        why: "Its record says \(old.state.rawValue); a version is never cut again with other bytes",
        remedy: "Cut the next version; `brokkr-release next` names it.")
    }
    guard old.state.isBeforePublishing else { return }
    if old.state == .awaitingApproval {
      throw Refusal(
        .locked, what: "\(old.tag) was not cut: it waits for its approval.",
        remedy: "Run `brokkr-release resume \(old.tag)` to go on, or `brokkr-release abort \(old.tag)` to drop it.")
    }
    guard liveness(old.holder) == .unknown else { return }
    throw Refusal(
      .locked, what: "\(old.tag) was not cut: another cut of it may be running.",
      why: "It was begun by \(old.holder)",
      remedy: "Wait for it, or run `brokkr-release abort \(old.tag)` if it is gone for certain.")
  }

  /// Records a draft that waits for its approval, with all that finishing it needs; it holds no lock.
  public func park(_ draft: Draft) async throws -> Record {
    let snapshot = try await writer.append(saying: "\(draft.record.tag): \(RecordedEvent.parked)") {
      state, content, _ in
      var record = draft.record
      try admit(draft, over: state.records[record.tag])
      record.events = (state.records[record.tag]?.events ?? []) + [event(RecordedEvent.parked)]
      record.state = .awaitingApproval
      for value in draft.values.values + draft.attachments { content.keep(value, of: record.tag) }
      state.records[record.tag] = record
    }
    progress(.recorded(RecordedEvent.parked))
    return try record(draft.record.tag, in: snapshot.state)
  }

  /// Publishes: the record with every change goes into the ledger, then the slots are written, then the record closed.
  ///
  /// All content has to be up already, and the release approved.
  public func publish(_ draft: Draft) async throws -> Record {
    let tag = draft.record.tag
    let lock = Lock(id: makeID(), holder: holder, since: clock(), version: draft.record.version, tag: tag)
    _ = try await writer.append(saying: "\(tag): publishing") { state, content, _ in
      try admit(state, writing: tag, continuing: false)
      let old = state.records[tag]
      try admit(draft, over: old)
      // Read after the ledger: nobody else can have written slots in between without moving its head.
      let now = try await catalog.read(draft.record.claims.map(\.name))
      let settlement = try await CutSettlement(draft, after: state, now: now, catalog: catalog)
      guard settlement.refusals.isEmpty else { throw RefusalList(settlement.refusals) }
      state = settlement.state
      var record = settlement.record
      record.holder = holder
      // Somebody may have approved it since the draft was read.
      let known = old?.approvals ?? []
      let added = record.approvals.filter { !known.contains($0) }
      record.approvals = known + added
      record.events = (old?.events ?? []) + added.map { event("approved by \($0.by) (\($0.method))") }
      record.events.append(event("publishing"))
      state.records[tag] = record
      state.lock = lock
      for value in draft.values.values + draft.attachments { content.keep(value, of: tag) }
      for claim in record.claims { content.keep(now[claim.name], of: tag) }
    }
    progress(.recorded("publishing"))
    return try await execute(tag, lock: lock.id)
  }

  /// Records that somebody approves a release that waits, as they have `seen` it.
  public func approve(_ seen: Record, _ approval: Approval) async throws -> Record {
    let tag = seen.tag
    let what = "approved by \(approval.by) (\(approval.method))"
    let snapshot = try await writer.append(saying: "\(tag): \(what)") { state, _, _ in
      var record = try self.record(tag, in: state)
      guard record.state == .awaitingApproval else { throw overtaken(record) }
      guard record.goesOn(from: seen) else { throw replaced(record) }
      record.approvals.append(approval)
      record.events.append(event(what))
      state.records[tag] = record
    }
    progress(.recorded(what))
    return try record(tag, in: snapshot.state)
  }

  /// Throws where the ledger's record of its version forbids that the draft takes its place.
  private func admit(_ draft: Draft, over old: Record?) throws {
    guard draft.isBegun else { return try old.map(admitCut) ?? () }
    guard let old else { return }
    guard !old.isBurnt, old.state.isBeforePublishing else { throw overtaken(old) }
    guard old.goesOn(from: draft.record) else { throw replaced(old) }
  }

  private func replaced(_ record: Record) -> Refusal {
    Refusal(
      .locked, what: "\(record.tag) was not recorded: another cut of it has taken this one's place meanwhile.",
      why: "Its record says \(record.state.rawValue), and was written by \(record.holder)",
      remedy: "Look at `brokkr-release show \(record.tag)` first; what was approved here holds for what was dropped.")
  }

  /// Records that a draft was rejected; its version is free again.
  public func reject(_ draft: Draft, saying what: String) async throws -> Record {
    let tag = draft.record.tag
    let snapshot = try await writer.append(saying: "\(tag): \(what)") { ledger, _, _ in
      try admit(draft, over: ledger.records[tag])
      var record = ledger.records[tag] ?? draft.record
      record.state = .rejected
      record.events.append(event(what))
      ledger.records[tag] = record
    }
    progress(.recorded(what))
    return try record(tag, in: snapshot.state)
  }

  /// Records that a cut which has written nothing ended here; its version is free again.
  public func drop(_ tag: String, as state: ReleaseState, saying what: String) async throws -> Record {
    let snapshot = try await writer.append(saying: "\(tag): \(what)") { ledger, _, _ in
      var record = try self.record(tag, in: ledger)
      guard record.state.isBeforePublishing else { throw overtaken(record) }
      record.state = state
      record.events.append(event(what))
      ledger.records[tag] = record
    }
    progress(.recorded(what))
    return try record(tag, in: snapshot.state)
  }

  /// Records that a cut which this process began, and which has written nothing, ended here; throws where there is none.
  public func dropOwn(_ tag: String, saying what: String) async throws -> Record {
    guard let record = try await ledger.load().state.records[tag], record.holder == holder,
      record.state.isBeforePublishing
    else { throw Refusal(.nothingInFlight, what: "\(tag) was not begun here.") }
    return try await drop(tag, as: .aborted, saying: what)
  }

  private func overtaken(_ record: Record) -> Refusal {
    Refusal(
      .locked, what: "\(record.tag) was not recorded: its record says \(record.state.rawValue) meanwhile.",
      why: "It was written by \(record.holder)",
      remedy: "Look at `brokkr-release show \(record.tag)` first.")
  }
}
