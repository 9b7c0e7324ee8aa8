import EngineTesting
import Refusals
import ReleaseEngine
import Testing

@Suite("Cuts")
struct CutTests {
  private let latest = World.image("latest")
  private static let alive: @Sendable (Holder) -> Liveness = { _ in .unknown }

  private func publisher(_ world: World, _ name: String) -> Publisher {
    world.publisher(world.client(name), liveness: Self.alive)
  }

  @Test(
    "a record forbids another cut of its version, or not",
    arguments: [
      (ReleaseState.planned, 0, Liveness.unknown, Refusal.Code.locked),  // another cut may be running
      (.built, 0, .gone, nil),  // it was killed
      (.tested, 0, .own, nil),  // it is this very process
      (.awaitingApproval, 0, .gone, .locked),  // it waits, and nobody needs to be alive for that
      (.aborted, 0, .unknown, nil),  // it failed before it published anything
      (.rejected, 0, .unknown, nil),  // the same
      (.aborted, 3, .unknown, .versionBurnt),  // it was published in part
      (.publishing, 3, .gone, .versionBurnt),
      (.published, 3, .gone, .versionBurnt),
      (.rolledBack, 3, .gone, .versionBurnt),
    ] as [(ReleaseState, Int, Liveness, Refusal.Code?)])
  func admit(state: ReleaseState, ordinal: Int, liveness: Liveness, expected: Refusal.Code?) async throws {
    let world = await World()
    var record = world.draft("1.2.0").record
    (record.state, record.ordinal, record.holder) = (state, ordinal, World.holder("bob"))
    let publisher = world.publisher(world.client(), liveness: { _ in liveness })
    #expect(try await refusals { try publisher.admitCut(over: record) } == (expected.map { [$0] } ?? []))
  }

  @Test("a version is free until its record says publishing, and burnt from then on")
  func burnt() async throws {
    let world = await World()
    let alice = publisher(world, "alice")
    _ = try await alice.begin(world.draft("1.2.0").record)
    #expect(try await refusals { try await publisher(world, "bob").begin(world.draft("1.2.0").record) } == [.locked])
    let aborted = try await alice.drop("v1.2.0", as: .aborted, saying: "aborted")
    #expect(!aborted.isBurnt)
    var draft = world.draft("1.2.0")
    let again = try await publisher(world, "bob").begin(draft.record)
    draft.record.events = again.events
    #expect(again.events.map(\.what) == ["cut begun", "aborted", "cut begun"])
    #expect(again.holder == World.holder("bob"))
    _ = try await publisher(world, "bob").publish(draft)
    #expect(try await refusals { try await alice.begin(world.draft("1.2.0").record) } == [.versionBurnt])
    try await world.expectSound()
  }

  @Test("a version whose publication was taken back is burnt too")
  func burntByAbort() async throws {
    let world = await World()
    _ = try? await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .diesAfter(4))))
    let record = try await world.publisher().abort("v1.2.0")
    #expect(record.state == .aborted)
    #expect(record.changes.allSatisfy { $0.state == .undone })
    #expect(await world.shown == [:])
    #expect(try await refusals { try await world.cut("1.2.0") } == [.versionBurnt])
    // Its claims never count: the next release is the highest, and the first.
    try await world.cut("1.1.3")
    #expect(await world.shown[latest] == "image-1.1.3")
  }

  @Test("a cut that was killed is replaced where its holder is known to be gone, else the abort is named")
  func killed() async throws {
    let world = await World()
    _ = try await publisher(world, "bob").begin(world.draft("1.2.0").record)
    do {
      _ = try await publisher(world, "alice").begin(world.draft("1.2.0").record)
      Issue.record("a second cut began")
    } catch let refusal as Refusal {
      #expect(refusal.code == .locked)
      #expect(refusal.remedy.contains("abort v1.2.0"))
    }
    try await world.cut("1.2.0", by: world.publisher("alice"))
    #expect(await world.record("1.2.0")?.state == .published)
  }

  @Test("one that was dropped meanwhile publishes nothing")
  func dropped() async throws {
    let world = await World()
    let bob = publisher(world, "bob")
    var draft = world.draft("1.2.0")
    draft.record.events = try await bob.begin(draft.record).events
    _ = try await publisher(world, "alice").abort("v1.2.0")
    #expect(try await refusals { try await bob.publish(draft) } == [.locked])
    #expect(try await refusals { try await bob.park(draft) } == [.locked])
    // Nor where the version was begun again meanwhile, by somebody else.
    _ = try await publisher(world, "alice").begin(world.draft("1.2.0").record)
    #expect(try await refusals { try await bob.publish(draft) } == [.locked])
    #expect(try await refusals { try await bob.park(draft) } == [.locked])
    #expect(try await refusals { try await bob.reject(draft, saying: "rejected: late") } == [.locked])
    #expect(await world.record("1.2.0")?.state == .built)
    #expect(await world.shown == [:])
    try await world.expectSound()
  }

  @Test(
    "what was approved before it was dropped is not published in the place of another cut", arguments: [false, true])
  func replaced(isParked: Bool) async throws {
    let world = await World()
    let (alice, bob) = (publisher(world, "alice"), publisher(world, "bob"))
    var first = world.draft("1.2.0", by: "bob")
    first.record.planHash = "plan A"
    first.record.events = try await bob.begin(first.record).events
    first.record = try await bob.park(first)
    _ = try await alice.abort("v1.2.0")
    var second = world.draft("1.2.0")
    second.record.planHash = "plan B"
    second.record.events = try await alice.begin(second.record).events
    if isParked {
      second.record = try await alice.park(second)
      second.record = try await alice.approve(second.record, Approval(by: "alice", at: "now", method: "signature"))
    }
    let before = await world.record("1.2.0")
    #expect(try await refusals { try await bob.publish(first) } == [.locked])
    #expect(
      try await refusals { try await bob.approve(first.record, Approval(by: "bob", at: "now", method: "prompt")) }
        == [.locked])
    #expect(await world.record("1.2.0") == before)
    #expect(await world.shown == [:])
    _ = try await alice.publish(second)
    #expect(await world.record("1.2.0")?.planHash == "plan B")
    try await world.expectSound()
  }

  @Test("one that nobody began publishes without a beginning, over what was dropped and not over what is under way")
  func unbegun() async throws {
    let world = await World()
    var draft = world.draft("1.2.0")
    draft.isBegun = false
    _ = try await publisher(world, "alice").begin(draft.record)
    let bob = publisher(world, "bob")
    #expect(try await refusals { try await bob.publish(draft) } == [.locked])
    _ = try await publisher(world, "alice").abort("v1.2.0")
    draft.record.approvals = [Approval(by: "Bob", at: "now", method: "prompt")]
    let record = try await bob.publish(draft)
    #expect(record.state == .published)
    #expect(record.events.map(\.what).filter { $0 == "cut begun" }.count == 1, "the one that was dropped")
    #expect(record.events.contains { $0.what == "approved by Bob (prompt)" })
    try await world.expectSound()
  }

  @Test("releases that wait hold nothing, and none stands in the way of another")
  func parked() async throws {
    let world = await World()
    let alice = publisher(world, "alice")
    for version in ["1.2.0", "1.3.0"] {
      var draft = world.draft(version)
      draft.record.events = try await alice.begin(draft.record).events
      let record = try await alice.park(draft)
      #expect(record.state == .awaitingApproval)
    }
    #expect(await world.shelf.state.lock == nil)
    #expect(await world.shelf.state.halfWritten == nil)
    // A hotfix goes out meanwhile; what is published later falls back to it.
    try await world.cut("1.1.3", by: publisher(world, "bob"))
    for version in ["1.3.0", "1.2.0"] {
      var draft = world.draft(version)
      draft.record = try #require(await world.record(version))
      _ = try await publisher(world, "carol").publish(draft)
    }
    // Less than was approved: 1.3.0 has the tag meanwhile.
    #expect(await world.shown[latest] == "image-1.3.0")
    #expect(await world.record("1.2.0")?.changes.contains { $0.slot == latest } == false)
    try await world.roll(.withdraw, "1.3.0")
    try await world.roll(.withdraw, "1.2.0")
    #expect(await world.shown[latest] == "image-1.1.3")
    try await world.expectSound()
  }

  @Test("a half-written release stands in the way, and says whether its holder may be alive")
  func halfWritten() async throws {
    let world = await World()
    _ = try? await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .diesAfter(4))))
    let before = await world.shown
    #expect(try await refusals { try await world.cut("1.3.0", by: publisher(world, "alice")) } == [.locked])
    #expect(try await refusals { try await publisher(world, "alice").resume("v1.2.0") } == [.locked])
    #expect(try await refusals { try await publisher(world, "alice").abort("v1.2.0") } == [.locked])
    let id = try #require(await world.shelf.state.lock?.id)
    #expect(try await refusals { try await publisher(world, "alice").unlock("another") } == [.usage])
    let ended = try await publisher(world, "alice").unlock(id)
    #expect(ended.holder == World.holder("bob"))
    #expect(await world.record("1.2.0")?.events.last?.what.contains("unlocked \(id)") == true)
    #expect(try await refusals { try await publisher(world, "alice").unlock(id) } == [.usage])
    #expect(try await refusals { try await world.publisher("carol").publish(world.draft("1.3.1")) } == [.halfWritten])
    #expect(await world.shown == before)
    _ = try await publisher(world, "alice").resume("v1.2.0")
    #expect(await world.record("1.2.0")?.state == .published)
  }

  @Test("it stops at the first group with a stranger in it, and goes on when he is gone")
  func stranger() async throws {
    let world = await World()
    let slot = World.image("1.2.0")
    let shelf = world.shelf
    // Begun, publishing, the tag; then somebody takes the name.
    let client = ShelfClient("bob", on: shelf, afterWrite: { if $0 == 3 { await shelf.put("foreign", at: slot) } })
    #expect(try await refusals { try await world.cut("1.2.0", by: world.publisher(client)) } == [.foreign])
    #expect(await world.shown == [World.tag("1.2.0"): "tag-1.2.0", slot: "foreign"])
    #expect(await world.shelf.state.lock == nil)
    #expect(try await refusals { try await world.publisher().resume("v1.2.0") } == [.foreign])
    let aside = await world.copy()
    #expect(try await refusals { try await aside.publisher().abort("v1.2.0") } == [.foreign])
    #expect(await aside.shown == [slot: "foreign"])
    #expect(await aside.record("1.2.0")?.state == .aborted)
    await shelf.put(nil, at: slot)
    _ = try await world.publisher().resume("v1.2.0")
    #expect(await world.shown[latest] == "image-1.2.0")
  }

  @Test(
    "what somebody changes behind its back, after it was written, is found before it says published",
    arguments: ["foreign", nil])
  func behind(found: String?) async throws {
    let whole = await World()
    let counting = whole.client()
    try await whole.cut("1.2.0", by: whole.publisher(counting))
    // Begun, publishing, the tag; then any other slot, and last the closing record.
    for number in 4..<counting.writes {
      let world = await World()
      let (slot, shelf) = (World.tag("1.2.0"), world.shelf)
      let client = ShelfClient(
        "bob", on: shelf, afterWrite: { if $0 == number { await shelf.put(found, at: slot) } })
      #expect(
        try await refusals { try await world.cut("1.2.0", by: world.publisher(client)) } == [.foreign], "\(number)")
      #expect(await world.record("1.2.0")?.state == .publishing)
      #expect(await world.shelf.state.lock == nil)
      let answer = try await refusals { try await world.publisher().resume("v1.2.0") }
      #expect(answer == (found == nil ? [] : [.foreign]))
      #expect(await world.shown[slot] == found ?? "tag-1.2.0")
      #expect(await world.record("1.2.0")?.state == (found == nil ? .published : .publishing))
    }
  }

  @Test("a resumption looks again at what was written before", arguments: ["foreign", nil])
  func lookAgain(found: String?) async throws {
    let world = await World()
    await world.shelf.refuse(World.chart("1.2.0"), .forNow)
    #expect(try await refusals { try await world.cut("1.2.0") } == [.failed])
    #expect(await world.outcome(World.image("1.2.0")) == .done)
    await world.shelf.refuse(World.chart("1.2.0"), nil)
    for slot in [World.image("1.2.0"), World.tag("1.2.0")] {
      let world = await world.copy()
      await world.shelf.put(found, at: slot)
      let answer = try await refusals { try await world.publisher().resume("v1.2.0") }
      #expect(answer == (found == nil ? [] : [.foreign]))
      #expect(await world.record("1.2.0")?.state == (found == nil ? .published : .publishing))
      #expect(await world.shown[slot] == found ?? World.slots("1.2.0").first { $0.slot == slot }?.value)
    }
  }

  @Test("a name that is taken is refused before anything is written, by force too")
  func taken() async throws {
    for slot in [World.image("1.2.0"), World.chart("1.2.0"), World.tag("1.2.0"), World.page("1.2.0")] {
      let world = await World(holding: [slot: "foreign"])
      #expect(try await refusals { try await world.cut("1.2.0", force: [slot]) } == [.nameTaken])
      #expect(await world.shown == [slot: "foreign"])
      #expect(await world.record("1.2.0")?.isBurnt == false)
    }
  }

  @Test("an adopted tag stays with a withdrawal and goes with a purge; one that moved is not overwritten")
  func adoptedTag() async throws {
    let tag = World.tag("1.2.0")
    let world = await World(holding: [tag: "tag-1.2.0"])
    var draft = world.draft("1.2.0")
    draft.record.adopted = true
    let moved = await world.copy()
    _ = try await world.publisher().publish(draft)
    try await world.roll(.withdraw, "1.2.0")
    #expect(await world.shown[tag] == "tag-1.2.0")
    try await world.roll(.purge, "1.2.0")
    #expect(await world.shown == [:])
    try await world.roll(.undo, "1.2.0")
    #expect(await world.shown[tag] == "tag-1.2.0")

    await moved.shelf.put("tag-elsewhere", at: tag)
    #expect(try await refusals { try await moved.publisher().publish(draft) } == [.nameTaken])
    #expect(await moved.shown == [tag: "tag-elsewhere"])
  }

  @Test("a value that is adopted ranks as what it displaced, which may be a tag that no record knows")
  func adoptedRank() async throws {
    let world = await World(holding: [latest: "image-1.2.9"], unrecorded: ["1.2.9"])
    try await world.cut("1.1.3")
    await world.shelf.put("foreign", at: latest)
    #expect(try await refusals { try await world.cut("1.1.4") } == [.foreign])
    try await world.cut("1.1.4", force: [latest])
    #expect(await world.shown[latest] == "foreign")
    try await world.cut("1.3.0")
    #expect(await world.shown[latest] == "image-1.3.0")
    try await world.roll(.purge, "1.3.0")
    #expect(await world.shown[latest] == "foreign")
  }

  @Test(
    "a value that is adopted ends the claims before it for good, until its cut is taken back before it was published")
  func adoption() async throws {
    let world = await World()
    for version in ["1.1.3", "1.2.0"] { try await world.cut(version) }
    await world.shelf.put("foreign", at: latest)
    let aside = await world.copy()
    try await world.cut("1.3.0", force: [latest])
    try await world.roll(.purge, "1.3.0")
    #expect(await world.shown[latest] == "foreign")
    try await world.roll(.withdraw, "1.2.0")
    try await world.roll(.undo, "1.2.0")
    #expect(await world.shown[latest] == "foreign")
    #expect(await world.shown[World.image("1")] == "image-1.2.0")

    let bob = aside.publisher(aside.client("bob", fault: .diesAfter(4)))
    _ = try? await aside.cut("1.3.0", force: [latest], by: bob)
    _ = try await aside.publisher().abort("v1.3.0")
    #expect(await aside.shown[latest] == "foreign")
    #expect(await aside.shelf.state.rightful.holding(latest).value == "image-1.2.0")
  }

  @Test("what is left, unknown or ended is answered without an event")
  func nothingToDo() async throws {
    let world = await World()
    try await world.cut("1.2.0")
    let count = await world.shelf.history.count
    #expect(try await world.publisher().resume("v1.2.0").state == .published)
    #expect(try await world.publisher().abort("v1.2.0").state == .published)
    #expect(try await refusals { try await world.publisher().resume("v9.9.9") } == [.usage])
    #expect(try await refusals { try await world.publisher().abort("v9.9.9") } == [.usage])
    #expect(await world.shelf.history.count == count)
  }
}
