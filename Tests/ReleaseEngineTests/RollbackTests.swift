import EngineTesting
import Refusals
import ReleaseEngine
import Testing

@Suite("Rollbacks that cannot write everything")
struct RollbackTests {
  private let latest = World.image("latest")
  private let chart = World.chart("1.2.0")

  private func world() async throws -> World {
    let world = await World()
    try await world.cut("1.1.3")
    try await world.cut("1.2.0")
    return world
  }

  @Test("one goes on past every slot that it cannot write, reports each, and finishes when called again")
  func goesOn() async throws {
    let world = try await world()
    await world.shelf.put("foreign", at: World.image("1"))
    await world.shelf.refuse(chart, .forGood)
    await world.shelf.refuse(latest, .forNow)

    let first = try await refusals { try await world.roll(.withdraw, "1.2.0") }
    #expect(Set(first) == [.foreign, .registryRefused, .failed])
    #expect(first.count == 3)
    #expect(await world.record("1.2.0")?.state == .rollingBack)
    #expect(await world.shelf.state.lock == nil)
    #expect(await world.outcome(World.image("1")) == .foreign)
    #expect(await world.outcome(chart) == .impossible)
    #expect(await world.outcome(latest) == .pending)
    #expect(await world.outcome(World.mirror("latest")) == .done)
    #expect(await world.outcome(World.page("1.2.0")) == .done)

    await world.shelf.refuse(latest, nil)
    #expect(try await Set(refusals { try await world.roll(.withdraw, "1.2.0") }) == [.foreign, .registryRefused])
    #expect(await world.record("1.2.0")?.state == .rolledBack)
    #expect(await world.shown[latest] == "image-1.1.3")
    #expect(await world.shown[World.image("1")] == "foreign")
    #expect(await world.shown[chart] == "chart-1.2.0")

    // The place changed its mind, and the stranger is overruled.
    await world.shelf.refuse(chart, nil)
    try await world.roll(.withdraw, "1.2.0", force: [World.image("1")])
    #expect(await world.shown[chart] == nil)
    #expect(await world.shown[World.image("1")] == "image-1.1.3")
    try await world.expectSound()
  }

  @Test("one that can do nothing more ends, and says the same when called again without writing an event")
  func foreign() async throws {
    let world = try await world()
    await world.shelf.put("foreign", at: latest)
    #expect(try await refusals { try await world.roll(.withdraw, "1.2.0") } == [.foreign])
    #expect(await world.record("1.2.0")?.state == .rolledBack)
    let head = await world.shelf.history.count
    #expect(try await refusals { try await world.roll(.withdraw, "1.2.0") } == [.foreign])
    #expect(await world.shelf.history.count == head)
    // What a stranger does afterwards is not the rollback's business.
    await world.shelf.put("image-1.1.3", at: latest)
    await world.shelf.put("foreign", at: World.mirror("latest"))
    #expect(try await refusals { try await world.roll(.withdraw, "1.2.0") } == [])
    #expect(await world.shelf.history.count == head)
  }

  @Test("the same undo twice is refused the second time, and changes nothing")
  func undoTwice() async throws {
    let world = await World()
    try await world.cut("1.2.0")
    for verb in [Operation.Verb.withdraw, .purge] {
      let published = await world.shown
      try await world.roll(verb, "1.2.0")
      try await world.roll(.undo, "1.2.0")
      let values = await world.shelf.values
      #expect(try await refusals { try await world.roll(.undo, "1.2.0") } == [.usage])
      #expect(await world.shelf.values == values)
      #expect(await world.shown == published)
    }
    try await world.expectSound()
  }

  @Test("names of versions are never overwritten by force")
  func force() async throws {
    let world = try await world()
    await world.shelf.put("foreign", at: World.image("1.2.0"))
    let force: Set = [World.image("1.2.0")]
    #expect(try await refusals { try await world.roll(.purge, "1.2.0", force: force) } == [.foreign])
    #expect(try await refusals { try await world.roll(.undo, "1.2.0", force: force) } == [.foreign])
    #expect(await world.shown[World.image("1.2.0")] == "foreign")
    #expect(await world.record("1.2.0")?.state == .published)
  }

  @Test("a stranger's value stays after an interruption and a resumption")
  func foreignThenInterrupted() async throws {
    var resumed = 0
    for number in 2..<8 {
      let world = try await world()
      await world.shelf.put("foreign", at: latest)
      _ = await interrupted(in: world, at: number) { try await world.roll(.purge, "1.2.0", by: $0) }
      if await world.record("1.2.0")?.state == .rollingBack {
        resumed += 1
        #expect(try await refusals { try await world.publisher("carol").resume("v1.2.0") } == [.foreign])
      }
      #expect(await world.shown[latest] == "foreign", "interrupted at \(number)")
      #expect(await world.outcome(latest) == .foreign)
    }
    #expect(resumed > 2)
  }

  @Test("what is kept is left as it is, and whoever changed it is nobody's business")
  func keep() async throws {
    let world = try await world()
    await world.shelf.put("foreign", at: latest)
    try await world.roll(.purge, "1.2.0", keep: [.floating, .charts])
    #expect(await world.outcome(latest) == .kept)
    #expect(await world.shown[latest] == "foreign")
    #expect(await world.shown[World.image("1")] == "image-1.2.0")
    #expect(await world.shown[chart] == "chart-1.2.0")
    #expect(await world.shown[World.tag("1.2.0")] == nil)
  }

  @Test("what was kept once and is not kept now goes, although no slot shows it")
  func keepLess() async throws {
    let world = try await world()
    try await world.cut("1.2.1")
    try await world.roll(.withdraw, "1.2.0", keep: [.floating])
    try await world.roll(.withdraw, "1.2.0", keep: [])
    try await world.roll(.withdraw, "1.2.1")
    #expect(await world.shown[latest] == "image-1.1.3")
  }

  @Test("one in flight is not turned into another: a purge not into a withdrawal, nor to keep what may be gone")
  func inFlight() async throws {
    let world = try await world()
    await world.shelf.refuse(World.tag("1.2.0"), .forNow)
    _ = try await refusals { try await world.roll(.purge, "1.2.0") }
    #expect(try await refusals { try await world.roll(.withdraw, "1.2.0") } == [.usage])
    #expect(try await refusals { try await world.roll(.purge, "1.2.0", keep: [.images]) } == [.usage])
    await world.shelf.refuse(World.tag("1.2.0"), nil)
    try await world.roll(.purge, "1.2.0")
    #expect(await world.record("1.2.0")?.mode == .purged)
    #expect(await world.shown.keys.allSatisfy { !$0.contains("1.2.0") })
  }

  @Test("what a rollback that died has not taken may be kept, and the ledger says what the slots show")
  func keepInFlight() async throws {
    var kept = 0
    for number in 1..<20 {
      for role in [Role.floating, .charts] {
        let world = try await world()
        let bob = world.publisher(world.client("bob", fault: .diesAfter(number)), liveness: { _ in .gone })
        _ = try? await world.roll(.withdraw, "1.2.0", by: bob)
        guard await world.record("1.2.0")?.state == .rollingBack else { continue }
        let carol = world.publisher(world.client("carol"), liveness: { _ in .gone })
        let request = RollbackSettlement.Request(.withdraw, keep: [role])
        let refused = try await refusals { try await carol.rollBack(request, of: "v1.2.0") }
        let place: Comment = "\(role) kept after write \(number): \(refused)"
        #expect(refused.isEmpty || refused == [.usage], place)
        if refused.isEmpty { kept += 1 } else { try await world.roll(.withdraw, "1.2.0", by: carol) }
        #expect(await world.record("1.2.0")?.state == .rolledBack, place)
        try await world.expectSound()
        // Nothing is in the way of the next release.
        try await world.cut("1.3.0")
        try await world.roll(.purge, "1.3.0")
        try await world.expectSound()
      }
    }
    #expect(kept > 3)
  }

  @Test("a withdrawal in flight becomes a purge")
  func withdrawalBecomesPurge() async throws {
    let world = try await world()
    await world.shelf.refuse(chart, .forNow)
    _ = try await refusals { try await world.roll(.withdraw, "1.2.0") }
    await world.shelf.refuse(chart, nil)
    try await world.roll(.purge, "1.2.0", keep: [.images])
    #expect(await world.shown.keys.filter { $0.contains("1.2.0") } == [World.image("1.2.0")])
  }

  @Test("what was never published is not rolled back", arguments: [Operation.Verb.withdraw, .purge, .undo])
  func unpublished(verb: Operation.Verb) async throws {
    let world = try await world()
    _ = try await world.publisher().begin(world.draft("1.3.0").record)
    #expect(try await refusals { try await world.roll(verb, "1.3.0") } == [.usage])
    #expect(try await refusals { try await world.roll(verb, "9.9.9") } == [.usage])
    _ = try await world.publisher().abort("v1.3.0")
    #expect(try await refusals { try await world.roll(verb, "1.3.0") } == [.usage])
    #expect(try await refusals { try await world.roll(.undo, "1.2.0") } == [.usage])
  }

  @Test("a preview writes nothing, and names what is not whole")
  func preview() async throws {
    let world = await World(holding: [latest: "dangling-image"])
    try await world.cut("1.2.0")
    let (head, shown) = (await world.shelf.history.count, await world.shown)
    let preview = try await world.publisher().preview(.init(.withdraw), of: "v1.2.0")
    #expect(preview.shortfalls.map { $0.hasPrefix("\(latest): ") } == [true])
    #expect(preview.settlement.record.state == .rollingBack)
    #expect(await world.shelf.history.count == head)
    #expect(await world.shown == shown)
  }

  @Test("a preview refuses what the rollback would refuse")
  func previewRefused() async throws {
    let world = await World()
    _ = try? await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .diesAfter(4))))
    _ = try await world.publisher().abort("v1.2.0")
    for verb in [Operation.Verb.withdraw, .purge, .undo] {
      #expect(try await refusals { try await world.publisher().preview(.init(verb), of: "v1.2.0") } == [.usage])
      #expect(try await refusals { try await world.publisher().preview(.init(verb), of: ["v1.2.0"]) } == [.usage])
      #expect(try await refusals { try await world.roll(verb, "1.2.0") } == [.usage])
    }
  }
}
