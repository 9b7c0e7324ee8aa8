import Git
import Refusals
import ReleaseEngine
import SemanticVersioning
import Testing

@testable import Planning

@Suite("Versions of branches and pull requests")
struct BranchVersionTests {
  @Test(
    "only a pre-release of 0.0.0 without a channel is one",
    arguments: [
      ("0.0.0-pr.12", true), ("0.0.0-main", true), ("0.0.0-feature-x.7", true),
      ("0.0.0-rc.1", false),  // a candidate like any other
      ("0.0.0-beta2", false), ("0.0.0", false), ("0.0.1-pr.12", false), ("1.0.0-pr.12", false),
      ("0.0.0-pr.12+5", false),  // no registry's tag holds it
    ])
  func holds(version: String, expected: Bool) throws {
    #expect(try BranchVersion.holds(SemanticVersion(parsing: version)) == expected)
  }

  private static let components = """
    images: { a: { repository: ghcr.io/x/a }, b: { repository: ghcr.io/x/b } }
    components: { one: { images: [a] }, two: { images: [b] } }
    """

  @Test("of several components all are built, or the one that is named")
  func scopes() throws {
    let configuration = try configuration(Self.components)
    func images(_ text: String, _ component: String? = nil) throws -> [String]? {
      try BranchVersion.resolve(text, component: component, in: configuration)?.scope.images.map(\.name)
    }
    #expect(try images("0.0.0-pr.12") == ["a", "b"])
    #expect(try images("v0.0.0-pr.12") == ["a", "b"])
    #expect(try images("0.0.0-pr.12", "two") == ["b"])
    #expect(try images("one/v0.0.0-pr.12") == ["a"])
    #expect(try images("1.2.0", "two") == nil)
    #expect(try images("nonsense") == nil)
    #expect(throws: Refusal.self) { try images("0.0.0-pr.12", "three") }
  }

  @Test("what is built is the commit that is checked out, stamped, without asking the remote")
  func subject() async throws {
    let world = try await ReleaseWorld("branch-subject")
    try await world.git("checkout", "-q", "--detach")
    let head = try await world.commit(["README": "a merge that is on no branch\n"], "feat: three")
    try await world.git("remote", "set-url", "origin", "/nowhere")
    for mode in ["commit", "check"] {
      let workspace = try world.workspace(at: world.clone, ReleaseWorld.configuration + "stamp: \(mode)\n")
      let subject = try PhaseSubject(
        branch: SemanticVersion(parsing: "0.0.0-pr.12"), of: ReleaseWorld.scope(workspace), in: workspace)
      #expect(subject.candidate.head.id == head && !subject.candidate.needsCommit)
      #expect(subject.origin.tag == "v0.0.0-pr.12" && subject.origin.version == "0.0.0-pr.12")
      #expect(subject.candidate.carried.contains { $0.after == "0.0.0-pr.12" })
    }
  }

  @Test("a file that the configuration names and the commit does not have is told")
  func missing() async throws {
    let world = try await ReleaseWorld("branch-missing")
    try await world.git("rm", "-q", "Dockerfile")
    try await world.commit([:], "feat: no Dockerfile")
    let workspace = try world.workspace()
    let list = try #require(throws: RefusalList.self) {
      try PhaseSubject(branch: SemanticVersion(parsing: "0.0.0-main"), of: ReleaseWorld.scope(workspace), in: workspace)
    }
    #expect(list.refusals.map(\.code) == [.missingPath])
  }
}
