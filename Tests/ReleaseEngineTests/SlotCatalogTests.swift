import EngineTesting
import Refusals
import ReleaseEngine
import Testing

@Suite("The catalog of slots")
struct SlotCatalogTests {
  @Test("slots of several kinds and places are read at once, and an empty one has no entry")
  func reading() async throws {
    let (page, image) = (World.page("1.2.0"), World.image("1.2.0"))
    let world = await World(holding: [page: "page-1.2.0", image: "image-1.2.0"])
    let names = [page, image, World.tag("1.2.0")].map(World.name)
    let held = try await world.publisher().catalog.read(names)
    #expect(held.mapValues(\.identity) == [World.name(of: page): "page-1.2.0", World.name(of: image): "image-1.2.0"])
  }

  @Test("a kind that this version does not know is said to be one, and nothing is written")
  func unknownKind() async throws {
    let world = await World()
    let catalog = world.publisher().catalog
    let name = SlotName("future.slot", "future:x")
    #expect(try await refusals { try await catalog.read([name]) } == [.ledgerDamaged])
    let change = SlotChange(name, .tag, from: nil, to: HeldValue("x"))
    #expect(try await refusals { try await catalog.apply([change]) } == [.ledgerDamaged])
    #expect(await world.shelf.journal.isEmpty)
  }

  @Test("no change is no conversation")
  func empty() async throws { try await SlotCatalog([]).apply([]) }
}
