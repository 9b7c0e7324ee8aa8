import ReleaseEngine

/// The rule of claims as the design words it, told by its events: what a slot must show follows from them alone.
///
/// Knows nothing of records, settlements or places.
struct RuleModel {
  /// What came of a step.
  enum Answer: Equatable {
    /// Nothing was changed.
    case refused(Reason)
    /// Done, but for these slots, which somebody else had changed.
    case done(left: Set<String>)
  }

  enum Reason { case burnt, foreign, taken, notNow }
  enum Standing { case live, withdrawn, purged }

  struct Claim: Equatable {
    var slot: String
    var role: Role
    var value: String
  }

  struct Base {
    var value: String?
    var rank: String?
    var isAdopted = false
  }

  enum Event {
    case cut(String, [Claim], bases: [String: Base])
    case withdrawn(String, keep: Set<Role>)
    case purged(String, keep: Set<Role>)
    case undone(String)
  }

  /// What every slot shows; an empty one has no entry.
  var world: [String: String]
  /// By floating slot, the highest stable version of its scope that was never recorded.
  let unrecorded: [String: String]
  private var events: [Event] = []
  private(set) var standings: [String: Standing] = [:]
  private(set) var claims: [String: [Claim]] = [:]

  init(world: [String: String] = [:], unrecorded: [String: String] = [:]) {
    (self.world, self.unrecorded) = (world, unrecorded)
  }

  // MARK: The rule

  /// What the slot must show, and whether a claim is active on it.
  func rightful(_ slot: String) -> (value: String?, version: String?, isClaimed: Bool) {
    var active: [String: String] = [:]
    var (earlier, ended): (Set<String>, Set<String>) = ([], [])
    var base: Base?
    for event in events {
      switch event {
      case .cut(let version, let claims, let bases):
        if let new = bases[slot] {
          base = new
          // What is adopted ends every claim that was made before.
          if new.isAdopted { ended.formUnion(earlier) }
        }
        earlier.insert(version)
        active[version] = claims.first { $0.slot == slot }?.value
      case .withdrawn(let version, let keep):
        guard let role = role(of: slot, in: version), role == .floating || role == .charts else { continue }
        if !keep.contains(role) { active[version] = nil }
      case .purged(let version, let keep):
        guard let role = role(of: slot, in: version), !keep.contains(role) else { continue }
        active[version] = nil
      case .undone(let version):
        active[version] = claims[version]?.first { $0.slot == slot }?.value
      }
    }
    let counted = active.filter { !ended.contains($0.key) }
    guard let top = counted.max(by: { StoryVersion.precedes($0.key, $1.key) }) else {
      return (base?.value, base?.rank, false)
    }
    if let base, let rank = base.rank, StoryVersion.precedes(top.key, rank) { return (base.value, rank, true) }
    return (top.value, top.key, true)
  }

  private func role(of slot: String, in version: String) -> Role? {
    claims[version]?.first { $0.slot == slot }?.role
  }

  /// The base that was taken last, for a value that is found again.
  private func lastBase(of slot: String) -> Base? {
    for case .cut(_, _, let bases) in events.reversed() { if let base = bases[slot] { return base } }
    return nil
  }

  // MARK: The verbs

  mutating func cut(_ version: String, _ claims: [Claim], force: Set<String>) -> Answer {
    guard standings[version] == nil else { return .refused(.burnt) }
    var bases: [String: Base] = [:]
    var reasons: Set<Reason> = []
    for claim in claims {
      let (shown, holder) = (world[claim.slot], rightful(claim.slot))
      if !holder.isClaimed {
        if claim.role != .floating, let shown, shown != claim.value { reasons.insert(.taken) }
        let last = lastBase(of: claim.slot).flatMap { $0.value == shown ? $0.rank : nil }
        let rank = claim.role == .floating ? last ?? unrecorded[claim.slot] : nil
        bases[claim.slot] = Base(value: shown, rank: rank)
      } else if shown != holder.value {
        guard claim.role == .floating, force.contains(claim.slot) else {
          reasons.insert(.foreign)
          continue
        }
        bases[claim.slot] = Base(value: shown, rank: holder.version, isAdopted: true)
      }
    }
    guard reasons.isEmpty else { return .refused(reasons.contains(.foreign) ? .foreign : .taken) }
    events.append(.cut(version, claims, bases: bases))
    self.claims[version] = claims
    standings[version] = .live
    for claim in claims { world[claim.slot] = rightful(claim.slot).value }
    return .done(left: [])
  }

  mutating func rollBack(_ version: String, purging: Bool, keep: Set<Role>, force: Set<String>) -> Answer {
    guard let standing = standings[version], standing == .live || standing == .withdrawn && purging else {
      return .refused(.notNow)
    }
    standings[version] = purging ? .purged : .withdrawn
    return add(purging ? .purged(version, keep: keep) : .withdrawn(version, keep: keep), version, keep, force)
  }

  mutating func undo(_ version: String, force: Set<String>) -> Answer {
    guard let standing = standings[version], standing != .live else { return .refused(.notNow) }
    standings[version] = .live
    return add(.undone(version), version, [], force)
  }

  /// Writes what differs; what shows neither what it had to nor what it has to now is somebody else's.
  private mutating func add(_ event: Event, _ version: String, _ keep: Set<Role>, _ force: Set<String>) -> Answer {
    let mine = (claims[version] ?? []).filter { !keep.contains($0.role) }
    let before = mine.map { rightful($0.slot).value }
    events.append(event)
    var left: Set<String> = []
    for (claim, expected) in zip(mine, before) {
      let (shown, want) = (world[claim.slot], rightful(claim.slot).value)
      guard shown != want else { continue }
      let isForced = claim.role == .floating && force.contains(claim.slot)
      if shown == expected || isForced { world[claim.slot] = want } else { left.insert(claim.slot) }
    }
    return .done(left: left)
  }
}
