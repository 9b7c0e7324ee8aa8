import Git
import Testing

@Suite("references of a repository")
struct RepositoryReferencesTests {
  @Test("an annotated tag is its object, a symbolic reference what it leads to, a missing one nil")
  func reading() async throws {
    let clone = try await Clone("references-reading")
    let tip = try await clone.commit("feat: a")
    try await clone.git("tag", "light")
    try await clone.git("tag", "-a", "-m", "x", "heavy")
    let repository = try clone.repository()
    #expect(try repository.reference("refs/tags/light") == tip)
    #expect(try await repository.reference("refs/tags/heavy") == clone.id("refs/tags/heavy"))
    #expect(try repository.reference("refs/tags/heavy") != tip)
    #expect(try repository.reference("HEAD") == tip)
    #expect(try repository.reference("refs/tags/none") == nil)
    #expect(try repository.reference("refs/tags/light/below") == nil)
  }

  @Test("lists everything below a prefix, packed or loose, by name, and no symbolic reference")
  func listing() async throws {
    let clone = try await Clone("references-listing")
    let tip = try await clone.commit("feat: a")
    for name in ["v1.0.0", "v1.10.0", "agent/v1.0.0"] { try await clone.git("tag", name) }
    try await clone.git("pack-refs", "--all")
    try await clone.git("tag", "v1.2.0")
    try await clone.git("symbolic-ref", "refs/tags/symbolic", "refs/tags/v1.0.0")
    let repository = try clone.repository()
    let names = ["refs/tags/agent/v1.0.0", "refs/tags/v1.0.0", "refs/tags/v1.10.0", "refs/tags/v1.2.0"]
    #expect(try repository.references(under: "refs/tags/").map(\.name) == names)
    #expect(try repository.references(under: "refs/tags/").allSatisfy { $0.target == tip })
    #expect(try repository.references(under: "refs/tags/v1.1").map(\.name) == ["refs/tags/v1.10.0"])
    #expect(try repository.references(under: "refs/none/").isEmpty)
  }

  @Test("names that git allows and nobody expects are listed as they are")
  func oddNames() async throws {
    let clone = try await Clone("references-odd")
    let tip = try await clone.commit("feat: a")
    let odd = [
      "-f", "--upload-pack=x", "v1;id", "$(id)", "`id`", "\"q\"", "'q'", "a|b", "<>", "${{x}}", "v\u{202E}1",
      "v1.2.3\u{200B}", "v１.2.3", "v01.2.3", "V1.2.3", "e\u{301}", "é", String(repeating: "9", count: 200),
    ]
    let lines = odd.map { "create refs/tags/\($0) \(tip)\n" }.joined()
    try await clone.git("update-ref", "--stdin", input: lines)
    let found = try clone.repository().references(under: "refs/tags/").map(\.name.utf8).map(Array.init)
    #expect(Set(found) == Set(odd.map { Array("refs/tags/\($0)".utf8) }))
  }

  @Test("an update counts only over what it expects")
  func compareAndSwap() async throws {
    let clone = try await Clone("references-swap")
    let (one, two) = (try await clone.commit("feat: a"), try await clone.commit("feat: b"))
    let repository = try clone.repository()
    try repository.update("refs/x/log", to: one, from: nil)
    #expect(throws: GitError.self, "it exists") { try repository.update("refs/x/log", to: two, from: nil) }
    #expect(throws: GitError.self, "it holds another") { try repository.update("refs/x/log", to: two, from: two) }
    #expect(throws: GitError.self, "removing another") { try repository.update("refs/x/log", to: nil, from: two) }
    #expect(throws: GitError.self, "below a reference") { try repository.update("refs/x/log/v1", to: one, from: nil) }
    #expect(throws: GitError.self, "no valid name") { try repository.update("refs/x/a b", to: one, from: nil) }
    #expect(try repository.reference("refs/x/log") == one)
    try repository.update("refs/x/log", to: two, from: one)
    #expect(try repository.reference("refs/x/log") == two)
    try repository.update("refs/x/log", to: nil, from: two)
    #expect(try repository.reference("refs/x/log") == nil)
    #expect(throws: GitError.self, "it is gone") { try repository.update("refs/x/log", to: two, from: one) }
  }

  @Test("of many that make the same reference at once exactly one succeeds")
  func oneWinner() async throws {
    let clone = try await Clone("references-winner")
    var tips: [ObjectID] = []
    for number in 0..<6 { tips.append(try await clone.plant("lock \(number)", at: 1_700_000_000, after: [])) }
    for round in 0..<10 {
      let winners = try await withThrowingTaskGroup(of: ObjectID?.self) { group in
        for tip in tips {
          // A repository of its own for each, as several processes would have.
          let repository = try clone.repository()
          group.addTask {
            do {
              try repository.update("refs/x/lock-\(round)", to: tip, from: nil)
              return tip
            } catch is GitError {
              return nil
            }
          }
        }
        return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
      }
      #expect(winners.count == 1)
      #expect(try clone.repository().reference("refs/x/lock-\(round)") == winners.first)
    }
  }

  @Test("a chain that many append to at once loses nothing")
  func parallelAppends() async throws {
    let clone = try await Clone("references-appends")
    let (writers, appends) = (4, 10)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        let repository = try clone.repository()
        group.addTask {
          let chain = StateChain("refs/x/log", in: repository)
          for number in 0..<appends {
            while true {
              let head = try repository.reference(chain.reference)
              let files = ["\(writer)/\(number)": Array("x".utf8) as [UInt8]?]
              let next = try chain.write(files, after: head, message: "\(writer)-\(number)\n", by: Clone.author)
              do {
                try repository.update(chain.reference, to: next, from: head)
                break
              } catch is GitError {
                await Task.yield()
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let repository = try clone.repository()
    let head = try #require(try repository.reference("refs/x/log"))
    #expect(try repository.files(in: head).count == writers * appends)
    #expect(try await clone.git("rev-list", "--count", "refs/x/log") == "\(writers * appends)")
    try await clone.git("fsck", "--strict")
  }
}
