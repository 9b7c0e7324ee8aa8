import Refusals
import Testing

@testable import Planning

@Suite("Who must agree")
struct ApprovalPolicyTests {
  private static func text(_ approve: String) -> String {
    "images: { app: { repository: ghcr.io/acme/app } }\n\(approve)\n"
  }

  private static let strict = text("approve: { by: signature, minimum: 2 }")
  private static let weak = text("approve: { by: none }")

  private func inEffect(_ world: ReleaseWorld, _ text: String? = nil) async throws -> ApprovalConfiguration {
    let workspace = try world.workspace(at: nil, text)
    return try await ApprovalPolicy.inEffect(workspace, RemoteFacts.ask(workspace.git))
  }

  @Test("a branch, a commit or a file at hand that weakens it does not count")
  func weakened() async throws {
    let world = try await ReleaseWorld("weakened", files: [".brokkr-release.yml": Self.strict])
    try await world.git("checkout", "-q", "-b", "weaker")
    try await world.commit([".brokkr-release.yml": Self.weak], "chore: let me through")
    #expect(try await inEffect(world).by == .signature)
    try await world.git("push", "-q", "origin", "weaker")
    let approve = try await inEffect(world)
    #expect(approve.by == .signature)
    #expect(approve.minimum == 2)
    #expect(try await inEffect(world, Self.weak).by == .signature)
    #expect(try await inEffect(world, Self.text("")).by == .signature)
  }

  @Test("what was pushed to the default branch meanwhile counts, though it was not fetched")
  func notFetched() async throws {
    let world = try await ReleaseWorld("not-fetched", files: [".brokkr-release.yml": Self.weak])
    let other = try await world.another("other")
    try await world.commit([".brokkr-release.yml": Self.strict], "chore: two people", in: other)
    try await world.git("push", "-q", "origin", "main", in: other)
    #expect(try await inEffect(world).by == .signature)
  }

  @Test("the default branch is the one that the remote names")
  func defaultBranch() async throws {
    let world = try await ReleaseWorld("default-branch", files: [".brokkr-release.yml": Self.weak])
    try await world.git("checkout", "-q", "-b", "trunk")
    try await world.commit([".brokkr-release.yml": Self.strict], "chore: two people")
    try await world.git("push", "-q", "origin", "trunk")
    #expect(try await inEffect(world).by == ApprovalConfiguration.Method.none)
    try await world.git("symbolic-ref", "HEAD", "refs/heads/trunk", in: world.origin)
    try await world.git("checkout", "-q", "main")
    #expect(try await inEffect(world).by == .signature)
  }

  @Test("where the default branch has no configuration, or there is no remote, the one at hand counts")
  func atHand() async throws {
    let world = try await ReleaseWorld("at-hand")
    try await world.git("rm", "-q", ".brokkr-release.yml")
    try await world.commit([:], "chore: no configuration")
    try await world.git("push", "-q", "origin", "main")
    #expect(try await inEffect(world, Self.strict).by == .signature)
    try await world.commit([".brokkr-release.yml": Self.weak], "chore: configuration")
    #expect(try await inEffect(world, "remote: ''\n" + Self.strict).by == .signature)
  }

  @Test("a configuration that names no remote goes around nothing where images would leave the repository")
  func noRemote() async throws {
    let world = try await ReleaseWorld("no-remote", files: [".brokkr-release.yml": Self.strict])
    let refusal = try await #require(throws: Refusal.self) { try await inEffect(world, "remote: ''\n" + Self.weak) }
    #expect(refusal.code == .approvalMissing)
    #expect(refusal.remedy.contains("`remote: origin`"))
    // What stays here concerns nobody else.
    let here = "remote: ''\nimages: { app: { repository: 'oci-layout:out' } }\napprove: { by: none }\n"
    #expect(try await inEffect(world, here).by == ApprovalConfiguration.Method.none)
    try await world.commit([".brokkr-release.yml": Self.text("approve: { by: prompt }")], "chore: a prompt will do")
    try await world.git("push", "-q", "origin", "main")
    #expect(try await inEffect(world, "remote: ''\n" + Self.weak).by == .prompt)
    try await world.git("remote", "remove", "origin")
    #expect(try await inEffect(world, "remote: ''\n" + Self.weak).by == ApprovalConfiguration.Method.none)
  }

  @Test("a configuration of the default branch that cannot be read is named as such")
  func damaged() async throws {
    let world = try await ReleaseWorld("damaged", files: [".brokkr-release.yml": "approve: { by: nobody }\n"])
    let list = try await #require(throws: RefusalList.self) { try await inEffect(world, Self.weak) }
    #expect(list.refusals.map(\.code) == [.configuration])
    #expect(list.refusals[0].what.hasPrefix("origin/main:.brokkr-release.yml:1:"))
  }
}
