import EngineTesting
import Refusals
import ReleaseEngine
import Testing

@Suite("The branch, which never fails a release")
struct BranchTests {
  private func world(_ tip: String? = "main-0") async throws -> World {
    var world = await World()
    world.hasBranch = true
    await world.shelf.put(tip, at: World.branch)
    return world
  }

  /// Cuts while somebody moves the branch to `tip`, unless nil, before the last write.
  private func cut(
    _ world: World, meanwhile tip: String?, step: @escaping Publisher.BranchStep = World.merge
  ) async throws -> Record {
    let shelf = world.shelf
    let client = ShelfClient(
      "bob", on: shelf, afterWrite: { if $0 == 3, let tip { await shelf.put(tip, at: World.branch) } })
    return try await world.cut("1.2.0", by: world.publisher(client, branchStep: step))
  }

  private func entry(_ record: Record) -> ChangeEntry? { record.changes.first { $0.role == .branch } }

  @Test("it moves with the closing event, after everything else")
  func moves() async throws {
    let world = try await world()
    let record = try await cut(world, meanwhile: nil)
    #expect(entry(record)?.state == .done)
    #expect(await world.shown[World.branch] == "main-0+commit-1.2.0")
    #expect(await world.shelf.journal.suffix(2).map(\.slot) == [World.branch, Shelf.ledger.address])
  }

  @Test("one that moved forward gets the release merged into it")
  func merged() async throws {
    let world = try await world()
    let record = try await cut(world, meanwhile: "main-0+other")
    #expect(entry(record)?.state == .done)
    #expect(entry(record)?.before == "main-0+other")
    #expect(await world.shown[World.branch] == "main-0+other+commit-1.2.0")
  }

  @Test("one that has the commit already is not written")
  func contains() async throws {
    let world = try await world()
    let record = try await cut(world, meanwhile: "main-0+commit-1.2.0+more")
    #expect(entry(record)?.state == .done)
    #expect(await world.shown[World.branch] == "main-0+commit-1.2.0+more")
    #expect(await !world.shelf.journal.map(\.slot).contains(World.branch))
  }

  struct Conflict: Error {}

  @Test("in conflict it is left and said, and the release stands", arguments: [false, true])
  func conflict(throwing: Bool) async throws {
    let world = try await world()
    let record = try await cut(world, meanwhile: "main-0+other") { _, _ in
      if throwing { throw Conflict() }
      return nil
    }
    #expect(record.state == .published)
    #expect(entry(record)?.state == .kept)
    #expect(entry(record)?.reversible == "leaving")
    #expect(await world.shown[World.branch] == "main-0+other")
    #expect(await world.shelf.state.lock == nil)
  }

  @Test("protected, or gone, it is left and said", arguments: [Shelf.Denial.forNow, .forGood])
  func protected(denial: Shelf.Denial) async throws {
    let world = try await world()
    await world.shelf.refuse(World.branch, denial)
    let record = try await cut(world, meanwhile: nil)
    #expect(record.state == .published)
    #expect(entry(record)?.state == .kept)
    #expect(await world.shown[World.branch] == "main-0")
    try await world.expectSound()
  }

  @Test("one that moves again and again is left in the end")
  func restless() async throws {
    let world = try await world()
    let shelf = world.shelf
    let client = ShelfClient(
      "bob", on: shelf,
      beforeWrite: { number in if number > 10 { await shelf.put("main-\(number)", at: World.branch) } })
    let record = try await world.cut("1.2.0", by: world.publisher(client))
    #expect(record.state == .published)
    #expect(entry(record)?.state == .kept)
  }

  @Test("a rollback moves it by its own commit, and its bytes are kept for whoever finishes")
  func rollback() async throws {
    let world = try await world()
    try await world.cut("1.2.0")
    let tip = try #require(await world.shown[World.branch])
    let back = SlotChange(
      World.name(of: World.branch), .branch, from: MemoryValue(tip).held,
      to: MemoryValue("\(tip)+back-1.2.0").held)
    let bob = world.publisher(world.client("bob", fault: .diesAfter(3)))
    _ = try? await bob.rollBack(.init(.purge), of: "v1.2.0", branch: back)
    let kept = await world.shelf.history.last?.content.content("\(tip)+back-1.2.0", of: "v1.2.0")
    #expect(kept != nil)
    let record = try await world.publisher().resume("v1.2.0")
    #expect(entry(record)?.state == .done)
    #expect(await world.shown == [World.branch: "\(tip)+back-1.2.0"])
  }

  @Test("an abort leaves it alone, since it moves last")
  func abort() async throws {
    let world = try await world()
    _ = try? await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .diesAfter(6))))
    let record = try await world.publisher().abort("v1.2.0")
    #expect(entry(record)?.state == .kept)
    #expect(await world.shown == [World.branch: "main-0"])
  }
}
