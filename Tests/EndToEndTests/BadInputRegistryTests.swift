import FoundationEssentials
import TestSupport
import Testing

/// Registries that fail, each in its own way.
@Suite(
  "Registries that fail", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world())
struct BadInputRegistryTests {
  @Test("a registry that is down stops the release before anything is built")
  func down() async throws {
    let world = try StoryWorld.shared
    let file = try world.configuration([(world.registry.host, "127.0.0.1:1")])
    let outcome = try await world.refuses(
      ["cut", "1.2.0", "--yes", "-c", file], 1,
      ["127.0.0.1:1 did not answer", "refuses connections", "can be reached"])
    #expect(!outcome.errors.contains("==> test"))
    try await world.refuses(["plan", "1.2.0", "-c", file], 1, ["127.0.0.1:1 did not answer", "refuses connections"])
  }

  @Test(
    "one that answers wrongly stops the release before anything is built",
    arguments: [
      (StandInRegistry.Fault.page, 1, ["a web page"]),
      (.denied, 4, ["does not allow it", "It answered 403: DENIED", "docker login"]),
      (.repaired, 1, ["is not well", "It answered 503: UNAVAILABLE"]),
      (.broken, 1, ["did not answer", "can be reached"]),
    ])
  func wrongAnswers(fault: StandInRegistry.Fault, status: Int, words: [String]) async throws {
    let world = try StoryWorld.shared
    let standIn = try await StandInRegistry.start(fault, in: world.scratch)
    let file = try world.configuration([(world.registry.host, standIn.host)])
    for line in [["cut", "1.2.0", "--yes"], ["plan", "1.2.0"]] {
      let outcome = try await world.refuses(
        line + ["-c", file], Int32(status), words + [standIn.host])
      #expect(!outcome.errors.contains("==> test"))
    }
    #expect(try await world.references()["refs/brokkr-release/ledger"] == nil, "no cut has begun")
    await standIn.ended()
  }

  @Test("one that runs out of space leaves nothing public, and the version free")
  func full() async throws {
    let world = try StoryWorld.shared
    let standIn = try await StandInRegistry.start(.full, in: world.scratch)
    let file = try world.configuration([(world.registry.host, standIn.host)])
    try await world.refuses(
      ["cut", "1.2.0", "--yes", "-c", file], 1,
      [
        "was not uploaded", "\(standIn.host) is out of space.", "Make room in the registry",
        "v1.2.0 was not cut; nothing was published, its version is free.",
      ], isRecording: true)
    await standIn.ended()
    #expect(try await world.record("1.2.0").state == "aborted")
    // The same version goes to a registry that has room.
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    // And while that one is away, nothing is taken back half: the rollback is the same command again later.
    await world.registry.ended()
    for line in [["rollback", "1.2.0", "--yes"], ["verify", "1.2.0"], ["rollback", "1.2.0", "--purge", "--yes"]] {
      try await world.refuses(line, 1, ["\(world.registry.host) did not answer", "refuses connections"])
    }
    #expect(try await world.record("1.2.0").state == "published")
  }
}
