import SemanticVersioning

/// What every slot must show, as a function of the records alone.
///
/// A slot's rightful value is its active claim of highest SemVer precedence, else its base; a base that stands for a
/// version of higher precedence than every active claim is not displaced.
public struct RightfulValues: Sendable {
  /// A value, and where it comes from.
  public struct Holding: Hashable, Sendable {
    /// The identity; nil for nothing.
    public var value: String?
    /// The tag of the record whose claim or base it is, and which keeps its bytes; nil where no record knows the slot.
    public var tag: String?
    /// It is a claim that holds the slot, rather than its base.
    public var isClaimed: Bool
  }

  /// A base with the order in which it was taken.
  private struct DatedBase {
    var base: Base
    var ordinal: Int
    var tag: String
  }

  private struct RankedClaim {
    var value: String?
    var precedence: SemanticVersion.Precedence
    var tag: String
  }

  /// By slot, the active claim of highest precedence.
  private var tops: [String: RankedClaim] = [:]
  private var bases: [String: DatedBase] = [:]

  /// Reads the records, in whatever order they come.
  public init(_ records: some Sequence<Record>) {
    let counted = records.filter(\.state.claimsCount)
    var endedBefore: [String: Int] = [:]
    for record in counted {
      for claim in record.claims {
        guard let base = claim.base else { continue }
        if bases[claim.slot].map({ $0.ordinal < record.ordinal }) ?? true {
          bases[claim.slot] = DatedBase(base: base, ordinal: record.ordinal, tag: record.tag)
        }
        if base.adopted { endedBefore[claim.slot] = max(endedBefore[claim.slot] ?? 0, record.ordinal) }
      }
    }
    for record in counted {
      guard let version = try? SemanticVersion(parsing: record.version) else { continue }
      let precedence = version.precedence
      for claim in record.claims where claim.active && record.ordinal >= endedBefore[claim.slot] ?? 0 {
        if let top = tops[claim.slot], precedence < top.precedence { continue }
        tops[claim.slot] = RankedClaim(value: claim.shown, precedence: precedence, tag: record.tag)
      }
    }
  }

  /// What the slot must show; of a slot that no record knows, nothing is required.
  public func holding(_ slot: String) -> Holding {
    let top = tops[slot]
    let base = bases[slot]
    let rank = base?.base.rank.flatMap { try? SemanticVersion(parsing: $0) }?.precedence
    if let top, rank.map({ $0 <= top.precedence }) ?? true {
      return Holding(value: top.value, tag: top.tag, isClaimed: true)
    }
    return Holding(value: base?.base.value, tag: base?.tag, isClaimed: false)
  }

  /// Whether any claim is active on the slot.
  public func isClaimed(_ slot: String) -> Bool { tops[slot] != nil }

  /// The base of the slot as it stands; nil where none was ever taken.
  public func base(of slot: String) -> Base? { bases[slot]?.base }

  /// The tag of the record whose active claim on the slot has the highest precedence; nil where no claim is active.
  public func claimant(of slot: String) -> String? { tops[slot]?.tag }
}
