/// What a record says once and for all: from its parking, or its publishing, on.
enum RecordFacts {
  private static let facts: [(name: String, value: @Sendable (Record) -> AnyHashable)] = [
    ("component", { $0.component }),
    ("commit", { $0.commit }),
    ("head", { $0.head }),
    ("plan_hash", { $0.planHash }),
    ("images", { $0.images }),
    ("charts", { $0.charts }),
    ("stamped", { $0.stamped }),
    ("changelog", { $0.changelog }),
    ("adopted", { $0.adopted }),
    ("cut_by", { $0.cutBy }),
    ("cut_keys", { $0.cutKeys }),
    ("hand_over", { $0.handOver }),
    ("dispatch", { $0.dispatch?.map(\.workflow) }),
    ("claims", { $0.claims.map(ClaimFact.init) }),
  ]

  /// What stays of a claim while it is switched on and off.
  private struct ClaimFact: Hashable, Sendable {
    var slot: SlotName
    var role: Role
    var value: String?
    var withdrawn: String?

    init(_ claim: Claim) {
      (slot, role, value, withdrawn) = (claim.name, claim.role, claim.value, claim.withdrawn)
    }
  }

  /// The first fact that two records of one release do not share; nil where they share all that is fixed by then.
  static func difference(from old: Record, to new: Record) -> String? {
    guard old.isBurnt || old.state == .awaitingApproval else { return nil }
    for fact in facts where fact.value(old) != fact.value(new) { return "has other \(fact.name)" }
    // Until it is published people may still approve it.
    guard old.isBurnt ? new.approvals == old.approvals : new.approvals.starts(with: old.approvals) else {
      return "has other approvals"
    }
    guard old.isBurnt else { return nil }
    guard new.ordinal == old.ordinal else { return "has the place \(new.ordinal) in the order of releases" }
    return nil
  }
}
