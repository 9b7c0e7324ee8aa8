import EngineTesting
import Refusals
import ReleaseEngine
import Testing

@Suite("A change")
struct ChangeTests {
  private let slot = MemoryTag("images", "latest")
  private let other = MemoryTag("images", "1.2")

  private func shelf(_ value: String?) async -> Shelf {
    let shelf = Shelf()
    await shelf.put(value, at: slot.address)
    return shelf
  }

  @Test("one that was made already writes nothing")
  func done() async throws {
    let shelf = await shelf("two")
    try await Change.apply([Change(slot, from: "one", to: "two")], at: ShelfClient("alice", on: shelf))
    #expect(await shelf.journal.isEmpty)
  }

  @Test("where one slot of a group is a stranger's, none of the group is written")
  func drift() async throws {
    let shelf = await shelf("foreign")
    let changes = [Change(other, from: nil, to: "two"), Change(slot, from: "one", to: "two")]
    let drift = await #expect(throws: Drift.self) {
      try await Change.apply(changes, at: ShelfClient("alice", on: shelf))
    }
    #expect(drift == Drift(slot: slot.address, expected: "one", found: "foreign"))
    #expect(await shelf.journal.isEmpty)
  }

  @Test("a write that was answered with a failure and is there was made")
  func lostAnswer() async throws {
    let shelf = await shelf("one")
    let client = ShelfClient("alice", on: shelf, fault: .losesAnswer(1))
    try await Change.apply([Change(slot, from: "one", to: "two")], at: client)
    #expect(await shelf.values[slot.address] == "two")
  }

  @Test("a write that was answered with a failure and is not there throws the answer")
  func failure() async throws {
    let shelf = await shelf("one")
    let client = ShelfClient("alice", on: shelf, fault: .fails(1))
    await #expect(throws: ShelfFailure.noAnswer) {
      try await Change.apply([Change(slot, from: "one", to: "two")], at: client)
    }
  }

  @Test("a write that was refused since a stranger came first is drift, whatever the place called it")
  func race() async throws {
    let slot = MemoryTag("git", "v1.2.0")
    let shelf = Shelf()
    let client = ShelfClient("alice", on: shelf, beforeWrite: { _ in await shelf.put("foreign", at: slot.address) })
    let drift = await #expect(throws: Drift.self) {
      try await Change.apply([Change(slot, from: nil, to: "one")], at: client)
    }
    #expect(drift?.found == "foreign")
  }

  @Test("a write that was answered well and is not there is no success, and nobody else's change")
  func silence() async throws {
    let slot = BrokenSlot(name: "x", defect: .ignoresWrites)
    let refusal = await #expect(throws: Refusal.self) {
      try await Change.apply([Change(slot, from: nil, to: "one")], at: BrokenPlace())
    }
    #expect(refusal?.why == "Its place said that it was, and still shows nothing")
  }
}
