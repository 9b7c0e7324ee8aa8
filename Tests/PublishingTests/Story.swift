import ReleaseEngine
import TestSupport
import Testing

/// A random story of one repository, told to a real world and to the model at once.
struct Story<World: StoryWorld> {
  let seed: UInt64
  /// Strangers write, roles are kept, slots are forced.
  let isWild: Bool
  var world: World
  private(set) var model: RuleModel
  private var random: SplitMix
  private var trace: [StoryStep] = []

  init(seed: UInt64, isWild: Bool, in world: World, unrecorded: [String: String] = [:]) async throws {
    (self.seed, self.isWild, self.world) = (seed, isWild, world)
    random = SplitMix(seed: seed)
    model = RuleModel(world: try await world.shown(), unrecorded: unrecorded)
  }

  /// The story so far, for whoever has to play it again.
  var told: String { "seed \(seed): " + trace.map(\.description).joined(separator: "; ") }

  /// How the releases stand, as one text.
  var standings: String { model.standings.map { "\($0.key) \($0.value)" }.sorted().joined(separator: " ") }

  /// Tells the story; `look` may look at it after every step.
  mutating func run(
    steps: Int, choosing versions: [String] = StoryVersion.all,
    look: (Self, StoryStep, RuleModel.Answer) async throws -> Void = { _, _, _ in }
  ) async throws {
    for _ in 0..<steps {
      guard let step = next(versions) else { continue }
      let before = model
      try await play(step, look)
      guard let back = wayBack(of: step, from: before) else { continue }
      try await play(back, look)
      try #require(model.world == before.world, "the way back does not lead back, \(told)")
    }
  }

  /// Purges whatever is there, so that nothing of it is left.
  mutating func purgeAll() async throws {
    for version in model.standings.keys.sorted().shuffled(using: &random)
    where model.standings[version] != .purged {
      try await play(.rollBack(version, purging: true, keep: [], force: [])) { _, _, _ in }
    }
  }

  private mutating func play(
    _ step: StoryStep, _ look: (Self, StoryStep, RuleModel.Answer) async throws -> Void
  ) async throws {
    trace.append(step)
    let before = model.world
    let answer: RuleModel.Answer
    let expected: RuleModel.Answer
    switch step {
    case .cut(let version, let force):
      let claims = try await world.claims(of: version)
      answer = try await world.answer(step)
      expected = model.cut(version, claims, force: force)
    case .rollBack(let version, let purging, let keep, let force):
      answer = try await world.answer(step)
      expected = model.rollBack(version, purging: purging, keep: keep, force: force)
    case .undo(let version, let force):
      answer = try await world.answer(step)
      expected = model.undo(version, force: force)
    case .stranger(let slot, let value):
      answer = try await world.answer(step)
      model.world[slot] = value
      expected = .done(left: [])
    }
    try #require(answer == expected, "\(told)")
    let after = try await world.shown()
    try #require(after == model.world, "\(told)\n\(difference(after, model.world))")
    try await checkStrangers(step, before, after)
    try checkFloats(after)
    try await look(self, step, answer)
  }

  private func difference(_ shown: [String: String], _ expected: [String: String]) -> String {
    Set(shown.keys).union(expected.keys).sorted().filter { shown[$0] != expected[$0] }
      .map { "\($0) shows \(shown[$0] ?? "nothing"), should \(expected[$0] ?? "nothing")" }.joined(separator: "\n")
  }

  // MARK: What happens

  private mutating func next(_ versions: [String]) -> StoryStep? {
    if isWild, Int.random(in: 0..<5, using: &random) == 0, let step = stranger() { return step }
    // Now and then a version that was cut before, mostly one that is still to come.
    let rest = versions.filter { model.standings[$0] == nil }
    let isNew = model.standings.isEmpty || Int.random(in: 0..<5, using: &random) < 2
    let choice = isNew && !rest.isEmpty ? rest : model.standings.keys.sorted()
    guard let version = choice.randomElement(using: &random) else { return nil }
    let floats = isWild ? model.world.keys.filter { isFloating($0) }.sorted() : []
    let force = Set(floats.filter { _ in Int.random(in: 0..<3, using: &random) == 0 })
    guard let standing = model.standings[version] else { return .cut(version, force: force) }
    var keep: Set<Role> = []
    if isWild, Int.random(in: 0..<3, using: &random) == 0 {
      keep = Set(
        [.floating, .charts, .images, .tag].shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)))
    }
    // A version that was cut is refused, whatever became of it.
    if isWild, Int.random(in: 0..<12, using: &random) == 0 { return .cut(version, force: force) }
    switch standing {
    case .live: return .rollBack(version, purging: Bool.random(using: &random), keep: keep, force: force)
    case .withdrawn where Int.random(in: 0..<3, using: &random) == 0:
      return .rollBack(version, purging: true, keep: keep, force: force)
    case .withdrawn, .purged: return .undo(version, force: force)
    }
  }

  /// Somebody else moves a floating tag, mostly, or puts one back, or takes a name.
  private mutating func stranger() -> StoryStep? {
    let slots = model.claims.values.joined().map(\.slot)
    let floats = slots.filter { isFloating($0) }
    let isName = Int.random(in: 0..<6, using: &random) == 0
    let choice = Set(isName ? slots : floats).union(model.world.keys.filter { isFloating($0) }).sorted()
    guard let slot = choice.randomElement(using: &random) else { return nil }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return .stranger(slot, value: nil)
    case 1: return .stranger(slot, value: model.rightful(slot).value)
    default: return world.strangers(at: slot).randomElement(using: &random).map { .stranger(slot, value: $0) }
    }
  }

  /// The step that leads back to where the story was, where there is one; taken now and then.
  private mutating func wayBack(of step: StoryStep, from before: RuleModel) -> StoryStep? {
    guard Int.random(in: 0..<3, using: &random) == 0 else { return nil }
    switch step {
    case .cut(let version, _):
      guard before.standings[version] == nil, model.standings[version] == .live else { return nil }
      return .rollBack(version, purging: true, keep: [], force: [])
    case .rollBack(let version, _, _, _):
      // Where a stranger had been, the way back does not lead to him.
      let mine = before.claims[version] ?? []
      guard before.standings[version] == .live,
        mine.allSatisfy({ before.world[$0.slot] == before.rightful($0.slot).value })
      else { return nil }
      return .undo(version, force: [])
    case .undo, .stranger: return nil
    }
  }

  // MARK: What has to hold whatever the model says

  /// Whether the last part of an address spells no whole version.
  private func isFloating(_ slot: String) -> Bool {
    let name = slot.split(separator: ":").last ?? ""
    return slot.hasPrefix("oci-layout:images") && name.count(where: { $0 == "." }) < 2
  }

  /// A stranger's value goes only where it was forced or is kept as what was there before; from a name it never goes.
  private func checkStrangers(_ step: StoryStep, _ before: [String: String], _ after: [String: String]) async throws {
    if case .stranger = step { return }
    let lost = before.filter { world.strangers(at: $0.key).contains($0.value) && after[$0.key] != $0.value }
    guard !lost.isEmpty else { return }
    let records = try await world.state().records.values
    for (slot, value) in lost {
      let isKept = records.contains { $0.claims.contains { $0.slot == slot && $0.base?.value == value } }
      try #require(isFloating(slot) && (isKept || step.force.contains(slot)), "\(slot) lost \(value), \(told)")
    }
  }

  /// Without strangers every floating tag shows the highest live release of its scope, and none that was taken back.
  private func checkFloats(_ shown: [String: String]) throws {
    guard !isWild else { return }
    for slot in Set(model.claims.values.joined().map(\.slot)).filter({ isFloating($0) }) {
      let live = model.claims.filter { model.standings[$0.key] == .live }
        .compactMap { entry in entry.value.first { $0.slot == slot }.map { (entry.key, $0.value) } }
      guard let top = live.max(by: { StoryVersion.precedes($0.0, $1.0) }) else { continue }
      if let rank = model.unrecorded[slot], StoryVersion.precedes(top.0, rank) { continue }
      try #require(shown[slot] == top.1, "\(slot) does not show the highest live release, \(told)")
    }
  }
}
