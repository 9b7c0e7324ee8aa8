import FoundationEssentials
import TestSupport
import Testing

/// The mark `latest` where the page that is to bear it cannot, and where people have a hand in it.
@Suite("The latest mark on GitHub's stand-in", .enabled(if: Executable.canRelease))
struct LatestMarkTests {
  private func succeeds(_ world: ForgeWorld, _ arguments: String...) async throws {
    let outcome = try await world.run(arguments)
    #expect(outcome.status == 0, "\(outcome.story)")
  }

  /// Commits to main as it is on the remote.
  private func commit(_ message: String, in world: ForgeWorld) async throws {
    try await world.world.git("pull", "-q", "--rebase", "origin", "main")
    try await world.world.commit(message)
    try await world.world.git("push", "-q", "origin", "main")
  }

  @Test("a rollback that keeps floating tags does not keep the mark of a page that is withdrawn")
  func keptFloating() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.2.0", "--yes")
    try await commit("fix: more", in: world)
    try await succeeds(world, "cut", "1.2.1", "--yes")
    let before = try await world.world.snapshot()
    let floating = world.world.tag("acme/brokkr-broker", "latest")

    try await succeeds(world, "rollback", "v1.2.1", "--keep", "floating", "--yes")
    #expect(try await world.latest() == "v1.2.0")
    #expect(world.world.tag("acme/brokkr-broker", "latest") == floating)
    try await succeeds(world, "verify", "v1.2.1")
    try await succeeds(world, "verify", "v1.2.0")
    try await succeeds(world, "rollback", "v1.2.1", "--undo", "--yes")
    #expect(try await world.latest() == "v1.2.1")
    #expect(try await world.world.snapshot() == before)

    // With its page kept the mark stays as well.
    try await succeeds(world, "rollback", "v1.2.1", "--keep", "floating,release", "--yes")
    #expect(try await world.latest() == "v1.2.1")
    try await succeeds(world, "verify", "v1.2.1")
    try await commit("fix: again", in: world)
    try await succeeds(world, "plan", "1.2.2")
  }

  @Test(
    "the base of the mark was withdrawn, or became a draft: the rollback leaves the mark and ends",
    arguments: [false, true])
  func unfitBase(isPurged: Bool) async throws {
    let world = try await ForgeWorld(
      StoryWorld.Size(parts: ["broker", "agent"], platforms: "linux/amd64", values: ""),
      extra: """
        github:
          latest: broker
        components:
          broker: { tag: "broker/v{version}", paths: ["app/**"], images: [broker], charts: [brokkr-broker] }
          agent: { tag: "agent/v{version}", paths: ["app/**"], images: [agent], charts: [brokkr-agent] }

        """)
    let purge = isPurged ? ["--purge"] : []
    try await succeeds(world, "cut", "agent/v1.2.0", "--yes")
    try await succeeds(world, "cut", "broker/v1.2.0", "--yes")
    #expect(try await world.latest() == "broker/v1.2.0")
    let agent = try await world.run(["rollback", "agent/v1.2.0", "--yes"] + purge)
    #expect(agent.status == 0, "\(agent.story)")
    try await succeeds(world, "rollback", "broker/v1.2.0", "--yes")
    #expect(try await world.latest() == nil)
    try await succeeds(world, "verify", "broker/v1.2.0")
    let status = try await world.run(["status", "--json"])
    #expect(status.output.contains(#""lock":null"#), "\(status.story)")
    try await succeeds(world, "rollback", "broker/v1.2.0", "--undo", "--yes")
    #expect(try await world.latest() == "broker/v1.2.0")
    try await succeeds(world, "verify", "broker/v1.2.0")
  }

  @Test("an old page that somebody deleted stops nothing but the mark, and doctor says so by day")
  func deletedBase() async throws {
    let world = try await ForgeWorld()
    try await world.forge.post(
      "releases", #"{"tag_name": "v1.1.3", "draft": false, "name": "old", "make_latest": "true"}"#)
    let floating = world.world.tag("acme/brokkr-broker", "latest")
    try await succeeds(world, "cut", "1.2.0", "--yes")
    struct Page: Decodable {
      var id: Int64
      var tag_name: String
    }
    let page = try #require(
      try await world.forge.value("releases", as: [Page].self).first { $0.tag_name == "v1.1.3" })
    #expect(try await world.forge.person("DELETE", "releases/\(page.id)"))

    let doctor = try await world.run(["doctor", "--for", "rollback"])
    #expect(
      doctor.output.contains("could not give the latest mark back: the release v1.1.3 is gone"), "\(doctor.story)")
    let rollback = try await world.run(["rollback", "v1.2.0", "--yes"])
    #expect(rollback.status == 0, "\(rollback.story)")
    #expect(
      rollback.output.contains("github:acme/app/latest stays as it is: the release v1.1.3 is gone"), "\(rollback.story)"
    )
    #expect(world.world.tag("acme/brokkr-broker", "latest") == floating)
    #expect(try await world.latest() == nil)
    try await succeeds(world, "verify", "v1.2.0")
    try await commit("fix: more", in: world)
    try await succeeds(world, "cut", "1.2.1", "--yes")
    #expect(try await world.latest() == "v1.2.1")
  }

  @Test("a forced hotfix takes the mark from no higher release that was made without this tool")
  func forcedHotfix() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.2.0", "--yes")
    try await world.world.git("branch", "release/1.2", "v1.2.0")
    try await world.world.git("push", "-q", "origin", "release/1.2")
    try await commit("feat!: other", in: world)
    try await world.world.git("tag", "v2.0.0")
    try await world.world.git("push", "-q", "origin", "v2.0.0")
    try await world.forge.post(
      "releases", #"{"tag_name": "v2.0.0", "draft": false, "name": "two", "make_latest": "true"}"#)
    #expect(try await world.latest() == "v2.0.0")
    try await world.world.git("checkout", "-q", "release/1.2")
    try await world.world.commit("fix: backport")
    try await world.world.git("push", "-q", "origin", "release/1.2")
    let refused = try await world.run(["cut", "1.2.1", "--yes"])
    #expect(refused.status == 10 && refused.errors.contains("and shows v2.0.0"), "\(refused.story)")
    let drifted = try await world.run(["verify", "v1.2.0"])
    #expect(drifted.output.contains("expected v1.2.0, found v2.0.0"), "\(drifted.story)")
    try await succeeds(world, "cut", "1.2.1", "--force", "github:acme/app/latest", "--yes")
    #expect(try await world.latest() == "v2.0.0")
    try await succeeds(world, "verify", "v1.2.1")
    try await succeeds(world, "rollback", "v1.2.1", "--yes")
    #expect(try await world.latest() == "v2.0.0")
  }
}
