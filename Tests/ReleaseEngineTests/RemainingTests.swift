import EngineTesting
import ReleaseEngine
import Testing

/// What `resume` and `abort` say beforehand that they will write.
@Suite("What is left to write")
struct RemainingTests {
  @Test("what is listed is what is then written, wherever the process died", arguments: Scenario.all, [false, true])
  func listed(scenario: Scenario, takingBack: Bool) async throws {
    let prepared = try await scenario.world()
    for number in 1... {
      let world = await prepared.copy()
      let client = world.client("bob", fault: .diesAfter(number))
      _ = try? await scenario.act(world, world.publisher(client))
      guard client.isDead else { break }
      guard await world.record("1.2.0")?.state.isHalfWritten == true else { continue }
      let carol = world.publisher("carol")
      await world.shelf.clearJournal()
      let listed = try await carol.remaining("v1.2.0", takingBack: takingBack)
      #expect(await world.shelf.journal.isEmpty)
      _ = takingBack ? try? await carol.abort("v1.2.0") : try? await carol.resume("v1.2.0")
      let written = await world.shelf.journal.filter { $0.slot != Shelf.ledger.address }
      let place: Comment = "\(scenario.name), killed after write \(number)"
      #expect(Set(written.map(\.slot)).subtracting(listed.map(\.slot)) == [], place)
      #expect(listed.allSatisfy { $0.before != $0.after }, "what holds already is left out: \(place)")
      let due = listed.filter { $0.state == .pending && $0.role != .branch }
      #expect(Set(due.map(\.slot)).subtracting(written.map(\.slot)) == [], place)
      for entry in due {
        let last = written.last { $0.slot == entry.slot }
        #expect(last?.after == entry.after, place)
      }
    }
  }

  @Test("what somebody else changed meanwhile is listed as foreign, with what it shows")
  func foreign() async throws {
    let world = await World()
    _ = try? await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .diesAfter(4))))
    await world.shelf.put("foreign", at: World.image("latest"))
    let listed = try await world.publisher().remaining("v1.2.0", takingBack: false)
    let entry = try #require(listed.first { $0.slot == World.image("latest") })
    #expect(entry.state == .foreign && entry.before == "foreign")
  }

  @Test("of what is not half written nothing is listed")
  func nothing() async throws {
    let world = await World()
    try await world.cut("1.2.0")
    for way in [false, true] { #expect(try await world.publisher().remaining("v1.2.0", takingBack: way).isEmpty) }
    #expect(try await world.publisher().remaining("v9.9.9", takingBack: false).isEmpty)
  }
}
