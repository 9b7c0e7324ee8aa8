import FoundationEssentials
import TestSupport
import Testing

/// Answers that nobody gave, and things that are not there to go on with.
@Suite(
  "What nobody confirmed", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world(extra: "approve:\n  by: prompt\n"))
struct BadInputApprovalTests {
  @Test("with nothing in flight there is nothing to resume or to abort", arguments: ["resume", "abort"])
  func nothingInFlight(verb: String) async throws {
    let world = try StoryWorld.shared
    try await world.refuses([verb, "9.9.9"], 3, ["There is nothing to \(verb): v9.9.9 is not recorded.", "status"])
    try await world.refuses([verb], 3, ["There is nothing to \(verb): no release is unfinished.", "history"])
  }

  @Test("what was never released is not rolled back, verified or shown", arguments: ["rollback", "verify", "show"])
  func unknown(verb: String) async throws {
    let world = try StoryWorld.shared
    try await world.refuses([verb, "9.9.9"], 2, ["v9.9.9", "not recorded"])
    try await world.refuses(["unlock", "nobodys"], 2, ["Nothing was unlocked: there is no lock nobodys.", "status"])
  }

  @Test("without an approval a cut waits and holds nothing; another clone goes on with what was handed over")
  func parked() async throws {
    let world = try StoryWorld.shared
    let folder = "\(world.scratch.path)/handed"
    let before = try await world.everything(isRecording: true)
    let parked = try await world.run(["cut", "1.2.0", "--output", folder])
    #expect(parked.status == 6, "\(parked.story)")
    parked.expectQuiet()
    #expect(parked.output.hasPrefix("v1.2.0 waits for its approval; nothing was published.\n"), "\(parked.story)")
    #expect(parked.output.contains("brokkr-release resume v1.2.0 --input \(folder) --yes"))
    #expect(parked.output.contains("brokkr-release abort v1.2.0"))
    #expect(try await world.everything(isRecording: true) == before, "nothing is public")
    let waiting = try await world.status()
    #expect(waiting.state == nil)
    #expect(waiting.lock == nil, "a release that waits holds no lock")
    #expect(waiting.waiting.map(\.tag) == ["v1.2.0"])
    #expect(try await world.record("1.2.0").state == "awaiting-approval")

    try await world.refuses(
      ["cut", "1.2.0", "--yes"], 7, ["v1.2.0 was not cut: it waits for its approval.", "resume v1.2.0", "abort v1.2.0"])
    try await world.refuses(["resume"], 6, ["v1.2.0 was not published: nobody could be asked.", "resume v1.2.0 --yes"])
    let other = try await world.another("other")
    try await world.refuses(
      ["resume", "1.2.0", "--yes", "--input", other], 1, ["1.2.0", "content is missing", "--input"], in: other)
    try await world.succeeds(["resume", "v1.2.0", "--yes", "--input", folder], in: other)
    #expect(try await world.record("1.2.0").state == "published")
    #expect(world.tag("acme/brokkr-broker", "latest") == world.tag("acme/brokkr-broker", "1.2.0"))
    #expect(world.tag("acme/charts/brokkr-broker", "1.2.0") != nil)
    try await world.succeeds(["verify", "1.2.0"])
    // Of one that has ended there is nothing left to do, and that is no error.
    for verb in ["resume", "abort"] { try await world.succeeds([verb, "1.2.0"]) }
    #expect(try await world.record("1.2.0").state == "published")
  }

  @Test("a rollback that nobody confirms changes nothing")
  func rollback() async throws {
    let world = try StoryWorld.shared
    try await world.succeeds(["cut", "patch", "--yes"])
    try await world.git("fetch", "-q", "origin")
    for line in [["rollback"], ["rollback", "--purge"], ["rollback", "--yes=no"]] {
      let words = line.last == "--yes=no" ? ["--yes"] : ["Nothing was changed: nobody could be asked.", "--yes"]
      try await world.refuses(line, 2, words)
    }
    try await world.refuses(["rollback", "--no-input"], 2, ["Nothing was changed: nobody could be asked."])
  }
}
