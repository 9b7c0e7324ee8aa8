import Refusals

extension Publisher {
  /// A rollback, worked out and not begun.
  public struct Rollback: Sendable {
    /// What it makes of ledger and slots.
    public var settlement: RollbackSettlement
    /// What lacks for the changes to be worth making; empty when all is whole.
    public var shortfalls: [String]
  }

  /// Works out rollbacks or their undoing, each after the one before it, and writes nothing.
  ///
  /// `branch` gives the change of the branch that goes with one, from its tag and the state before it. What would be
  /// refused when it is done, for what the record says or for somebody's lock, is refused here.
  public func preview(
    _ request: RollbackSettlement.Request, of tags: [String],
    branch: (_ tag: String, _ state: LedgerState) async throws -> SlotChange? = { _, _ in nil }
  ) async throws -> [Rollback] {
    var snapshot = try await ledger.load()
    let records = try tags.map { try record($0, in: snapshot.state) }
    for record in records {
      try admit(
        snapshot.state, writing: record.tag, continuing: record.state == .rollingBack || record.isBeingUndone)
      try Self.admit(request, of: record)
    }
    var (now, unreadable) = try await catalog.readable(
      Set(records.flatMap { $0.claims.map(\.name) }).sorted { $0.address < $1.address })
    var rollbacks: [Rollback] = []
    for tag in tags {
      let step = try await branch(tag, snapshot.state)
      let rollback = try await preview(request, of: tag, branch: step, at: snapshot, now: now, unreadable)
      rollbacks.append(rollback)
      snapshot.state = rollback.settlement.state
      for change in rollback.settlement.changes where change.state == .pending { now[change.slot] = change.after }
    }
    return rollbacks
  }

  /// Works out one rollback or its undo, and writes nothing.
  public func preview(
    _ request: RollbackSettlement.Request, of tag: String, branch: SlotChange? = nil
  ) async throws -> Rollback {
    let snapshot = try await ledger.load()
    let (now, unreadable) = try await catalog.readable(try record(tag, in: snapshot.state).claims.map(\.name))
    return try await preview(request, of: tag, branch: branch, at: snapshot, now: now, unreadable)
  }

  private func preview(
    _ request: RollbackSettlement.Request, of tag: String, branch: SlotChange?, at snapshot: LedgerSnapshot,
    now: [SlotName: HeldValue], _ unreadable: Set<SlotName>
  ) async throws -> Rollback {
    try Self.admit(request, of: record(tag, in: snapshot.state))
    var settlement = try await settle(request, of: tag, at: snapshot, now: now, unreadable)
    if let branch {
      settlement.changes.append(branch)
      settlement.record.changes.append(ChangeEntry(branch))
      settlement.state.records[tag] = settlement.record
    }
    var shortfalls: [String] = []
    for change in settlement.changes where change.state == .pending {
      guard let after = change.after else { continue }
      let lack = try await catalog.unlessAway(change.slot.kind, else: nil) {
        try await catalog.shortfall(of: after, in: change.slot)
      }
      // What follows the page that an undo writes in the same go is whole once that is.
      guard let lack, request.verb != .undo || catalog.follows(change.slot.kind) == nil else { continue }
      shortfalls.append("\(change.slot.address): \(lack)")
    }
    return Rollback(settlement: settlement, shortfalls: shortfalls)
  }

  /// Takes a release back, or publishes it again.
  public func rollBack(
    _ request: RollbackSettlement.Request, of tag: String, branch: SlotChange? = nil
  ) async throws -> Record {
    let first = try record(tag, in: try await ledger.load().state)
    let what = Self.phrase(request.verb)
    let lock = Lock(id: makeID(), holder: holder, since: clock(), version: first.version, tag: tag)
    var isDue = true
    var foreign: [SlotChange] = []
    let snapshot = try await writer.append(saying: "\(tag): \(what)") { state, content, snapshot in
      let record = try self.record(tag, in: state)
      try admit(state, writing: tag, continuing: record.state == .rollingBack || record.isBeingUndone)
      try Self.admit(request, of: record)
      let (now, unreadable) = try await catalog.readable(record.claims.map(\.name))
      try admit(keep: request, of: record, now)
      let settlement = try await settle(request, of: tag, at: snapshot, now: now, unreadable)
      for change in settlement.changes where change.state == .foreign && request.force.contains(change.slot.address) {
        guard let seen = request.seen.moved(change.slot.address, now: change.before?.identity) else { continue }
        throw seen.moved(to: change.before?.identity)
      }
      // A repeat changes nothing, not even the ledger.
      isDue =
        record.state != .rolledBack || record.mode != settlement.record.mode || branch != nil
        || record.claims != settlement.record.claims || settlement.changes.contains { $0.state == .pending }
      let left = record.changes.filter { $0.state == .foreign }.map(\.slot)
      foreign = settlement.changes.filter { $0.state == .foreign && left.contains($0.slot.address) }
      guard isDue else { return }
      state = settlement.state
      var switched = settlement.record
      if let branch { switched.changes.append(ChangeEntry(branch)) }
      switched.events.append(event(what))
      switched.holder = holder
      state.records[tag] = switched
      state.lock = lock
      for change in settlement.changes + [branch].compactMap(\.self) {
        content.keep(change.after, of: tag)
        content.keep(change.before, of: tag)
      }
    }
    guard isDue else {
      let record = try record(tag, in: snapshot.state)
      // What was left before is left still, and the answer is the same as then.
      guard foreign.isEmpty else {
        throw UnfinishedRollback(
          record: record,
          refusals: foreign.map { Execution.foreign($0, found: $0.before?.identity, of: request.verb, catalog) })
      }
      return record
    }
    progress(.recorded(what))
    return try await execute(tag, lock: lock.id)
  }

  /// Throws where a release cannot be withdrawn, purged or published again.
  static func admit(_ request: RollbackSettlement.Request, of record: Record) throws {
    let isAllowed =
      switch (record.state, request.verb) {
      case (.published, .withdraw), (.published, .purge), (.rolledBack, .undo), (.rollingBack, .undo): true
      case (.rolledBack, .purge), (.rollingBack, .purge): true
      case (.rolledBack, .withdraw), (.rollingBack, .withdraw): record.mode == .withdrawn
      case (.publishing, .undo): record.isBeingUndone
      default: false
      }
    if isAllowed { return }
    let remedy =
      switch record.state {
      case .publishing, .aborting: "Run `brokkr-release resume \(record.tag)` or `brokkr-release abort \(record.tag)`."
      case .published: "It is published: nothing is there to undo."
      case .rolledBack: "It was \(record.mode?.rawValue ?? "taken back") already; `--undo` publishes it again."
      case .rollingBack: "It is being purged: run it with --purge, or `brokkr-release abort \(record.tag)` first."
      case .planned, .tested, .built, .awaitingApproval:
        "It was never published; `brokkr-release abort \(record.tag)` drops it."
      case .aborted, .rejected: "It was never published: nothing is there to take back."
      }
    throw Refusal(
      .usage, what: "\(record.tag) was not changed: its record says \(record.state.rawValue).", remedy: remedy)
  }

  /// Throws where a rollback in flight would have to keep a role of which it has taken all; what is left of one is kept.
  private func admit(
    keep request: RollbackSettlement.Request, of record: Record, _ now: [SlotName: HeldValue]
  ) throws {
    guard record.state == .rollingBack, request.verb != .undo else { return }
    for role in request.keep.subtracting(record.operation?.keep ?? []) {
      let own = record.claims.filter {
        $0.role == role && (!$0.active || $0.isWithdrawn) && request.keeps($0, in: catalog)
      }
      let isOpen = own.contains { claim in
        record.unreached(claim, showing: now[claim.name]) != nil || !record.changes.contains { $0.slot == claim.slot }
      }
      guard let first = own.first, !isOpen else { continue }
      throw Self.taken(first, record)
    }
  }

  private static func taken(_ claim: Claim, _ record: Record) -> Refusal {
    Refusal(
      .usage, what: "\(record.tag) was not changed: the rollback in flight does not keep what is to be kept now.",
      why: "\(claim.slot) was taken already, or cannot be read",
      remedy: "Run it again as it was begun, or `brokkr-release abort \(record.tag)` first.")
  }

  private func settle(
    _ request: RollbackSettlement.Request, of tag: String, at snapshot: LedgerSnapshot, now: [SlotName: HeldValue],
    _ unreadable: Set<SlotName>
  ) async throws -> RollbackSettlement {
    try await RollbackSettlement(
      request, of: tag, after: snapshot.state, now: now, unreadable: unreadable, catalog: catalog
    ) {
      try await content($0, of: $1, at: snapshot)
    }
  }

  static func phrase(_ verb: Operation.Verb) -> String {
    switch verb {
    case .withdraw: "rolling back (withdraw)"
    case .purge: "rolling back (purge)"
    case .undo: "publishing again"
    case .cut: "publishing"
    case .abort: "aborting"
    }
  }
}
