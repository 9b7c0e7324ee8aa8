import Refusals

/// What switching a release's claims makes of the slots: the changes from what each shows to what it must show.
public struct RollbackSettlement: Sendable {
  /// What is done to the release.
  public struct Request: Hashable, Sendable {
    /// Withdraw, purge or undo.
    public var verb: Operation.Verb
    /// Roles that are left as they are.
    public var keep: Set<Role>
    /// Slots that are written although somebody else changed them.
    public var force: Set<String>
    /// What slots held when they were to be forced; one that holds another value by now is not.
    public var seen: [ForcedSlot] = []
    /// The claims as they are to stand, where an undo is taken back.
    var claims: [Claim]?

    /// Whether a claim's slot is to be left as it is; one that follows another role is left only together with that.
    func keeps(_ claim: Claim, in catalog: SlotCatalog) -> Bool {
      guard verb != .undo, keep.contains(claim.role) else { return false }
      return catalog.follows(claim.kind).map(keep.contains) ?? true
    }

    /// Makes a request.
    public init(_ verb: Operation.Verb, keep: Set<Role> = [], force: Set<String> = []) {
      (self.verb, self.keep, self.force) = (verb, keep, force)
    }
  }

  /// The record with its claims switched.
  public var record: Record
  /// The state with the record in it.
  public var state: LedgerState
  /// What must be written, and what is left and why.
  public var changes: [SlotChange]

  /// Works out what `request` means for the release of `tag`, where the slots show `now`.
  ///
  /// `content` gives the bytes that a record keeps of a value.
  public init(
    _ request: Request, of tag: String, after old: LedgerState, now: [SlotName: HeldValue],
    unreadable: Set<SlotName> = [], catalog: SlotCatalog,
    content: (_ identity: String, _ tag: String) async throws -> [UInt8]
  ) async throws {
    guard var record = old.records[tag] else {
      throw Refusal(.usage, what: "\(tag) is not recorded.", remedy: "`brokkr-release history` lists what is.")
    }
    let isUndo = request.verb == .undo
    record.operation = Self.operation(request, of: record)
    switch request.verb {
    case .withdraw: record.mode = .withdrawn
    case .purge: record.mode = .purged
    case .undo, .cut, .abort: record.mode = nil
    }
    record.claims =
      request.claims
      ?? record.claims.map { claim in
        guard request.keeps(claim, in: catalog) else { return claim.switched(by: request.verb) }
        return record.unreached(claim, showing: now[claim.name]) ?? claim
      }
    record.state = isUndo ? .publishing : .rollingBack
    var state = old
    state.records[tag] = record

    let (before, after) = (old.rightful, state.rightful)
    changes = []
    for claim in record.claims where claim.role != .branch {
      let held = now[claim.name]
      if request.keeps(claim, in: catalog) {
        changes.append(SlotChange(claim.name, claim.role, from: held, to: held, state: .kept))
        continue
      }
      let want = after.holding(claim.slot)
      let value = want.value.map { HeldValue($0) }
      if unreadable.contains(claim.name) {
        // It is read before it is written; until then nothing is known but what it last had to show.
        let entry = old.records[tag]?.changes.first { $0.slot == claim.slot && $0.state == .pending }
        let last = entry.map(\.before) ?? before.holding(claim.slot).value
        var change = SlotChange(claim.name, claim.role, from: last.map { HeldValue($0) }, to: value)
        if let identity = want.value {
          change.after = HeldValue(identity, content: try await content(identity, want.tag ?? tag))
        }
        changes.append(change)
        continue
      }
      let isOwn = isUndo && want.value == claim.value
      if let identity = want.value, identity != held?.identity, catalog.follows(claim.kind) != nil, !isOwn {
        let after = HeldValue(identity, content: try await content(identity, want.tag ?? tag))
        let lack = try await catalog.unlessAway(claim.kind, else: nil) {
          try await catalog.shortfall(of: after, in: claim.name)
        }
        if let lack {
          changes.append(
            SlotChange(claim.name, claim.role, from: held, to: after, reversal: .impossible(lack), state: .impossible))
          continue
        }
      }
      let isHeld = try await catalog.unlessAway(claim.kind, else: false) {
        try await catalog.holds(value, now: held, in: claim.name)
      }
      if isHeld { continue }
      let expected = before.holding(claim.slot).value.map { HeldValue($0) }
      let isResidue = try held.map { try catalog.isResidue($0, in: claim.name) } ?? false
      let isExplained =
        if isResidue || old.isLeft(held, in: claim.name, whereRightful: expected?.identity, catalog: catalog) {
          true
        } else {
          try await catalog.unlessAway(claim.kind, else: false) {
            try await catalog.holds(expected, now: held, in: claim.name)
          }
        }
      var change = SlotChange(claim.name, claim.role, from: held, to: value)
      if let identity = want.value {
        change.after = HeldValue(identity, content: try await content(identity, want.tag ?? tag))
      }
      let isForced =
        request.force.contains(claim.slot)
        && request.verb.mayForce(claim.role, found: held?.identity, to: want.value)
        && request.seen.moved(claim.slot, now: held?.identity) == nil
      if isExplained || isForced {
        // Whether the change can be made is how its reverse could be taken back.
        let reversed = change.reversed
        change.reversal = try await catalog.unlessAway(claim.kind, else: .exact) {
          try await catalog.reversal(of: reversed)
        }
        switch change.reversal {
        // What these credentials may not do is tried all the same: the answer is the registry's, and it may change.
        case .exact, .forbidden: break
        case .impossible: change.state = .impossible
        case .leaving(let what):
          // A place that would leave it behind cannot remove it: that is named, and not tried.
          guard change.after == nil else { break }
          change.reversal = .impossible("it leaves \(what)")
          change.state = .impossible
        }
      } else {
        change.state = .foreign
      }
      changes.append(change)
    }
    record.changes = changes.map(ChangeEntry.init)
    state.records[tag] = record
    (self.record, self.state) = (record, state)
  }

  /// The operation that the record is to name; an undo keeps what taking it back again needs.
  private static func operation(_ request: Request, of record: Record) -> Operation {
    guard request.verb == .undo else {
      return Operation(request.verb, keep: Role.allCases.filter(request.keep.contains))
    }
    if record.isBeingUndone, let operation = record.operation { return operation }
    return Operation(undoing: record)
  }
}
