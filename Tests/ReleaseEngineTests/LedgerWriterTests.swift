import EngineTesting
import Refusals
import Testing

@testable import ReleaseEngine

@Suite("Events of the ledger")
struct LedgerWriterTests {
  @Test("what changes nothing is no event")
  func nothing() async throws {
    let world = await World()
    let snapshot = try await world.publisher().writer.append(saying: "nothing") { _, _, _ in }
    #expect(snapshot.head == nil)
    #expect(await world.shelf.journal.isEmpty)
  }

  @Test("one is made anew from the newer state where another came first")
  func anew() async throws {
    let world = await World()
    let client = ShelfClient(
      "alice", on: world.shelf,
      beforeWrite: { if $0 == 1 { _ = try? await world.publisher("bob").begin(world.draft("1.3.0").record) } })
    _ = try await world.publisher(client).begin(world.draft("1.2.0").record)
    #expect(await world.shelf.state.records.count == 2)
    #expect(await world.shelf.history.map(\.what) == ["v1.3.0: cut begun", "v1.2.0: cut begun"])
  }

  @Test("one that is refused for another reason is not tried again and again")
  func refused() async throws {
    let world = await World()
    await world.shelf.refuse(Shelf.ledger.address, .forNow)
    let client = world.client()
    await #expect(throws: ShelfFailure.busy(Shelf.ledger.address)) {
      try await world.publisher(client).begin(world.draft("1.2.0").record)
    }
    #expect(client.writes == 1)
  }

  @Test("one that comes too late again and again says so in the end")
  func late() async throws {
    let world = await World()
    let versions = World.Ticks()
    let client = ShelfClient(
      "alice", on: world.shelf,
      beforeWrite: { _ in _ = try? await world.publisher("bob").begin(world.draft("1.\(versions.next()).0").record) })
    #expect(try await refusals { try await world.publisher(client).begin(world.draft("2.0.0").record) } == [.locked])
    #expect(client.writes == LedgerWriter.attempts)
    #expect(await world.record("2.0.0") == nil)
  }

  @Test("one that throws halfway leaves the ledger as it was")
  func thrown() async throws {
    let world = await World()
    await #expect(throws: CancellationError.self) {
      try await world.publisher().writer.append(saying: "x") { state, _, _ in
        state.records = ["v1.2.0": world.draft("1.2.0").record]
        throw CancellationError()
      }
    }
    #expect(await world.shelf.state == LedgerState())
  }
}
