import Refusals
import Testing
import TestSupport

@testable import Git

@Suite("clones that hold a part")
struct PartialCloneTests {
  @Test("content that a partial clone left out is named with the line that fetches it")
  func missingBlob() async throws {
    let origin = try await Clone("partial-missing")
    let tip = try await origin.commit("feat: a", ["dir/a": "1"])
    try await origin.git("config", "uploadpack.allowFilter", "true")
    let partial = try await origin.cloned("partial", "--filter=blob:none", "--no-checkout")
    let refusal = #expect(throws: Refusal.self) { try partial.repository().file("dir/a", in: tip) }
    #expect(refusal?.code == .contentMissing)
    let line = try #require(refusal?.remedy.split(separator: "`").dropFirst().first)
    try await partial.git(line.split(separator: " ").dropFirst().map(String.init), in: partial.path)
    #expect(try partial.repository().file("dir/a", in: tip) == Array("1".utf8))
  }

  @Test("what is fetched into a partial clone comes with its content")
  func fetchedWhole() async throws {
    let origin = try await Clone("partial-fetch")
    try await origin.commit("feat: a", ["a": "1"])
    try await origin.git("config", "uploadpack.allowFilter", "true")
    let partial = try await origin.cloned("partial", "--filter=blob:none")
    let chain = StateChain("refs/x/log", in: try origin.repository())
    let head = try chain.write(["releases/v1/record.json": [1]], after: nil, message: "x", by: Clone.author)
    try await origin.git("update-ref", "refs/x/log", head.description)
    let repository = try partial.repository()
    try await Remote("origin", of: repository).fetch(["refs/x/log"])
    #expect(try repository.file("releases/v1/record.json", in: head) == [1])
    #expect(try await partial.git("config", "remote.origin.partialclonefilter") == "blob:none")
  }

  @Test("a shallow clone fetches a ledger whole, pushes to it, and stays shallow")
  func shallow() async throws {
    let seed = try await Clone("partial-shallow")
    for number in 1...4 { try await seed.commit("feat: \(number)") }
    let origin = try await seed.cloned("origin.git", "--bare")
    let chain = StateChain("refs/x/log", in: try origin.repository())
    var head = try chain.write(["a": [1]], after: nil, message: "root", by: Clone.author)
    for number in 2...4 {
      head = try chain.write(["a": [UInt8(number)]], after: head, message: "\(number)", by: Clone.author)
    }
    try await origin.git("update-ref", "refs/x/log", head.description)
    let clone = try await origin.cloned("shallow", "--depth", "1")
    let repository = try clone.repository()
    let remote = Remote("origin", of: repository)
    try await remote.fetch(["refs/x/log"])
    let range = try repository.commits(from: head, excluding: [])
    #expect(range.commits.map(\.subject) == ["4", "3", "2", "root"])
    #expect(!range.isCutOff)
    #expect(repository.isShallow)
    let tip = try await clone.id("HEAD")
    let next = try StateChain("refs/x/log", in: repository).write(
      ["b": [1]], after: head, message: "5", by: Clone.author)
    let tag = try await repository.writeTag("v1", of: tip, message: "x", by: Clone.author)
    try await remote.apply([
      ReferenceUpdate(name: "refs/x/log", before: head, after: next),
      ReferenceUpdate(name: "refs/tags/v1", before: nil, after: tag),
    ])
    #expect(try await origin.id("refs/tags/v1^{commit}") == tip)
    #expect(try await origin.id("refs/x/log") == next)
  }

  @Test("after a push the remote-tracking branch has followed")
  func tracking() async throws {
    let seed = try await Clone("partial-tracking")
    let tip = try await seed.commit("feat: a")
    let origin = try await seed.cloned("origin.git", "--bare")
    let clone = try await origin.cloned("work")
    let repository = try clone.repository()
    let next = try await repository.writeCommit(
      tree: repository.tree(of: tip), parents: [tip], message: "x", by: Clone.author)
    try await Remote("origin", of: repository).apply([
      ReferenceUpdate(name: "refs/heads/main", before: tip, after: next)
    ])
    #expect(try repository.reference("refs/remotes/origin/main") == next)
  }

  @Test("what is not in the clone is not pushed, and is named")
  func absent() async throws {
    let seed = try await Clone("partial-absent")
    try await seed.commit("feat: a")
    let origin = try await seed.cloned("origin.git", "--bare")
    let clone = try await origin.cloned("work")
    let absent = try ObjectID(parsing: String(repeating: "1", count: 40))
    let refusal = await #expect(throws: Refusal.self) {
      try await Remote("origin", of: try clone.repository()).apply([
        ReferenceUpdate(name: "refs/tags/v1", before: nil, after: absent)
      ])
    }
    #expect(refusal?.code == .contentMissing)
    #expect(refusal?.what.contains("refs/tags/v1") == true)
  }
}
