import ExternalTools
import Git
import Testing

@Suite("making commits and tags")
struct RepositoryMakingTests {
  @Test("a commit and its tag are what git itself would have made")
  func sameAsGit() async throws {
    let clone = try await Clone("making-same")
    let root = try await clone.commit("feat: a", ["a": "1"])
    let times = ["GIT_AUTHOR_DATE": "1700000000 +0100", "GIT_COMMITTER_DATE": "1700000000 +0100"]
    try await clone.git(
      "commit", "-q", "--allow-empty", "-m", "chore: release v1.0.0", "-m", "body", environment: times)
    try await clone.git("tag", "-a", "-m", "v1.0.0", "-m", "notes\n\nmore", "v1.0.0", environment: times)
    let repository = try clone.repository()
    let commit = try await repository.writeCommit(
      tree: repository.tree(of: root), parents: [root], message: "chore: release v1.0.0\n\nbody", by: Clone.author)
    #expect(try await commit == clone.id("HEAD"))
    let tag = try await repository.writeTag(
      "v1.0.0", of: commit, message: "v1.0.0\n\nnotes\n\nmore\n", by: Clone.author)
    #expect(try await tag == clone.id("refs/tags/v1.0.0"))
  }

  @Test("nothing points at what was made")
  func noReference() async throws {
    let clone = try await Clone("making-no-reference")
    let root = try await clone.commit("feat: a", ["a": "1"])
    let before = try await clone.references()
    let repository = try clone.repository()
    _ = try await repository.writeTag("v1.0.0", of: root, message: "x", by: Clone.author)
    _ = try await repository.writeCommit(
      tree: repository.tree(of: root), parents: [root], message: "x", by: Clone.author)
    #expect(try await clone.references() == before)
  }

  @Test(
    "a name cannot end the line that it stands on",
    arguments: ["Eve\nparent 0", "Eve\r\nauthor x", "E<v>e", "E<\u{301}ve", "Eve\0", "  Eve  ", "", "\u{202E}evE"]
  )
  func hostileNames(name: String) async throws {
    let clone = try await Clone("making-hostile")
    let root = try await clone.commit("feat: a", ["a": "1"])
    let repository = try clone.repository()
    let author = Signature(name: name, email: "e\n<v>@example.org", time: 1_000_000, offsetMinutes: -90)
    let tree = try repository.tree(of: root)
    let commit = try await repository.writeCommit(tree: tree, parents: [root], message: "x", by: author)
    let tag = try await repository.writeTag("v1", of: commit, message: "x", by: author)
    try await clone.git("update-ref", "refs/tags/v1", tag.description)
    try await clone.git("fsck", "--strict")
    let shown = try await clone.git("log", "-1", "--format=%P|%ae|%ai", commit.description)
    #expect(shown == "\(root)|ev@example.org|1970-01-12 12:16:40 -0130")
  }

  @Test("what the environment says of the committer goes before the configuration, which goes before the bot")
  func identity() async throws {
    let clone = try await Clone("making-identity")
    let repository = try clone.repository()
    let own = try repository.identity(environment: [:])
    #expect((own.name, own.email) == ("Tester", "tester@example.org"))
    let committer = ["GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.org", "GITHUB_ACTIONS": "true"]
    let set = try repository.identity(environment: committer)
    #expect((set.name, set.email) == ("C", "c@example.org"))
    let empty = try repository.identity(environment: ["GIT_COMMITTER_NAME": "", "GITHUB_ACTIONS": "true"])
    #expect(empty.name == "Tester")
  }

  @Test("nobody is refused, but a bot of GitHub Actions works under its own name; an empty name is none")
  func nobody() async throws {
    let clone = try await Clone("making-nobody")
    try await clone.git("config", "user.name", "")
    try await clone.git("config", "user.email", "")
    let repository = try clone.repository()
    #expect(throws: (any Error).self) { try repository.identity(environment: [:]) }
    #expect(try repository.identity(environment: ["GITHUB_ACTIONS": "true"]).name == "github-actions[bot]")
  }
}
