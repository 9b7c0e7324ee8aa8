import Git
import Refusals
import Testing

@Suite("references moved in the repository itself")
struct LocalReferencesTests {
  private func three(_ name: String) async throws -> (Clone, [ObjectID]) {
    let clone = try await Clone(name)
    var tips: [ObjectID] = []
    for number in 1...3 { tips.append(try await clone.commit("feat: \(number)")) }
    return (clone, tips)
  }

  @Test("all move together: made, moved, removed, and one that stays away")
  func together() async throws {
    let (clone, tips) = try await three("local-together")
    try await clone.git("update-ref", "refs/tags/old", tips[0].description)
    try await clone.git("update-ref", "refs/x/moved", tips[0].description)
    let store = LocalReferences(try clone.repository())
    try await store.apply([
      ReferenceUpdate(name: "refs/tags/new", before: nil, after: tips[1]),
      ReferenceUpdate(name: "refs/x/moved", before: tips[0], after: tips[2]),
      ReferenceUpdate(name: "refs/tags/old", before: tips[0], after: nil),
      ReferenceUpdate(name: "refs/tags/none", before: nil, after: nil),
    ])
    let names = ["refs/tags/new", "refs/x/moved", "refs/tags/old", "refs/tags/none", "refs/x"]
    #expect(try await store.references(names) == ["refs/tags/new": tips[1], "refs/x/moved": tips[2]])
  }

  @Test("where one is not as expected none moves, and that one is named")
  func stale() async throws {
    let (clone, tips) = try await three("local-stale")
    try await clone.git("update-ref", "refs/x/b", tips[0].description)
    let before = try await clone.references()
    let store = LocalReferences(try clone.repository())
    for expected in [nil, tips[1]] {
      let rejection = await #expect(throws: ReferenceRejected.self) {
        try await store.apply([
          ReferenceUpdate(name: "refs/x/a", before: nil, after: tips[1]),
          ReferenceUpdate(name: "refs/x/b", before: expected, after: tips[2]),
          ReferenceUpdate(name: "refs/x/c", before: nil, after: tips[1]),
        ])
      }
      #expect(rejection?.name == "refs/x/b")
      #expect(rejection?.isStale == true)
      #expect(rejection?.isUnauthorized == false)
      #expect(try await clone.references() == before)
    }
  }

  @Test("what can never be is refused, and is not called stale")
  func impossible() async throws {
    let (clone, tips) = try await three("local-impossible")
    let store = LocalReferences(try clone.repository())
    try await store.apply([ReferenceUpdate(name: "refs/x/log", before: nil, after: tips[0])])
    let before = try await clone.references()
    let absent = try ObjectID(parsing: String(repeating: "1", count: 40))
    let updates = [
      ReferenceUpdate(name: "refs/x/log/v1", before: nil, after: tips[0]),  // a folder in place of a reference
      ReferenceUpdate(name: "refs/x/a..b", before: nil, after: tips[0]),  // no valid name
      ReferenceUpdate(name: "refs/x/absent", before: nil, after: absent),  // to an object that is not there
      ReferenceUpdate(name: "refs/x/a \(tips[0])\ndelete refs/x/log", before: nil, after: tips[0]),  // another command
    ]
    for update in updates {
      let rejection = await #expect(throws: ReferenceRejected.self) { try await store.apply([update]) }
      #expect(rejection?.isStale == false, "\(update.name)")
      #expect(rejection?.name == update.name)
      #expect(rejection?.reason.isEmpty == false)
      #expect(try await clone.references() == before)
    }
  }

  @Test("a lock that a killed process left is named after a while, and nothing moved")
  func leftLock() async throws {
    let (clone, tips) = try await three("local-lock")
    try clone.write("", to: "clone/.git/refs/x/log.lock")
    let store = LocalReferences(try clone.repository())
    let refusal = await #expect(throws: Refusal.self) {
      try await store.apply([
        ReferenceUpdate(name: "refs/x/a", before: nil, after: tips[0]),
        ReferenceUpdate(name: "refs/x/log", before: nil, after: tips[0]),
      ])
    }
    #expect(refusal?.why.contains("refs/x/log.lock") == true)
    #expect(try await store.references(["refs/x/a", "refs/x/log"]).isEmpty)
  }

  @Test("nothing to move is fine")
  func nothing() async throws {
    let (clone, _) = try await three("local-nothing")
    try await LocalReferences(try clone.repository()).apply([])
  }

  @Test("of many that append at once every one gets through after looking again")
  func race() async throws {
    let (clone, _) = try await three("local-race")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        let repository = try clone.repository()
        group.addTask {
          let (store, chain) = (LocalReferences(repository), StateChain("refs/x/log", in: repository))
          for number in 0..<3 {
            while true {
              let head = try await store.references([chain.reference])[chain.reference]
              let next = try chain.write(["\(writer)-\(number)": [1]], after: head, message: "x\n", by: Clone.author)
              do {
                try await store.apply([ReferenceUpdate(name: chain.reference, before: head, after: next)])
                break
              } catch is ReferenceRejected {
                await Task.yield()
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await clone.git("rev-list", "--count", "refs/x/log") == "12")
    let repository = try clone.repository()
    #expect(try repository.files(in: try #require(try repository.reference("refs/x/log"))).count == 12)
  }
}
