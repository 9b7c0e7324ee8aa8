import EngineTesting
import ReleaseEngine
import Testing

@Suite("The laws of slots")
struct SlotLawsTests {
  @Test("slots in memory keep them", arguments: ["git", "images"])
  func memoryTag(place: PlaceName) async throws {
    try await expectSlotLaws(
      SlotSpecimen(MemoryTag(place, "latest"), "one", "two", besides: MemoryTag(place, "1.2")) {
        ShelfClient("alice", on: Shelf())
      })
  }

  @Test("a slot that is written in two steps keeps them")
  func memoryRelease() async throws {
    try await expectSlotLaws(
      SlotSpecimen(MemoryRelease("v1.2.0"), "one", "two", besides: MemoryRelease("v1.3.0")) {
        ShelfClient("alice", on: Shelf())
      })
  }

  @Test("a slot that is never empty keeps them")
  func occupied() async throws {
    try await expectSlotLaws(
      SlotSpecimen(MemoryTag("images", "latest"), "one", "two") {
        let shelf = Shelf()
        await shelf.put("zero", at: MemoryTag("images", "latest").address)
        return ShelfClient("alice", on: shelf)
      })
  }

  @Test("a broken slot breaks the law that it is broken in", arguments: BrokenSlot.Defect.allCases)
  func broken(defect: BrokenSlot.Defect) async throws {
    let specimen = SlotSpecimen(
      BrokenSlot(name: "x", defect: defect), "one", "two", besides: BrokenSlot(name: "y", defect: defect)
    ) { BrokenPlace() }
    let error = await #expect(throws: BrokenLaw.self) { try await expectSlotLaws(specimen) }
    #expect(error?.law == defect.law)
  }

  @Test("the same slot without a defect breaks none")
  func sound() async throws {
    let specimen = SlotSpecimen(BrokenSlot(name: "x"), "one", "two", besides: BrokenSlot(name: "y")) { BrokenPlace() }
    try await expectSlotLaws(specimen)
  }
}
