import TestSupport
import Testing

/// The whole story on real parts: git, docker-registry, buildah and the Helm engine.
@Suite("A release engineer's year", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct StoryTests {
  /// Cuts and expects success.
  private func cut(_ version: String, in world: StoryWorld) async throws {
    let outcome = try await world.run("cut", version, "--yes")
    #expect(outcome.status == 0, "cut \(version): \(outcome.story)")
    try await world.git("fetch", "-q", "--prune", "--prune-tags", "origin")
  }

  private func rollBack(_ arguments: String..., in world: StoryWorld, from folder: String? = nil) async throws {
    let line = ["rollback"] + arguments + ["--yes"]
    let outcome = try await run(line, in: world, from: folder)
    #expect(outcome.status == 0, "\(line.joined(separator: " ")): \(outcome.story)")
  }

  private func run(_ line: [String], in world: StoryWorld, from folder: String?) async throws -> StoryWorld.Outcome {
    switch line.count {
    case 2: try await world.run(line[0], line[1], in: folder)
    case 3: try await world.run(line[0], line[1], line[2], in: folder)
    case 4: try await world.run(line[0], line[1], line[2], line[3], in: folder)
    default: try await world.run(line[0], line[1], line[2], line[3], line[4], in: folder)
    }
  }

  private func verify(_ versions: String..., in world: StoryWorld) async throws {
    for version in versions {
      let outcome = try await world.run("verify", version)
      #expect(outcome.status == 0, "verify \(version): \(outcome.story)")
    }
  }

  @Test("cut, hotfix, candidate, and each taken back in several orders")
  func story() async throws {
    let world = try await StoryWorld()
    let images = ["acme/brokkr-broker", "acme/brokkr-agent"]
    func floats(_ tags: [String: String], _ names: [String]) -> [String?] {
      images.flatMap { image in names.map { tags["\(image):\($0)"] } }
    }
    let empty = try await world.snapshot()

    try await cut("v1.2.0", in: world)
    let first = try await world.snapshot()
    #expect(floats(first.tags, ["1.2", "1", "latest"]) == floats(first.tags, ["1.2.0", "1.2.0", "1.2.0"]))
    #expect(first.references["refs/heads/main"] == first.references["refs/tags/v1.2.0^{}"])
    try await verify("v1.2.0", in: world)

    try await world.commit("fix: a leak")
    try await world.git("push", "-q", "origin", "main")
    try await cut("v1.2.1", in: world)
    let second = try await world.snapshot()
    #expect(floats(second.tags, ["latest"]) == floats(second.tags, ["1.2.1"]))
    #expect(floats(second.tags, ["1.2.0"]) == floats(first.tags, ["1.2.0"]))
    try await verify("v1.2.0", "v1.2.1", in: world)

    // A hotfix of an old line moves its own floating tag and no other.
    try await world.git("checkout", "-q", "-b", "release/1.1", "v1.1.3")
    try await world.commit("fix: the old line")
    try await world.git("push", "-q", "-u", "origin", "release/1.1")
    try await cut("v1.1.4", in: world)
    let third = try await world.snapshot()
    #expect(floats(third.tags, ["1.1"]) == floats(third.tags, ["1.1.4"]))
    #expect(floats(third.tags, ["1.2", "1", "latest"]) == floats(second.tags, ["1.2", "1", "latest"]))
    try await world.git("checkout", "-q", "main")

    // A candidate moves no floating tag.
    try await world.commit("feat: streams")
    try await world.git("push", "-q", "origin", "main")
    let beforeCandidate = try await world.snapshot()
    try await cut("v1.3.0-rc1", in: world)
    let fourth = try await world.snapshot()
    #expect(floats(fourth.tags, ["1.2", "1", "latest"]) == floats(third.tags, ["1.2", "1", "latest"]))
    #expect(floats(fourth.tags, ["1.3.0-rc1"]).allSatisfy { $0 != nil })

    // Purging the newest gives the state before, by digest; the branch goes on to the same tree.
    try await rollBack("v1.3.0-rc1", "--purge", in: world)
    let afterPurge = try await world.snapshot()
    #expect(afterPurge.tags == beforeCandidate.tags)
    #expect(afterPurge.references["refs/tags/v1.3.0-rc1"] == nil)
    let trees = try await world.git("rev-parse", "main^{tree}", in: world.origin)
    let treeBefore = try await world.git(
      "rev-parse", "\(beforeCandidate.references["refs/heads/main"] ?? "")^{tree}", in: world.origin)
    #expect(trees == treeBefore)
    try await verify("v1.3.0-rc1", "v1.2.1", in: world)

    // The older of two live releases leaves the floating tags alone.
    try await rollBack("v1.2.0", in: world)
    #expect(floats(world.registry.tags(), ["1.2", "1", "latest"]) == floats(second.tags, ["1.2", "1", "latest"]))
    #expect(world.tag("acme/charts/brokkr-agent", "1.2.0") == nil)
    // The newest then falls back to the hotfix, not to the withdrawn one.
    try await rollBack("v1.2.1", in: world)
    #expect(floats(world.registry.tags(), ["1", "latest"]) == floats(third.tags, ["1.1.4", "1.1.4"]))
    #expect(floats(world.registry.tags(), ["1.2"]) == [nil, nil])
    #expect(floats(world.registry.tags(), ["1.2.1"]) == floats(second.tags, ["1.2.1"]))
    try await verify("v1.2.0", "v1.2.1", "v1.1.4", in: world)

    // Undone in the other order, all is as it was, byte for byte.
    try await rollBack("v1.2.1", "--undo", in: world)
    try await rollBack("v1.2.0", "--undo", in: world)
    #expect(world.registry.tags() == third.tags)
    try await verify("v1.2.0", "v1.2.1", "v1.1.4", in: world)

    // A fresh clone of depth 1 does a rollback.
    let shallow = try await world.another("shallow", depth: 1)
    try await rollBack("v1.2.1", in: world, from: shallow)
    #expect(floats(world.registry.tags(), ["latest"]) == floats(first.tags, ["1.2.0"]))
    try await verify("v1.2.1", in: world)

    // Everything purged, the registry is as it was at first.
    try await rollBack("v1.2.1", "--purge", in: world)
    try await rollBack("v1.1.4", "--purge", in: world)
    try await rollBack("v1.2.0", "--purge", in: world)
    let last = try await world.snapshot()
    #expect(last.tags == empty.tags)
    #expect(
      last.references.keys.filter { $0.hasPrefix("refs/tags/") }.sorted()
        == empty.references.keys.filter { $0.hasPrefix("refs/tags/") }.sorted())
  }
}
