import ReleaseEngine
import TestSupport
import Testing

/// A random story of one repository, told to the engine and to the model at once.
struct Story<Teller: StoryTeller> {
  let seed: UInt64
  let isWild: Bool
  var random: SplitMix
  var teller: Teller
  var model: ClaimModel
  var trace: [StoryStep] = []
  var strangers = 0

  init(seed: UInt64, isWild: Bool, isAdopted: Bool? = nil) async {
    (self.seed, self.isWild) = (seed, isWild)
    random = SplitMix(seed: seed)
    let isAdopted = isAdopted ?? Bool.random(using: &random)
    let values = isAdopted ? World.adopted : [:]
    let unrecorded = isAdopted ? World.adoptedTags : []
    teller = await Teller(holding: values, unrecorded: unrecorded)
    model = ClaimModel(world: values, unrecorded: unrecorded)
  }

  var told: String { "seed \(seed): " + trace.map(\.description).joined(separator: "; ") }

  /// Tells the story; `look` is shown the standing of every release and the world after each step.
  mutating func run(
    steps: Int, look: ([String], [String: String], String) -> Void = { _, _, _ in }
  ) async throws {
    for _ in 0..<steps {
      let step = next()
      trace.append(step)
      let before = await teller.shown
      let last = model
      let (outcome, expected) = try await (teller.play(step), imagine(step))
      let after = await teller.shown
      try #require(outcome == expected, "\(told)")
      try #require(after == model.world, "\(told)\n\(difference(after, model.world))")
      if case .refused = outcome { try #require(after == before, "a refusal wrote: \(told)") }
      try await checkStrangers(step, before, after)
      if !isWild { try checkFloats(after) }
      try await checkReturn(step, outcome, before, last)
      look(model.releases.map { "\($0.key) \($0.value.standing)" }.sorted(), after, told)
    }
    let findings = try await teller.findings()
    try #require(findings.isEmpty, "\(told)\n\(findings)")
  }

  private func difference(_ one: [String: String], _ other: [String: String]) -> String {
    Set(one.keys).union(other.keys).sorted().filter { one[$0] != other[$0] }
      .map { "\($0) shows \(one[$0] ?? "nothing"), should \(other[$0] ?? "nothing")" }.joined(separator: "\n")
  }

  // MARK: What happens

  private mutating func next() -> StoryStep {
    if isWild, Int.random(in: 0..<5, using: &random) == 0 { return stranger() }
    let version = World.versions.randomElement(using: &random) ?? "1.2.0"
    let slots = isWild && Int.random(in: 0..<5, using: &random) < 2 ? Set(World.slots(version).map(\.slot)) : []
    guard let release = model.releases[version] else { return .cut(version, force: slots) }
    var keep: Set<Role> = []
    if isWild, Int.random(in: 0..<3, using: &random) == 0 {
      keep = Set(Role.allCases.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)))
    }
    switch release.standing {
    case .live: return .roll(version, purging: Bool.random(using: &random), keep: keep, force: slots)
    case .withdrawn, .purged:
      guard isWild || release.standing == .withdrawn, Int.random(in: 0..<3, using: &random) == 0 else {
        return .undo(version, force: slots)
      }
      return .roll(version, purging: Bool.random(using: &random) || !isWild, keep: keep, force: slots)
    }
  }

  /// Somebody else moves a floating tag, mostly, or puts one back.
  private mutating func stranger() -> StoryStep {
    let version = World.versions.randomElement(using: &random) ?? "1.2.0"
    var slots = World.floats("1.2.0") + World.floats("1.1.4") + World.floats("2.0.0")
    if Int.random(in: 0..<6, using: &random) == 0 { slots = World.slots(version).map(\.slot) }
    let slot = slots.randomElement(using: &random) ?? World.image("latest")
    strangers += 1
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return .foreign(slot, nil)
    case 1: return .foreign(slot, model.rightful(slot).value)
    default: return .foreign(slot, "foreign-\(strangers)")
    }
  }

  private mutating func imagine(_ step: StoryStep) -> ClaimModel.Outcome {
    switch step {
    case .cut(let version, let force): return model.cut(version, force: force)
    case .roll(let version, let purging, let keep, let force):
      return model.rollBack(version, purging: purging, keep: keep, force: force)
    case .undo(let version, let force): return model.undo(version, force: force)
    case .foreign(let slot, let value):
      model.world[slot] = value
      return .done(left: [])
    }
  }

  // MARK: What has to hold whatever the model says

  /// A value of a stranger goes only where it was forced, or where a record keeps it as what was there before; that of
  /// a version's name never.
  private func checkStrangers(_ step: StoryStep, _ before: [String: String], _ after: [String: String]) async throws {
    let forced: Set<String>
    switch step {
    case .cut(_, let force), .roll(_, _, _, let force), .undo(_, let force): forced = force
    case .foreign: return
    }
    let records = await teller.state.records.values
    for (slot, value) in before where value.hasPrefix("foreign-") && after[slot] != value {
      let isKept = records.contains { $0.claims.contains { $0.slot == slot && $0.base?.value == value } }
      try #require(World.isFloating(slot) && (isKept || forced.contains(slot)), "\(slot) lost \(value): \(told)")
    }
  }

  /// Every floating tag shows the highest live release of its scope, and none that was taken back.
  private func checkFloats(_ shown: [String: String]) throws {
    for slot in Set(World.versions.flatMap(World.floats)) {
      let live = model.releases.filter { $0.value.standing == .live && World.floats($0.key).contains(slot) }.keys
      let known = Array(live) + model.unrecorded.filter { World.floats($0).contains(slot) }
      let highest = known.max { World.precedes($0, $1) }
      try #require(shown[slot] == highest.map { "image-\($0)" }, "\(slot) shows \(shown[slot] ?? "nothing"): \(told)")
    }
  }

  /// Cut then purge, and rollback then undo, leave everything as it was.
  private func checkReturn(
    _ step: StoryStep, _ outcome: ClaimModel.Outcome, _ before: [String: String], _ last: ClaimModel
  ) async throws {
    guard outcome == .done(left: []) else { return }
    var copy = await teller.copy()
    let back: StoryStep
    switch step {
    case .cut(let version, _): back = .roll(version, purging: true, keep: [], force: [])
    case .roll(let version, _, _, _):
      // Where a stranger had been, the way back does not lead to him.
      guard World.slots(version).allSatisfy({ before[$0.slot] == last.rightful($0.slot).value }) else { return }
      guard last.releases[version]?.standing == .live else { return }
      back = .undo(version, force: [])
    case .undo, .foreign: return
    }
    try #require(await copy.play(back) == .done(left: []), "\(told)")
    let after = await copy.shown
    try #require(after == before, "not the identity: \(told)\n\(difference(after, before))")
  }
}
