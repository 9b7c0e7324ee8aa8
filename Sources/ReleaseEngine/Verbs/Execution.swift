import Refusals

/// One pass over the changes of one record.
struct Execution: Sendable {
  /// How often a write that carries the ledger is made anew because another event came first.
  static let rides = 8

  let publisher: Publisher
  let tag: String
  let lock: LockWatch
  let interruption: Interruption
  var failures: [Failure] = []
  /// What was read a moment ago, with nothing written since.
  var fresh: Set<SlotName> = []

  /// A slot that does not show what it must, and why.
  struct Failure {
    var change: SlotChange
    var error: any Error
    var mayPass: Bool
  }

  init(publisher: Publisher, tag: String, lock: String, interruption: Interruption) {
    (self.publisher, self.tag, self.interruption) = (publisher, tag, interruption)
    self.lock = LockWatch(publisher: publisher, tag: tag, id: lock)
  }

  mutating func run() async throws -> Record {
    let snapshot = try await publisher.ledger.load()
    let record = try publisher.record(tag, in: snapshot.state)
    let operation = record.operation ?? Operation(.cut)
    var changes: [SlotChange] = []
    for entry in record.changes { changes.append(try await restore(entry, at: snapshot)) }
    do {
      try await lookAgain(at: &changes, goesOn: operation.goesOn)
      if operation.verb == .abort { try await passOver(&changes) }
    } catch {
      // Nothing can be decided without looking, and nothing is written: the lock is freed for whoever goes on.
      if let first = changes.first { failures.append(Failure(change: first, error: error, mayPass: true)) }
      try await stop(changes, operation, saying: "stopped before it could look")
    }
    for change in changes where change.state == .foreign {
      failures.append(Failure(change: change, error: drift(change), mayPass: false))
      publisher.progress(.left(change, "somebody else changed it"))
    }
    for role in operation.order where role != .branch {
      let due = changes.indices.filter { changes[$0].role == role && changes[$0].state == .pending }
      guard !due.isEmpty else { continue }
      if interruption.isRequested { try await stop(changes, operation, saying: "interrupted") }
      do {
        try await lock.look()
      } catch {
        failures.append(Failure(change: changes[due[0]], error: error, mayPass: true))
        try await stop(changes, operation, saying: "stopped before \(changes[due[0]].slot.address)")
      }
      for (index, outcome) in try await write(due.map { ($0, changes[$0]) }) {
        take(outcome, of: &changes[index], by: operation.verb)
      }
      fresh = Set(due.map { changes[$0].slot })
      if !operation.goesOn || isLockLost, let failure = failures.first {
        try await stop(changes, operation, saying: "stopped at \(failure.change.slot.address)")
      }
    }
    let first = failures.count
    do {
      try await lookBack(at: &changes, by: operation.verb)
    } catch  where !operation.goesOn {
      if let first = changes.first { failures.append(Failure(change: first, error: error, mayPass: true)) }
      try await stop(changes, operation, saying: "stopped before it could look")
    } catch {
      // Each was read when it was written; what cannot be read now stops nothing that goes on past such slots.
    }
    if !operation.goesOn, failures.count > first {
      try await stop(changes, operation, saying: "stopped at \(failures[first].change.slot.address)")
    }
    return try await close(changes, operation)
  }

  /// The change as it was planned, with the bytes that the record keeps.
  func restore(_ entry: ChangeEntry, at snapshot: LedgerSnapshot) async throws -> SlotChange {
    var values: [HeldValue?] = []
    for identity in [entry.before, entry.after] {
      guard let identity else { values.append(nil); continue }
      values.append(HeldValue(identity, content: try await publisher.content(identity, of: tag, at: snapshot)))
    }
    return SlotChange(
      entry.name, entry.role, from: values[0], to: values[1],
      reversal: Reversal(word: entry.reversible, text: entry.reversal), state: entry.state)
  }

  func drift(_ change: SlotChange) -> Drift {
    Drift(slot: change.slot.address, expected: change.after?.identity, found: change.before?.identity)
  }

  mutating func take(_ outcome: Result<Void, any Error>, of change: inout SlotChange, by verb: Operation.Verb) {
    switch outcome {
    case .success:
      change.state = .done
      publisher.progress(.written(change))
    case .failure(let error):
      if let left = promised(change, error, by: verb) {
        (change.state, change.reversal) = (.impossible, .impossible(left))
        publisher.progress(.left(change, left))
        return
      }
      switch error {
      case is Drift: change.state = .foreign
      case is Unwritable: change.state = .impossible
      default: break
      }
      failures.append(Failure(change: change, error: error, mayPass: change.state == .pending))
      publisher.progress(.left(change, "\(Self.explanation(error))"))
    }
  }

  /// Why a slot is left, where the preview said that these credentials may not take it and they may not indeed: that
  /// holds nobody up, and whoever has the right takes it by the same command.
  ///
  /// A page is marked where it cannot be taken away, so that a right that lacks is one too many.
  private func promised(_ change: SlotChange, _ error: any Error, by verb: Operation.Verb) -> String? {
    guard verb == .withdraw || verb == .purge, change.after == nil, (error as? Refusal)?.code == .unauthorized,
      change.reversal.word == "leaving", let what = change.reversal.text,
      !publisher.catalog.mayBeAway(change.slot.kind)
    else { return nil }
    return Reversal.lackingRight + what
  }

  static func explanation(_ error: any Error) -> String {
    switch error {
    case let drift as Drift: "it holds \(drift.found ?? "nothing"), which is neither the value before nor the one after"
    case let unwritable as Unwritable: unwritable.reason
    // It stands behind a slot on one line, and in the record.
    case let refusal as Refusal: refusal.message.replacing("\n", with: " ")
    default: String(describing: error)
    }
  }

  /// Writes changes of one role: places side by side, what lies in the ledger's place with the ledger.
  func write(_ due: [(Int, SlotChange)]) async throws -> [(Int, Result<Void, any Error>)] {
    let catalog = publisher.catalog
    let home = try catalog.place(of: publisher.ledger.slot)
    var groups: [[(Int, SlotChange)]] = []
    for entry in due {
      let place = try catalog.place(of: entry.1.slot)
      let index = try groups.firstIndex {
        try $0[0].1.slot.kind == entry.1.slot.kind && catalog.place(of: $0[0].1.slot) == place
      }
      if let index { groups[index].append(entry) } else { groups.append([entry]) }
    }
    return try await withThrowingTaskGroup(of: [(Int, Result<Void, any Error>)].self) { tasks in
      for group in groups {
        let first = group[0].1.slot
        let isRiding = try first.kind == publisher.ledger.slot.kind && catalog.place(of: first) == home
        tasks.addTask { isRiding ? await ride(group) : await apply(group) }
      }
      return try await tasks.reduce(into: []) { $0 += $1 }
    }
  }

  /// Writes a group in one go; where that does not hold, each change alone, so that one does not stop the others.
  func apply(_ group: [(Int, SlotChange)]) async -> [(Int, Result<Void, any Error>)] {
    do {
      try await WritePermission.asking(lock.look) { try await publisher.catalog.apply(group.map(\.1)) }
      return group.map { ($0.0, .success(())) }
    } catch {
      guard group.count > 1 else { return group.map { ($0.0, .failure(error)) } }
      var outcomes: [(Int, Result<Void, any Error>)] = []
      for entry in group { outcomes += await apply([entry]) }
      return outcomes
    }
  }

  /// Writes a group together with an event of the ledger, so that a late or second client is refused by the server.
  func ride(_ group: [(Int, SlotChange)]) async -> [(Int, Result<Void, any Error>)] {
    do {
      var written: Record?
      for attempt in 1... {
        let snapshot = try await publisher.ledger.load()
        var state = snapshot.state
        // Ours may have been written, and another event on top of it before it was read back.
        if let written, state.records[tag] == written { return group.map { ($0.0, .success(())) } }
        var record = try owned(in: state)
        for (_, change) in group { record.mark(change.slot.address, .done) }
        let what = group.map { $0.1.after == nil ? "removing \($0.1.slot.address)" : "writing \($0.1.slot.address)" }
        record.events.append(publisher.event(what.joined(separator: ", ")))
        state.records[tag] = record
        written = record
        let advance = try await publisher.ledger.advance(
          snapshot, to: state, adding: ContentStore(), saying: "\(tag): \(what.joined(separator: ", "))")
        do {
          try await publisher.catalog.apply(group.map(\.1) + [advance])
          try await publisher.ledger.follow(advance)
          return group.map { ($0.0, .success(())) }
        } catch {
          if let drift = error as? Drift, drift.slot != advance.slot.address { throw error }
          guard try await publisher.writer.isOvertaken(advance) else { throw error }
          guard attempt < Self.rides else { throw Self.late(what.joined(separator: ", ")) }
          await LedgerWriter.pause(after: attempt)
        }
      }
      return []
    } catch {
      guard group.count > 1 else { return group.map { ($0.0, .failure(error)) } }
      var outcomes: [(Int, Result<Void, any Error>)] = []
      for entry in group { outcomes += await ride([entry]) }
      return outcomes
    }
  }

  /// What is said where others wrote to the ledger first at every attempt.
  static func late(_ what: String) -> Refusal {
    Refusal(.remoteRefused, what: "The ledger was not written: \(what).", why: LedgerWriter.lateness)
  }

  /// Whether somebody took the lock away, so that nothing may be written any more.
  private var isLockLost: Bool { failures.contains { ($0.error as? Refusal)?.code == .locked } }

  /// The record, where the lock is still this operation's.
  func owned(in state: LedgerState) throws -> Record { try lock.owned(in: state) }
}
