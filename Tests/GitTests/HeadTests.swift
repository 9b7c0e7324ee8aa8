import Git
import Testing

@Suite("what is checked out")
struct HeadTests {
  @Test("a branch without a commit is unborn")
  func unborn() async throws {
    let clone = try await Clone("head-unborn")
    #expect(try clone.repository().head() == .unborn(branch: "main"))
  }

  @Test("a branch is named without its prefix, with every slash of its own")
  func branch() async throws {
    let clone = try await Clone("head-branch")
    let tip = try await clone.commit("feat: a")
    #expect(try clone.repository().head() == .branch(name: "main", tip))
    try await clone.git("checkout", "-q", "-b", "feature/deep/one")
    #expect(try clone.repository().head() == .branch(name: "feature/deep/one", tip))
  }

  @Test("a commit without a branch is detached, also at a tag")
  func detached() async throws {
    let clone = try await Clone("head-detached")
    let tip = try await clone.commit("feat: a")
    try await clone.git("tag", "-a", "-m", "x", "v1.0.0")
    try await clone.git("checkout", "-q", "v1.0.0")
    #expect(try clone.repository().head() == .detached(tip))
  }

  @Test("a linked working tree has its own")
  func linked() async throws {
    let clone = try await Clone("head-linked")
    let tip = try await clone.commit("feat: a")
    let other = "\(clone.folder)/linked"
    try await clone.git("worktree", "add", "-q", "-b", "side", other)
    let repository = try Repository(at: other)
    #expect(try repository.head() == .branch(name: "side", tip))
    #expect(repository.workTree == other)
    #expect(repository.commonDirectory == "\(clone.path)/.git")
    #expect(repository.gitDirectory == "\(clone.path)/.git/worktrees/linked")
  }
}
