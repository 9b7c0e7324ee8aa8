import ReleaseEngine

/// The rule of claims as the design words it, over plain dictionaries; knows nothing of how the engine keeps it.
struct ClaimModel {
  enum Standing { case live, withdrawn, purged }

  enum Outcome: Equatable {
    /// Nothing was changed.
    case refused(Reason)
    /// Done, but for these slots, which somebody else had changed.
    case done(left: Set<String>)
  }

  enum Reason { case burnt, foreign, taken, notNow }

  struct Claim: Equatable {
    var role: Role
    var value: String
    var withdrawn: String?
    var isOn = true
    var isWithdrawn = false
    /// A value was adopted over it: it never counts again.
    var hasEnded = false

    var shown: String { isWithdrawn ? withdrawn ?? value : value }
  }

  struct Release {
    var standing = Standing.live
    var claims: [String: Claim] = [:]
    /// What the last verb left, since somebody else had changed it.
    var left: Set<String> = []
  }

  struct Base {
    var value: String?
    var rank: String?
  }

  var world: [String: String]
  var releases: [String: Release] = [:]
  var bases: [String: Base] = [:]
  let unrecorded: [String]

  init(world: [String: String], unrecorded: [String]) { (self.world, self.unrecorded) = (world, unrecorded) }

  // MARK: The rule

  /// The versions whose claim on the slot counts, lowest first.
  func claimants(_ slot: String) -> [String] {
    releases.filter { $0.value.claims[slot].map { $0.isOn && !$0.hasEnded } == true }.keys
      .sorted { World.precedes($0, $1) }
  }

  /// What the slot must show, and the version that it stands for.
  func rightful(_ slot: String) -> (value: String?, version: String?) {
    let base = bases[slot]
    guard let top = claimants(slot).last else { return (base?.value, base?.rank) }
    if let rank = base?.rank, World.precedes(top, rank) { return (base?.value, rank) }
    return (releases[top]?.claims[slot]?.shown, top)
  }

  // MARK: The verbs

  mutating func cut(_ version: String, force: Set<String> = []) -> Outcome {
    guard releases[version] == nil else { return .refused(.burnt) }
    var next = self
    for (slot, role, value) in World.slots(version) {
      let shown = world[slot]
      if claimants(slot).isEmpty {
        if role != .floating, let shown, shown != value { return .refused(.taken) }
        let scope = unrecorded.filter { World.floats($0).contains(slot) }
        var rank = scope.max { World.precedes($0, $1) }
        // The same value as last time stands for the same version.
        if let last = bases[slot], last.value == shown { rank = last.rank ?? rank }
        next.bases[slot] = Base(value: shown, rank: role == .floating ? rank : nil)
      } else if shown != rightful(slot).value {
        guard force.contains(slot), role == .floating else { return .refused(.foreign) }
        next.bases[slot] = Base(value: shown, rank: rightful(slot).version)
        for other in releases.keys { next.releases[other]?.claims[slot]?.hasEnded = true }
      }
    }
    var release = Release()
    for (slot, role, value) in World.slots(version) {
      let withdrawn = role == .release ? "withdrawn-\(version)" : nil
      release.claims[slot] = Claim(role: role, value: value, withdrawn: withdrawn)
    }
    next.releases[version] = release
    for slot in release.claims.keys { next.world[slot] = next.rightful(slot).value }
    self = next
    return .done(left: [])
  }

  mutating func rollBack(
    _ version: String, purging: Bool, keep: Set<Role> = [], force: Set<String> = []
  ) -> Outcome {
    guard var release = releases[version] else { return .refused(.notNow) }
    switch (release.standing, purging) {
    case (.live, _), (.withdrawn, _), (.purged, true): break
    case (.purged, false): return .refused(.notNow)
    }
    for (slot, claim) in release.claims where !keep.contains(claim.role) {
      switch (purging, claim.role) {
      case (true, _), (false, .floating), (false, .charts): release.claims[slot]?.isOn = false
      case (false, .release): release.claims[slot]?.isWithdrawn = true
      case (false, .images), (false, .tag), (false, .branch): break
      }
    }
    release.standing = purging ? .purged : .withdrawn
    return settle(version, release, keep: keep, force: force)
  }

  mutating func undo(_ version: String, force: Set<String> = []) -> Outcome {
    guard var release = releases[version], release.standing != .live else { return .refused(.notNow) }
    for slot in release.claims.keys {
      release.claims[slot]?.isOn = true
      release.claims[slot]?.isWithdrawn = false
    }
    release.standing = .live
    return settle(version, release, keep: [], force: force)
  }

  /// Writes what differs; what shows neither what it had to nor what it has to now is somebody else's.
  private mutating func settle(
    _ version: String, _ release: Release, keep: Set<Role>, force: Set<String>
  ) -> Outcome {
    let old = self
    let isRepeat =
      release.standing == old.releases[version]?.standing && release.claims == old.releases[version]?.claims
    releases[version] = release
    var left: Set<String> = []
    for (slot, claim) in release.claims where !keep.contains(claim.role) {
      let want = rightful(slot).value
      if world[slot] == want { continue }
      if world[slot] == old.rightful(slot).value || force.contains(slot) && claim.role == .floating {
        world[slot] = want
      } else {
        left.insert(slot)
      }
    }
    // A repeat that has nothing to write says what it said before, as far as that is still so.
    let last = old.releases[version]?.left ?? []
    if isRepeat, world == old.world { left.formIntersection(last) } else { releases[version]?.left = left }
    return .done(left: left)
  }
}
