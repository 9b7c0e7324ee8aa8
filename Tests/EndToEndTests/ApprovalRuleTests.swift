import FoundationEssentials
import TestSupport
import Testing

/// What an approval is worth: as much as the default branch of the remote says, for what was approved, however late.
@Suite("What an approval is worth", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct ApprovalRuleTests {
  private static let rule = "approve:\n  by: signature\n  minimum: 1\n"

  /// Cuts a version in `folder` until it waits, lets alice sign, and gives the folder that was handed over.
  private func approved(_ version: String, _ world: StoryWorld, by alice: String) async throws -> String {
    let folder = "\(world.scratch.path)/handed-\(version)"
    let parked = try await world.run(["cut", version, "--yes", "--output", folder])
    #expect(parked.status == 6, "\(parked.story)")
    try await world.git("fetch", "-q", "origin", in: alice)
    try await world.succeeds(["approve", version, "--yes"], in: alice)
    return folder
  }

  @Test("a release approved on Monday does three weeks later what was approved, or less, and never more")
  func late() async throws {
    let world = try await StoryWorld(.small, extra: Self.rule)
    try await Signers(world).letIn(["alice"])
    let alice = try await Signers(world).clone("alice")
    let monday = try await approved("1.2.0", world, by: alice)
    let agreed = Set(try await world.record("1.2.0").claims.map(\.slot))

    // A hotfix of the line below goes out.
    try await world.git("checkout", "-q", "-b", "release/1.1", "v1.1.3")
    try await world.commit("fix: urgent")
    try await world.git("push", "-q", "-u", "origin", "release/1.1")
    let hotfix = try await approved("1.1.4", world, by: alice)
    try await world.succeeds(["resume", "1.1.4", "--input", hotfix])

    // The branch moves on, a higher release goes out, and releases get a further tag from now on.
    try await world.git("checkout", "-q", "main")
    let file = "\(world.clone)/.brokkr-release.yml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try StoryWorld.write(
      text.replacing(
        "    platforms: [linux/amd64]\n",
        with: "    platforms: [linux/amd64]\n    tags: ['{version}', '{major}.{minor}', '{major}', latest, edge]\n"),
      to: file)
    try StoryWorld.write("more\n", to: "\(world.clone)/more")
    try await world.push("feat: more")
    let higher = try await self.approved("1.3.0", world, by: alice)
    try await world.succeeds(["resume", "1.3.0", "--input", higher])
    let broker = "acme/brokkr-broker"
    try await world.git("pull", "-q", "--ff-only", "origin", "main")
    try StoryWorld.write("and more\n", to: "\(world.clone)/more")
    try await world.push("feat: and more")
    let before = world.registry.tags()

    let fresh = try await world.another("fresh")
    let outcome = try await world.succeeds(["resume", "v1.2.0", "--input", monday], in: fresh)
    for tag in ["1", "latest"] {
      let said = "\(broker):\(tag) stays with v1.3.0, which is higher"
      #expect(outcome.output.contains(said), "that \(tag) stays is not said: \(outcome.story)")
    }
    let record = try await world.record("1.2.0")
    #expect(record.state == "published")
    #expect(Set(record.claims.map(\.slot)) == agreed)
    let written = record.changes.filter { $0.state == "done" }.map(\.slot)
    #expect(agreed.isSuperset(of: written), "never more: \(written)")
    let after = world.registry.tags()
    let moved = Set(after.keys).union(before.keys).filter { after[$0] != before[$0] }
    #expect(moved == ["\(broker):1.2.0", "\(broker):1.2", "acme/charts/brokkr-broker:1.2.0"])
    #expect(world.tag(broker, "latest") == world.tag(broker, "1.3.0"))
    #expect(world.tag(broker, "1.1") == world.tag(broker, "1.1.4"))
    #expect(try await world.git("show", "main:more", in: world.origin) == "and more")
    #expect(try await world.git("merge-base", "--is-ancestor", "v1.2.0", "main", in: world.origin) == "")
    for version in ["1.1.4", "1.2.0", "1.3.0"] { try await world.succeeds(["verify", version]) }
    await world.registry.ended()
  }

  @Test("neither the released commit nor a flag nor a variable changes who must agree, and who may")
  func weakened() async throws {
    let world = try await StoryWorld(.small, extra: Self.rule)
    try await Signers(world).letIn(["alice"])
    // A branch that lets everybody through, and eve besides.
    try await world.git("checkout", "-q", "-b", "release/1.1", "v1.1.3")
    try StoryWorld.write(
      try await Signers(world).lines(for: ["alice", "eve"]), to: "\(world.clone)/.github/allowed_signers")
    let file = "\(world.clone)/.brokkr-release.yml"
    let weak = try String(contentsOfFile: file, encoding: .utf8).replacing("by: signature", with: "by: none")
    try StoryWorld.write(weak, to: file)
    try await world.commit("fix: let me through")
    try await world.git("push", "-q", "-u", "origin", "release/1.1")
    let folder = "\(world.scratch.path)/handed"
    let parked = try await world.run(["cut", "1.1.4", "--yes", "--output", folder])
    #expect(parked.status == 6, "\(parked.story)")
    let eve = try await Signers(world).clone("eve")
    try await world.git("checkout", "-q", "release/1.1", in: eve)
    try await world.refuses(["approve", "1.1.4", "--yes"], 6, ["not among the allowed signers"], in: eve)
    let other = try world.configuration([])
    let resume = ["resume", "1.1.4", "--input", folder]
    let missing = ["waits for signatures", "0 of 1"]
    try await world.refuses(resume + ["--yes", "--config", other], 6, missing)
    try await world.refuses(resume, 6, missing, with: ["BROKKR_RELEASE_YES": "true"])
    try await world.refuses(
      resume, 6, missing, with: ["BROKKR_RELEASE_CONFIG": other, "BROKKR_RELEASE_APPROVE": "none"])
    try await world.refuses(["publish", "1.1.4", "--input", folder, "--yes", "--config", other], 6, missing)
    // Nor does a configuration that wants to know of no remote.
    let alone = "\(world.scratch.path)/alone.yml"
    try StoryWorld.write(weak + "remote: \"\"\n", to: alone)
    let tags = world.registry.tags()
    try await world.refuses(["cut", "1.1.5", "--yes", "--config", alone], 6, ["goes around the approvals of origin"])
    #expect(world.registry.tags() == tags)
    // The default branch is what the remote says, and not what this clone takes for it.
    try await world.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/release/1.1")
    try await world.refuses(resume + ["--yes"], 6, missing)
    let alice = try await Signers(world).clone("alice")
    try await world.succeeds(["approve", "1.1.4", "--yes"], in: alice)
    try await world.succeeds(resume)
    #expect(try await world.record("1.1.4").approvals.map(\.by) == ["alice@example.org"])
    await world.registry.ended()
  }
}
