import Testing

@Suite("The rule of claims")
struct ClaimModelTests {
  @Test("random stories end as the rule says, with strangers, keeps and forces", arguments: 0..<4)
  func wild(part: UInt64) async throws {
    for seed in (part * 200)..<(part * 200 + 200) {
      var story = await Story<SettlingTeller>(seed: seed, isWild: true)
      try await story.run(steps: 12)
    }
  }

  @Test("the same stories end the same when slots and ledger are really written", arguments: 0..<2)
  func written(part: UInt64) async throws {
    for seed in (part * 12)..<(part * 12 + 12) {
      var story = await Story<WholeTeller>(seed: seed, isWild: true)
      try await story.run(steps: 12)
    }
  }

  @Test("without strangers the world is a function of what is live, whatever the order", arguments: [false, true])
  func clean(isAdopted: Bool) async throws {
    var seen: [String: [String: String]] = [:]
    for seed in UInt64(10_000)..<10_250 {
      var story = await Story<SettlingTeller>(seed: seed, isWild: false, isAdopted: isAdopted)
      try await story.run(steps: 12) { standings, world, trace in
        let key = standings.joined(separator: " ")
        if let other = seen[key] { #expect(other == world, "two worlds for \(key), \(trace)") }
        seen[key] = world
      }
    }
    #expect(seen.count > 500, "the stories go round in circles")
  }
}
