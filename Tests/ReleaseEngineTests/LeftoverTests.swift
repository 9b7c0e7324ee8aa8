import EngineTesting
import Refusals
import ReleaseEngine
import Testing

/// Slots whose place never takes the write that the ledger asks for.
@Suite("What a place will not give back")
struct LeftoverTests {
  private let latest = World.image("latest")

  /// A first release that was withdrawn, with a floating tag that could not be removed.
  private func stuck() async throws -> World {
    let world = await World()
    try await world.cut("1.1.3")
    await world.shelf.refuse(latest, .forGood)
    #expect(try await refusals { try await world.roll(.withdraw, "1.1.3") } == [.registryRefused])
    #expect(await world.record("1.1.3")?.state == .rolledBack)
    await world.shelf.refuse(latest, nil)
    return world
  }

  @Test("a dead release that is still shown is no stranger to the next cut, and never comes back as its base")
  func nextCut() async throws {
    let world = try await stuck()
    try await world.cut("1.2.0")
    #expect(await world.shown[latest] == "image-1.2.0")
    try await world.roll(.withdraw, "1.2.0")
    #expect(await world.shown[latest] == nil)
  }

  @Test("the base under a dead release is what it was, bytes and all")
  func base() async throws {
    let world = await World(holding: [latest: "old"])
    try await world.cut("1.1.3")
    await world.shelf.refuse(latest, .forGood)
    _ = try await refusals { try await world.roll(.withdraw, "1.1.3") }
    await world.shelf.refuse(latest, nil)
    try await world.cut("1.2.0")
    try await world.roll(.purge, "1.2.0")
    #expect(await world.shown[latest] == "old")
  }

  @Test("nor is it one to the rollback of another release")
  func otherRollback() async throws {
    let world = await World()
    for version in ["1.1.3", "1.2.0", "1.3.0"] { try await world.cut(version) }
    await world.shelf.refuse(latest, .forGood)
    _ = try await refusals { try await world.roll(.withdraw, "1.3.0") }
    await world.shelf.refuse(latest, nil)
    try await world.roll(.withdraw, "1.2.0")
    #expect(await world.shown[latest] == "image-1.1.3")
  }

  @Test("a stranger who puts a dead release back is one all the same")
  func stranger() async throws {
    let world = try await stuck()
    try await world.cut("1.2.0")
    await world.shelf.put("image-1.1.3", at: latest)
    #expect(try await refusals { try await world.cut("1.3.0") } == [.foreign])
  }

  /// A release with a name that its place never removes.
  private func permanent() async throws -> (World, String) {
    let world = await World()
    let slot = MemoryTag("images", "permanent-1.2.0")
    var draft = world.draft("1.2.0")
    draft.record.claims.append(Claim(SlotName(slot), .images, value: "image-1.2.0"))
    draft.values[SlotName(slot)] = MemoryValue("image-1.2.0").held
    draft.record.events = try await world.publisher().begin(draft.record).events
    let record = try await world.publisher().publish(draft)
    #expect(record.changes.first { $0.slot == slot.address }?.reversible == "impossible")
    return (world, slot.address)
  }

  @Test("what is known to be impossible is named, not tried, and no failure")
  func known() async throws {
    let (world, slot) = try await permanent()
    let record = try await world.roll(.purge, "1.2.0")
    #expect(record.state == .rolledBack)
    #expect(await world.outcome(slot) == .impossible)
    #expect(record.changes.first { $0.slot == slot }?.reversible == "impossible")
    #expect(await world.shown == [slot: "image-1.2.0"])
    try await world.roll(.undo, "1.2.0")
    #expect(await world.shown[World.tag("1.2.0")] == "tag-1.2.0")
  }

  @Test("a name that cannot be removed again can still be published again")
  func undo() async throws {
    let (world, slot) = try await permanent()
    try await world.roll(.purge, "1.2.0")
    await world.shelf.put(nil, at: slot)
    try await world.roll(.undo, "1.2.0")
    #expect(await world.shown[slot] == "image-1.2.0")
  }

  @Test("a write that was cut short is overwritten, and an abort does not bring it back")
  func residue() async throws {
    for isAborted in [false, true] {
      let world = await World(holding: [World.page("1.2.0"): "draft-page-1.2.0"])
      let client = world.client("bob", fault: isAborted ? .diesAfter(6) : nil)
      _ = try? await world.cut("1.2.0", by: world.publisher(client))
      if isAborted { _ = try await world.publisher("carol").abort("v1.2.0") }
      let page = await world.shown[World.page("1.2.0")]
      #expect(page == (isAborted ? nil : "page-1.2.0"))
      if !isAborted {
        try await world.roll(.purge, "1.2.0")
        #expect(await world.shown == [:])
      }
    }
  }
}
