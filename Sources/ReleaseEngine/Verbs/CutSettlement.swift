public import Refusals
import SemanticVersioning

/// What a cut makes of the ledger and the slots: claims with their bases, and the changes that follow from them.
public struct CutSettlement: Sendable {
  /// The record with its claims active.
  public var record: Record
  /// The state with the record in it.
  public var state: LedgerState
  /// What must be written.
  public var changes: [SlotChange]
  /// What stands in the way; nothing may be written while there is any.
  public var refusals: [Refusal]

  /// Works out what publishing `draft` after `old` means, where the slots show `now`.
  public init(
    _ draft: Draft, after old: LedgerState, now: [SlotName: HeldValue], catalog: SlotCatalog
  ) async throws {
    let before = old.rightful
    record = draft.record
    refusals = []
    changes = []
    for index in record.claims.indices {
      var claim = record.claims[index]
      let held = now[claim.name]
      let isResidue = try held.map { try catalog.isResidue($0, in: claim.name) } ?? false
      let holding = before.holding(claim.slot)
      let isLeft =
        held?.identity != holding.value
        && old.isLeft(held, in: claim.name, whereRightful: holding.value, catalog: catalog)
      // What a removal or a write of ours left behind stands for what should be there.
      let shown = isLeft ? holding.value : isResidue ? nil : held?.identity
      if claim.role == .branch {
        claim.base = Base(shown, rank: nil)
      } else if before.isClaimed(claim.slot) {
        if shown != holding.value {
          if draft.force.contains(claim.slot), claim.role == .floating {
            if let seen = record.forcedOver?.moved(claim.slot, now: held?.identity) {
              refusals.append(seen.moved(to: held?.identity))
            }
            let named = try held.flatMap { try catalog.tag(of: $0, in: claim.name) }
            let version = named.flatMap { [record] in Self.version(of: $0, as: record) }
            let rank = Self.higher(Self.rank(of: claim.slot, holding, in: old), version)
            claim.base = Base(shown, rank: rank, adopted: true)
          } else {
            let named = try held.flatMap { try catalog.tag(of: $0, in: claim.name) }
            refusals.append(Self.foreign(claim, shown, named: named, expected: holding.value, in: old))
          }
        }
      } else {
        let isAdopted = claim.role == .tag && record.adopted
        if claim.role != .floating, let shown, shown != claim.value { refusals.append(Self.taken(claim, shown)) }
        let last = before.base(of: claim.slot)
        let rank = last?.value == shown ? last?.rank ?? draft.ranks[claim.slot] : draft.ranks[claim.slot]
        // Under what was left the base is still the last one, whose record keeps its bytes.
        claim.base = isLeft ? nil : Base(isAdopted ? nil : shown, rank: claim.role == .floating ? rank : nil)
      }
      claim.active = true
      record.claims[index] = claim
    }
    record.state = .publishing
    record.mode = nil
    record.operation = Operation(.cut)
    record.ordinal = old.nextOrdinal
    state = old
    state.records[record.tag] = record
    let rightful = state.rightful
    for claim in record.claims {
      let held = now[claim.name]
      let holding = rightful.holding(claim.slot)
      let want = claim.role == .branch ? claim.value : holding.value
      guard want != held?.identity else { continue }
      let value = want.map { draft.values[claim.name].flatMap { $0.identity == want ? $0 : nil } ?? HeldValue($0) }
      let isUnbuilt = want == Draft.unbuilt
      if !isUnbuilt, try await catalog.holds(value, now: held, in: claim.name) { continue }
      // Where another value keeps the slot, it is there already, or foreign and refused above.
      guard claim.role == .branch || holding.isClaimed && holding.tag == record.tag else { continue }
      let isResidue = try held.map { try catalog.isResidue($0, in: claim.name) } ?? false
      var change = SlotChange(claim.name, claim.role, from: isResidue ? nil : held, to: value)
      if !isUnbuilt || claim.role != .tag { change.reversal = try await catalog.reversal(of: change.withoutUnbuilt) }
      changes.append(change)
    }
    record.changes = changes.map(ChangeEntry.init)
    state.records[record.tag] = record
  }

  /// The version that an adopted value displaces: that of the claim, or the one that the base stood for.
  static func rank(
    of slot: String, _ holding: RightfulValues.Holding, in state: LedgerState
  ) -> String? {
    guard holding.isClaimed else { return state.rightful.base(of: slot)?.rank }
    return holding.tag.flatMap { state.records[$0]?.version }
  }

  /// The version of a stable release, by its tag and the record of one whose tag is spelled the same way; nil for others.
  private static func version(of tag: String, as record: Record) -> String? {
    guard let own = record.tag.ranges(of: record.version).last else { return nil }
    let (prefix, suffix) = (record.tag[..<own.lowerBound], record.tag[own.upperBound...])
    guard tag.hasPrefix(prefix), tag.hasSuffix(suffix), tag.utf8.count > prefix.utf8.count + suffix.utf8.count else {
      return nil
    }
    let text = String(tag.dropFirst(prefix.count).dropLast(suffix.count))
    guard let version = try? SemanticVersion(parsing: text), !version.isPrerelease else { return nil }
    return text
  }

  /// The higher of two versions, of which either may be lacking.
  private static func higher(_ one: String?, _ other: String?) -> String? {
    guard let one, let other else { return one ?? other }
    guard let (first, second) = try? (SemanticVersion(parsing: one), SemanticVersion(parsing: other)) else {
      return one
    }
    return first.precedence < second.precedence ? other : one
  }

  private static func foreign(
    _ claim: Claim, _ shown: String?, named: String?, expected: String?, in state: LedgerState
  ) -> Refusal {
    Refusal(
      .foreign, what: "\(claim.slot) holds something that no record explains.",
      why:
        "It should show \(state.words(for: expected, in: claim.slot)) and shows \(named ?? state.words(for: shown, in: claim.slot))",
      remedy: claim.role == .floating
        ? "Find out who moved it and set it back, or `cut` with `--force \(claim.slot)`, which takes the value over as what the slot falls back to."
        : "Find out who changed it; version names are never overwritten.")
  }

  static func taken(_ claim: Claim, _ shown: String) -> Refusal {
    Refusal(
      .nameTaken, what: "\(claim.slot) is taken by other content.",
      why: "It holds \(shown), which no record explains",
      remedy: "Version names are never overwritten: cut the next version, or remove the tag if it is yours.")
  }
}

extension SlotChange {
  /// The change with an after of nothing where only the build will tell, for asking how it could be taken back.
  var withoutUnbuilt: SlotChange {
    guard after?.identity == Draft.unbuilt else { return self }
    var change = self
    change.after = nil
    return change
  }
}
