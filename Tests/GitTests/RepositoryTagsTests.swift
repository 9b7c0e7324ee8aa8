import Git
import Testing

@Suite("When a tag was made")
struct RepositoryTagsTests {
  @Test("an annotated tag says it itself, a lightweight one by its commit, and nothing else does")
  func times() async throws {
    let clone = try await Clone("tag-times")
    let commit = try await clone.commit("one")
    try await clone.git("tag", "light")
    try await clone.git(
      "tag", "-a", "annotated", "-m", "tagger A <a> 1 +0000\n\nbody",
      environment: ["GIT_COMMITTER_DATE": "1700000777 +0530"])
    try await clone.git("tag", "tree", "HEAD^{tree}")
    let repository = try Repository(at: clone.path)
    let made = try repository.commit(commit).committerTime
    func time(_ tag: String) throws -> Int64? {
      try repository.time(ofTag: #require(try repository.reference("refs/tags/\(tag)")))
    }
    #expect(try time("light") == made)
    #expect(try time("annotated") == 1_700_000_777)
    #expect(try time("tree") == nil)
    #expect(try repository.time(ofTag: ObjectID(parsing: String(repeating: "1", count: 40))) == nil)
  }
}
