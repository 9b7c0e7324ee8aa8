import FoundationEssentials
import Testing

@Suite("The rule of claims")
struct ClaimModelTests {
  /// How many stories are told; more of them by `BROKKR_STORIES=10`.
  private static func seeds(from first: UInt64, _ count: UInt64) -> Range<UInt64> {
    let factor = ProcessInfo.processInfo.environment["BROKKR_STORIES"].flatMap(UInt64.init) ?? 1
    return first..<(first + count * factor)
  }

  @Test("random stories end as the rule says, with strangers, keeps and forces", arguments: [0, 1, 2, 3])
  func wild(part: UInt64) async throws {
    for seed in Self.seeds(from: part * 1_000_000, 250) {
      var story = await Story<SettlingTeller>(seed: seed, isWild: true)
      try await story.run(steps: Int(seed % 13) + 2)
    }
  }

  @Test("the same stories end the same when slots and ledger are really written", arguments: [0, 1])
  func written(part: UInt64) async throws {
    for seed in Self.seeds(from: part * 1_000_000, 8) {
      var story = await Story<WholeTeller>(seed: seed, isWild: true)
      try await story.run(steps: Int(seed % 13) + 2)
    }
  }

  @Test("without strangers the world is a function of what is live, whatever the order", arguments: [false, true])
  func clean(isAdopted: Bool) async throws {
    var seen: [String: [String: String]] = [:]
    for seed in Self.seeds(from: 10_000_000, 150) {
      var story = await Story<SettlingTeller>(seed: seed, isWild: false, isAdopted: isAdopted)
      try await story.run(steps: 10) { standings, world, trace in
        let key = standings.joined(separator: " ")
        if let other = seen[key] { #expect(other == world, "two worlds for \(key), \(trace)") }
        seen[key] = world
      }
    }
    #expect(seen.count > 300, "the stories go round in circles")
  }
}
