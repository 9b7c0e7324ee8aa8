import EngineTesting
import FoundationEssentials
import Testing

@Suite("The rule of claims over image layouts on disk")
struct StoryOverLayoutTests {
  private static let adopted = ["1.1.2", "1.2.9"]

  /// The seeds of a part, every other one in a repository whose older tags no record knows.
  private func seeds(_ part: UInt64, _ count: UInt64) -> Range<UInt64> { (part * count)..<(part * count + count) }

  private func story(_ seed: UInt64, isWild: Bool, in folder: MemoryFolder) async throws -> Story<LayoutWorld> {
    let unrecorded = seed.isMultiple(of: 2) ? [] : Self.adopted
    let world = try await LayoutWorld(at: folder.path, unrecorded: unrecorded)
    return try await Story(
      seed: seed, isWild: isWild, in: world, unrecorded: StoryLayouts.ranks(of: unrecorded))
  }

  @Test("random stories end as the rule says, with strangers, keeps and forces", arguments: 0..<4)
  func wild(part: UInt64) async throws {
    let folder = try MemoryFolder("wild-\(part)")
    for seed in seeds(part, 60) {
      var story = try await story(seed, isWild: true, in: folder)
      try await story.run(steps: 8)
    }
  }

  @Test("without strangers the world is a function of what is live, and purging all leaves every byte as it was")
  func clean() async throws {
    let folder = try MemoryFolder("clean")
    var seen: [String: [String: String]] = [:]
    for seed in seeds(100, 60) {
      var story = try await story(seed, isWild: false, in: folder)
      let before = try story.world.layouts.bytes()
      try await story.run(steps: 8) { story, _, _ in
        let key = "\(story.world.unrecorded) \(story.standings)"
        if let other = seen[key] { #expect(other == story.model.world, "two worlds for \(key), \(story.told)") }
        seen[key] = story.model.world
      }
      try await story.purgeAll()
      #expect(try story.world.layouts.bytes() == before, "not the bytes of before, \(story.told)")
    }
    #expect(seen.count > 150, "the stories go round in circles")
  }

  @Test("a rollback that is run again changes nothing, not even the ledger")
  func again() async throws {
    let folder = try MemoryFolder("again")
    for seed in seeds(200, 12) {
      var story = try await story(seed, isWild: true, in: folder)
      try await story.run(steps: 6) { story, step, answer in
        guard case .rollBack = step, answer == .done(left: []) else { return }
        var world = story.world
        let events = await world.shelf.history.count
        let second = try await world.answer(step)
        #expect(second == answer, "\(story.told)")
        #expect(await world.shelf.history.count == events, "the ledger grew, \(story.told)")
        #expect(try await world.shown() == story.model.world, "\(story.told)")
      }
    }
  }
}
