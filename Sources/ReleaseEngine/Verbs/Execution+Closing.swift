import Refusals

extension Execution {
  /// Records how far it came, frees the lock and throws what stopped it.
  func stop(_ changes: [SlotChange], _ operation: Operation, saying what: String) async throws {
    _ = try? await publisher.writer.append(saying: "\(tag): \(what)") { state, _, _ in
      var record = try owned(in: state)
      for change in changes {
        // What a rollback has left stays left; a cut tries every slot again.
        record.mark(change.slot.address, change.state == .done || operation.goesOn ? change.state : .pending)
      }
      record.events.append(publisher.event(what))
      state.records[tag] = record
      state.lock = nil
    }
    var refusals = failures.map { refusal($0, of: operation, isOpen: true) }
    if interruption.isRequested {
      refusals.append(
        Refusal(
          .interrupted, what: "Writing \(tag) was interrupted; what was under way is finished and recorded.",
          remedy: "Run `brokkr-release resume \(tag)` to go on or `brokkr-release abort \(tag)` to take it back."))
    }
    if failures.isEmpty, let refusal = refusals.first { throw refusal }
    throw RefusalList(refusals)
  }

  /// What is said of a slot that does not show what it must; how to go on, where the operation is still open.
  func refusal(_ failure: Failure, of operation: Operation, isOpen: Bool) -> Refusal {
    var way =
      !isOpen
      ? "" : "Run `brokkr-release resume \(tag)` to go on or `brokkr-release abort \(tag)` to take it back."
    if isOpen, [.withdraw, .purge].contains(operation.verb), let refusal = failure.error as? Refusal,
      refusal.code == .unauthorized
    {
      // Until then no other release can be made, and whoever has the right may be asleep.
      let own = [failure.change.role, publisher.catalog.follows(failure.change.slot.kind)].compactMap(\.self)
      let roles = (operation.keep + own.filter { !operation.keep.contains($0) }).map(\.rawValue).joined(separator: ",")
      let purge = operation.verb == .purge ? " --purge" : ""
      way += "\nOr `brokkr-release rollback \(tag)\(purge) --keep \(roles)` ends the rollback and leaves it as it is."
    }
    switch failure.error {
    case let drift as Drift:
      let catalog = publisher.catalog
      var refusal = Self.foreign(failure.change, found: drift.found, of: operation.verb, catalog)
      let (found, expected) = (
        Self.words(drift.found, failure.change, catalog), Self.words(drift.expected, failure.change, catalog)
      )
      refusal.why = "It holds \(found) and was expected to hold \(expected)"
      guard isOpen else { return refusal }
      refusal.remedy = way
      let change = failure.change
      if operation.verb.mayForce(change.role, found: drift.found, to: change.after?.identity) {
        refusal.remedy +=
          "\nFind out who \(change.role == .floating ? "moved" : "deleted") it; `brokkr-release resume \(tag) --force "
          + "\(change.slot.address)` writes it all the same."
      }
      return refusal
    case let unwritable as Unwritable:
      return Refusal(
        .registryRefused, what: "\(unwritable.slot) was not written.", why: unwritable.reason, remedy: way)
    case var refusal as Refusal:
      refusal.remedy = [refusal.remedy, way].filter { !$0.isEmpty }.joined(separator: "\n")
      return refusal
    default:
      return Refusal(
        .failed, what: "\(failure.change.slot.address) was not written.", why: String(describing: failure.error),
        remedy: way)
    }
  }

  /// What is said of a slot that a verb has left because it shows `found`, somebody else's value.
  static func foreign(_ change: SlotChange, found: String?, of verb: Operation.Verb, _ catalog: SlotCatalog) -> Refusal
  {
    Refusal(
      .foreign, what: "\(change.slot.address) was left alone: somebody else changed it.",
      why:
        "It holds \(words(found, change, catalog)) and should show \(words(change.after?.identity, change, catalog))",
      remedy: remedy(change, found: found, verb))
  }

  /// A value for people: the release that it names, where it names one, else its identity.
  private static func words(_ identity: String?, _ change: SlotChange, _ catalog: SlotCatalog) -> String {
    guard let identity else { return "nothing" }
    let known = [change.before, change.after].compactMap(\.self).first { $0.identity == identity }
    return known.flatMap { try? catalog.tag(of: $0, in: change.slot) } ?? identity
  }

  private static func remedy(_ change: SlotChange, found: String?, _ verb: Operation.Verb) -> String {
    let slot = change.slot.address
    if change.role == .floating {
      return verb == .abort
        ? "Find out who moved it. Nothing of this release is left there; where the value before it is wanted, set it by hand."
        : "Find out who moved it; the same command with `--force \(slot)` overwrites it."
    }
    if verb.mayForce(change.role, found: found, to: change.after?.identity) {
      return "Find out who deleted it; the same command with `--force \(slot)` writes it again."
    }
    return found == nil
      ? "Find out who deleted it; nothing of the release is left there to take back."
      : "Find out who changed it; names of versions are never overwritten."
  }

  /// The branch and the closing record go in one write; a branch that cannot move is left and said.
  mutating func close(_ changes: [SlotChange], _ operation: Operation) async throws -> Record {
    let mayPass = failures.contains(where: \.mayPass)
    var changes = changes
    let branch = changes.firstIndex { $0.role == .branch && $0.state == .pending }
    var leaving: String?
    var closed: Record?
    for attempt in 1... {
      let snapshot = try await publisher.ledger.load()
      var state = snapshot.state
      // Ours may have been written, and another event on top of it before it was read back.
      if let closed, state.records[tag] == closed {
        return try end(operation, closed, branch.map { changes[$0] }, leaving)
      }
      var record = try owned(in: state)
      var write: [SlotChange] = []
      if let branch, leaving == nil, !mayPass {
        do {
          if let step = try await branchChange(changes[branch], record) {
            changes[branch].before = step.before
            changes[branch].after = step.after
            if step.before != step.after { write.append(step) }
            changes[branch].state = .done
          } else {
            leaving = "the stamp conflicts with what the branch says meanwhile"
          }
        } catch {
          if await isWorthAnotherTry(error, after: attempt) { continue }
          leaving = Self.explanation(error)
        }
      }
      if let branch, let leaving {
        changes[branch].state = .kept
        changes[branch].reversal = .leaving(leaving)
      }
      record.finish(operation, changes: changes, mayPass: mayPass, event: publisher.event)
      state.records[tag] = record
      state.lock = nil
      closed = record
      let advance = try await publisher.ledger.advance(
        snapshot, to: state, adding: ContentStore(), saying: "\(tag): \(record.events.last?.what ?? "closed")")
      do {
        try await publisher.catalog.apply(write + [advance])
      } catch {
        if try await publisher.writer.isOvertaken(advance) {
          guard attempt < Self.rides else { throw Self.late("closing \(tag)") }
          await LedgerWriter.pause(after: attempt)
          continue
        }
        guard let step = write.first, attempt < Self.rides else { throw error }
        if await isWorthAnotherTry(error, after: attempt) { continue }
        let tip = try await publisher.catalog.read([step.slot])[step.slot]
        if tip == step.before || attempt > Self.rides / 2 { leaving = Self.explanation(error) }
        continue
      }
      try await publisher.ledger.follow(advance)
      return try end(operation, record, branch.map { changes[$0] }, leaving)
    }
    return try publisher.record(tag, in: try await publisher.ledger.load().state)
  }

  /// Waits and says that the branch is tried once more: one answer that got lost leaves no branch behind.
  private func isWorthAnotherTry(_ error: any Error, after attempt: Int) async -> Bool {
    guard attempt == 1, (error as? Refusal)?.code == .remoteUnreachable else { return false }
    await LedgerWriter.pause(after: attempt)
    return true
  }

  /// The branch's change from the tip that it shows now; before equals after where it holds already.
  func branchChange(_ change: SlotChange, _ record: Record) async throws -> SlotChange? {
    let tip = try await publisher.catalog.read([change.slot])[change.slot]
    var step = change
    step.before = tip
    if try await publisher.catalog.holds(change.after, now: tip, in: change.slot) {
      step.after = tip
      return step
    }
    // A release moves the branch from the commit that was released; where people have pushed since, it is merged.
    let isCut = record.operation?.verb == .cut && record.head != nil
    if isCut ? tip?.identity == record.head : tip == change.before { return step }
    guard let next = try await publisher.branchStep(record, tip) else { return nil }
    step.after = next
    return step
  }

  /// Tells how it ended; throws what was left undone.
  private func end(
    _ operation: Operation, _ record: Record, _ branch: SlotChange?, _ leaving: String?
  ) throws -> Record {
    if let branch, let leaving {
      publisher.progress(.left(branch, leaving))
    } else if let branch, branch.state == .done {
      publisher.progress(.written(branch))
    }
    publisher.progress(.recorded(record.events.last?.what ?? "closed"))
    guard failures.isEmpty else {
      throw UnfinishedRollback(
        record: record, refusals: failures.map { refusal($0, of: operation, isOpen: record.state.isHalfWritten) })
    }
    return record
  }
}
