import EngineTesting
import Refusals
import ReleaseEngine
import Testing

/// Slots that are forced, and move again.
@Suite("Forced slots")
struct ForceTests {
  private let latest = World.image("latest")

  private func codes(_ body: () async throws -> Record) async throws -> [Refusal] {
    do {
      _ = try await body()
      return []
    } catch let refusal as Refusal {
      return [refusal]
    } catch let list as RefusalList {
      return list.refusals
    } catch let unfinished as UnfinishedRollback {
      return unfinished.refusals
    }
  }

  /// A cut that has stopped at a floating tag, which somebody moved when the record said publishing already.
  private func stopped() async throws -> World {
    let world = await World()
    try await world.cut("1.1.3")
    let latest = latest
    let client = ShelfClient(
      "bob", on: world.shelf,
      beforeWrite: { [shelf = world.shelf] number in if number == 3 { await shelf.put("foreign", at: latest) } })
    let refusals = try await codes { try await world.cut("1.2.0", by: world.publisher(client)) }
    #expect(refusals.map(\.code) == [.foreign], "\(refusals)")
    #expect(refusals.first?.remedy.contains("resume v1.2.0 --force \(latest)") == true, "\(refusals)")
    #expect(await world.record("1.2.0")?.state == .publishing)
    return world
  }

  @Test("a cut that stopped at a foreign tag goes on by force, and falls back to what it took over")
  func resume() async throws {
    let world = try await stopped()
    #expect(try await codes { try await world.publisher().resume("v1.2.0") }.map(\.code) == [.foreign])
    let seen = [ForcedSlot(latest, seen: "foreign")]
    let record = try await world.publisher().resume("v1.2.0", forcing: seen)
    #expect(record.state == .published)
    #expect(record.forcedOver == seen)
    #expect(await world.shown[latest] == "image-1.2.0")
    #expect(record.claim(on: latest)?.base == Base("foreign", rank: "1.1.3", adopted: true))
    try await world.roll(.withdraw, "1.2.0")
    #expect(await world.shown[latest] == "foreign", "its bytes are kept, and it stands for what it displaced")
    try await world.expectSound()
  }

  @Test("an abort leaves a foreign tag and says so without a dead end, or takes it back by force")
  func abort() async throws {
    let left = try await stopped()
    let refusals = try await codes { try await left.publisher().abort("v1.2.0") }
    #expect(refusals.map(\.code) == [.foreign])
    #expect(refusals.first?.remedy.contains("--force") == false, "\(refusals)")
    #expect(await left.shown[latest] == "foreign")
    #expect(await left.record("1.2.0")?.state == .aborted)

    let world = try await stopped()
    let record = try await world.publisher().abort("v1.2.0", forcing: [ForcedSlot(latest, seen: "foreign")])
    #expect(record.state == .aborted)
    #expect(await world.shown[latest] == "image-1.1.3")
    try await world.expectSound()
  }

  @Test("a page that somebody deleted is written again by force where it is published again, and by nothing else")
  func deleted() async throws {
    let world = await World()
    try await world.cut("1.2.0")
    let whole = await world.shown
    let page = World.page("1.2.0")
    await world.shelf.put(nil, at: page)
    // A withdrawal does not ask for what it would refuse.
    let left = try await codes { try await world.roll(.withdraw, "1.2.0") }
    #expect(left.map(\.code) == [.foreign])
    #expect(left.first?.remedy.contains("--force") == false, "\(left)")
    var request = RollbackSettlement.Request(.withdraw, force: [page])
    #expect(try await codes { try await world.publisher().rollBack(request, of: "v1.2.0") }.map(\.code) == [.foreign])
    #expect(await world.shown[page] == nil)

    request = RollbackSettlement.Request(.undo, force: [page])
    #expect(try await world.publisher().rollBack(request, of: "v1.2.0").state == .published)
    #expect(await world.shown == whole)
    try await world.expectSound()
  }

  @Test("what was seen and moves again is not overwritten, and both values are told")
  func movedAgain() async throws {
    let world = try await stopped()
    await world.shelf.put("another", at: latest)
    let head = await world.shelf.values[Shelf.ledger.address]
    let refusals = try await codes {
      try await world.publisher().resume("v1.2.0", forcing: [ForcedSlot(latest, seen: "foreign")])
    }
    #expect(refusals.map(\.code) == [.foreign])
    #expect(refusals.first?.why == "It held foreign then and holds another")
    #expect(await world.shown[latest] == "another")
    #expect(await world.shelf.values[Shelf.ledger.address] == head, "nothing was recorded")
    _ = try await world.publisher().resume("v1.2.0", forcing: [ForcedSlot(latest, seen: "another")])
    #expect(await world.shown[latest] == "image-1.2.0")
  }

  @Test("a tag that was taken away is forced too, and given up again by an abort")
  func absent() async throws {
    let world = try await stopped()
    await world.shelf.put(nil, at: latest)
    _ = try await world.publisher().resume("v1.2.0", forcing: [ForcedSlot(latest, seen: nil)])
    #expect(await world.shown[latest] == "image-1.2.0")
    try await world.roll(.purge, "1.2.0")
    #expect(await world.shown[latest] == nil)
  }

  @Test("names of versions are not forced by a resume")
  func names() async throws {
    let world = try await stopped()
    let name = World.image("1.2.0")
    await world.shelf.put("foreign-2", at: name)
    let refusals = try await codes {
      try await world.publisher().resume("v1.2.0", forcing: [ForcedSlot(name, seen: "foreign-2")])
    }
    #expect(refusals.map(\.code) == [.foreign])
    #expect(await world.shown[name] == "foreign-2")
  }

  @Test("a forced slot that moves while the release waits stops the publication, not only until the next try")
  func parked() async throws {
    let world = await World()
    try await world.cut("1.1.3")
    await world.shelf.put("foreign", at: latest)
    var draft = world.draft("1.2.0", force: [latest])
    let catalog = world.publisher().catalog
    draft.see(try await catalog.read(draft.record.claims.map(\.name)))
    #expect(draft.record.forcedOver == [ForcedSlot(latest, seen: "foreign")])
    draft.record.events = try await world.publisher().begin(draft.record).events
    draft.record.events = try await world.publisher().park(draft).events
    await world.shelf.put("another", at: latest)
    for _ in 1...2 {
      let refusals = try await codes { [draft] in try await world.publisher().publish(draft) }
      #expect(refusals.map(\.code) == [.foreign], "\(refusals)")
      #expect(refusals.first?.why == "It held foreign then and holds another")
    }
    #expect(await world.record("1.2.0")?.state == .awaitingApproval)
    #expect(await world.shown[latest] == "another")
    await world.shelf.put("foreign", at: latest)
    _ = try await world.publisher().publish(draft)
    #expect(await world.shown[latest] == "image-1.2.0")
  }

  @Test("a forced rollback leaves what moved between its preview and its first record")
  func rollback() async throws {
    let world = await World()
    for version in ["1.1.3", "1.2.0"] { try await world.cut(version) }
    await world.shelf.put("another", at: latest)
    var request = RollbackSettlement.Request(.withdraw, force: [latest])
    request.seen = [ForcedSlot(latest, seen: "foreign")]
    let before = await world.shelf.values
    let refusals = try await codes { [request] in try await world.publisher().rollBack(request, of: "v1.2.0") }
    #expect(refusals.map(\.code) == [.foreign])
    #expect(refusals.first?.why == "It held foreign then and holds another")
    #expect(await world.shelf.values == before)
    request.seen = [ForcedSlot(latest, seen: "another")]
    _ = try await world.publisher().rollBack(request, of: "v1.2.0")
    #expect(await world.shown[latest] == "image-1.1.3")
  }
}
