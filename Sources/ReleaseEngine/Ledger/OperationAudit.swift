/// Whether a step of a release that has been published is what its operation makes of the record before.
struct OperationAudit {
  let old: Record
  let new: Record

  /// What is wrong; nil where it is one.
  var fault: String? {
    guard let operation = new.operation else { return "names no operation" }
    if isSame(operation, old.operation) {
      guard operation.previousClaims == nil || operation.previousClaims == old.operation?.previousClaims else {
        return "has other previous_claims"
      }
      return kept(operation)
    }
    return begun(operation)
  }

  private func isSame(_ one: Operation, _ other: Operation?) -> Bool {
    guard var other else { return false }
    other.previousClaims = one.previousClaims
    return one == other
  }

  /// A step of the operation that was under way, or was done last.
  private func kept(_ operation: Operation) -> String? {
    guard new.mode == old.mode else { return "has another mode" }
    if let fault = bases { return fault }
    // A branch that could not move is no concern of the release any more.
    let isLeft = operation.verb == .cut && new.state == .published && new.branch == nil
    guard isLeft || new.branch == old.branch else { return "has another branch" }
    for (claim, last) in zip(new.claims, old.claims) {
      guard (claim.active, claim.isWithdrawn) != (last.active, last.isWithdrawn) else { continue }
      guard isLeft, claim.role == .branch, !claim.active else { return "has the claim on \(claim.slot) switched" }
    }
    // A rollback that is run again works out its changes anew.
    let isBegunAnew = new.state == .rollingBack || new.state == .publishing && operation.verb == .undo
    return isBegunAnew ? nil : changes(from: old.changes)
  }

  /// The first step of an operation.
  private func begun(_ operation: Operation) -> String? {
    let state: ReleaseState
    let mode: RollbackMode?
    switch operation.verb {
    case .cut: return "says that it is cut again"
    case .withdraw: (state, mode) = (.rollingBack, .withdrawn)
    case .purge: (state, mode) = (.rollingBack, .purged)
    case .undo: (state, mode) = (.publishing, nil)
    case .abort: (state, mode) = (.aborting, old.mode)
    }
    guard new.state == state else { return "says \(new.state.rawValue) of \(operation.verb.rawValue)" }
    guard new.mode == mode else { return "has another mode" }
    guard new.branch == old.branch else { return "has another branch" }
    let keeps = operation.verb == .undo ? [] : operation.keep
    let isExpected =
      new.claims.count == old.claims.count
      && zip(new.claims, old.claims).allSatisfy { claim, last in
        let isSwitched = claim == last.switched(by: operation.verb)
        guard keeps.contains(last.role) else { return isSwitched }
        // Whether a kept slot had been reached, and whether it follows a page that is not kept, only the slot knew.
        let mayFollow = last.role == .floating && !keeps.contains(.release)
        return claim == last || claim == old.restored(last) || mayFollow && isSwitched
      }
    guard isExpected || operation.turnsBack && new.claims == old.operation?.previousClaims else {
      return "has claims that are not those of \(operation.verb.rawValue)"
    }
    guard operation.verb == .abort else { return nil }
    return changes(
      from: old.changes.map { entry in
        var entry = entry
        (entry.before, entry.after) = (entry.after, entry.before)
        return entry
      })
  }

  /// What is wrong with what the claims fall back to.
  private var bases: String? {
    zip(new.claims, old.claims).first { $0.base != $1.base && !isForced($0.slot) }
      .map { "has another base of \($0.0.slot)" }
  }

  /// This step has taken over what somebody else put into a floating slot.
  private func isForced(_ slot: String) -> Bool {
    guard let entry = new.forcedOver?.first(where: { $0.slot == slot }) else { return false }
    guard new.claim(on: slot)?.role == .floating else { return false }
    return new.changes.contains { $0.slot == slot && $0.before == entry.value }
  }

  /// What is wrong with the changes, whose values before and after stay; a branch moves on with those who push to it.
  private func changes(from last: [ChangeEntry]) -> String? {
    guard new.changes.map(\.slot) == last.map(\.slot) else { return "has other changes" }
    let differing = zip(new.changes, last).first { entry, last in
      guard entry.role == last.role, entry.after == last.after || entry.role == .branch else { return true }
      return entry.before != last.before && entry.role != .branch && !isForced(entry.slot)
    }
    return differing.map { "has other values of the change of \($0.0.slot)" }
  }
}
