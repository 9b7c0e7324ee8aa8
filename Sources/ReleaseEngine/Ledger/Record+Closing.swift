extension Record {
  /// The claim as it was before the rollback in flight, which means to take its slot away; nil where it has no such change.
  func restored(_ claim: Claim) -> Claim? {
    guard state == .rollingBack, let before = changes.first(where: { $0.slot == claim.slot })?.before,
      before == claim.value || before == claim.withdrawn
    else { return nil }
    var claim = claim
    (claim.active, claim.isWithdrawn) = (true, before != claim.value)
    return claim
  }

  /// The same, where the slot still shows it: a write that the record knows nothing of may have been made.
  func unreached(_ claim: Claim, showing now: HeldValue?) -> Claim? {
    restored(claim).flatMap { $0.shown == now?.identity ? $0 : nil }
  }

  /// Notes how far the change of one slot is.
  mutating func mark(_ slot: String, _ state: SlotChange.State) {
    guard let index = changes.firstIndex(where: { $0.slot == slot }) else { return }
    changes[index].state = state
  }

  /// Closes the record after `operation`: its state, its changes as they ended, and the event.
  ///
  /// - Parameters:
  ///   - operation: what was done.
  ///   - changes: the changes with their outcomes.
  ///   - mayPass: something failed that may work later, so the operation stays open.
  ///   - event: makes an event of its words.
  mutating func finish(
    _ operation: Operation, changes: [SlotChange], mayPass: Bool, event: (String) -> RecordedEvent
  ) {
    self.changes = changes.map(ChangeEntry.init)
    if operation.verb == .cut, changes.contains(where: { $0.role == .branch && $0.state == .kept }) { leaveBranch() }
    if mayPass {
      events.append(event("stopped with slots left to write"))
      return
    }
    self.operation?.previousClaims = nil
    switch operation.verb {
    case .cut, .undo:
      state = .published
      events.append(event(operation.verb == .cut ? "published" : "published again"))
    case .withdraw, .purge:
      state = .rolledBack
      events.append(event(operation.verb == .withdraw ? "withdrawn" : "purged"))
    case .abort:
      state = .aborted
      for index in self.changes.indices where self.changes[index].state == .done {
        self.changes[index].state = .undone
      }
      events.append(event("aborted"))
    }
  }

  /// Notes that the branch could not take the release: it is no concern of this release any more.
  private mutating func leaveBranch() {
    branch = nil
    for index in claims.indices where claims[index].role == .branch { claims[index].active = false }
  }
}
