import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

/// Slots that somebody else wrote.
@Suite(
  "What somebody else changed", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"),
  .serialized, .world())
struct BadInputForeignTests {
  private static let image = "acme/brokkr-broker"

  /// Somebody puts a manifest of the repository under another tag, as `docker push` would.
  private func somebody(_ world: StoryWorld, tags tag: String, as digest: String) async throws {
    let script = """
      import sys, urllib.request as r
      base, digest, tag = sys.argv[1:]
      kinds = "application/vnd.oci.image.manifest.v1+json"
      answer = r.urlopen(r.Request(base + digest, headers={"Accept": kinds}))
      r.urlopen(r.Request(base + tag, answer.read(), {"Content-Type": answer.headers["Content-Type"]}, method="PUT"))
      """
    let base = "http://\(world.registry.host)/v2/\(Self.image)/manifests/"
    _ = try await Invocation("python3", ["-c", script, base, digest, tag]).run().checked("No tag was put.", remedy: "")
    #expect(world.tag(Self.image, tag) == digest)
  }

  @Test("a floating tag that somebody moved is left, the others go on, and --force takes it")
  func latest() async throws {
    let world = try StoryWorld.shared
    let slot = "oci:\(world.registry.host)/\(Self.image):latest"
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    try await world.commit("fix: more")
    try await world.git("push", "-q", "origin", "main")
    try await world.succeeds(["cut", "1.2.1", "--yes"])
    let old = world.tag(Self.image, "1.2.0")
    let foreign = try #require(try await world.record("1.2.0").images.first?.platforms.first?.digest)
    try await somebody(world, tags: "latest", as: foreign)

    let drift = try await world.run(["verify", "1.2.1"])
    #expect(drift.status == 8, "\(drift.story)")
    #expect(drift.output.contains("DRIFT  \(slot)"))
    let cut = try await world.refuses(
      ["cut", "1.3.0", "--yes"], 10,
      ["\(slot) holds something that no record explains.", "shows \(foreign)", "`--force \(slot)`"])
    #expect(!cut.errors.contains("==> test"))

    let words = ["\(slot) was left alone: somebody else changed it.", foreign, "`--force \(slot)` overwrites it"]
    for attempt in 1...2 {
      let outcome = try await world.run(["rollback", "1.2.1", "--yes"])
      #expect(outcome.status == 10, "\(outcome.story)")
      outcome.expectQuiet()
      for word in words { #expect(outcome.errors.contains(word), "\(attempt): \(outcome.story)") }
      #expect(world.tag(Self.image, "latest") == foreign, "what somebody else wrote stays")
      #expect(world.tag(Self.image, "1.2") == old, "the others go on")
      #expect(world.tag(Self.image, "1") == old)
      #expect(world.tag("acme/charts/brokkr-broker", "1.2.1") == nil)
    }
    let record = try await world.record("1.2.1")
    #expect(record.state == "rolled-back")
    #expect(record.changes.first { $0.slot == slot }?.state == "foreign")
    #expect(try await world.status().lock == nil)

    try await world.refuses(
      ["rollback", "1.2.1", "--yes", "--force", "oci:elsewhere/x:latest"], 2,
      ["Nothing was changed: oci:elsewhere/x:latest is no slot of v1.2.1.", "Write the slot as"])
    let slip = String(slot.dropLast())
    try await world.refuses(
      ["cut", "1.3.0", "--yes", "--force", slip], 2,
      ["\(slip) is no slot of v1.3.0", "Did you mean `--force \(slot)`?"])
    try await world.succeeds(["rollback", "1.2.1", "--yes", "--force", slot])
    #expect(world.tag(Self.image, "latest") == old)
    try await world.succeeds(["verify", "1.2.1"])
  }

  @Test("a version's name that is taken by other content is never overwritten, and nothing is built for it")
  func taken() async throws {
    let world = try StoryWorld.shared
    try await world.succeeds(["cut", "2.0.0", "--yes"])
    let foreign = try #require(try await world.record("2.0.0").images.first?.platforms.first?.digest)
    try await somebody(world, tags: "2.1.0", as: foreign)
    let slot = "oci:\(world.registry.host)/\(Self.image):2.1.0"
    // With other things in the way it is told beside them, and decides how it ends.
    try StoryWorld.write("x", to: "\(world.clone)/app/broker")
    try await world.refuses(
      ["cut", "2.1.0", "--yes"], 10, ["working tree is not clean", "\(slot) is taken by other content."])
    try await world.git("checkout", "-q", "--", "app/broker")
    for line in [["cut", "2.1.0", "--yes"], ["cut", "2.1.0", "--yes", "--force", slot], ["plan", "2.1.0"]] {
      let outcome = try await world.refuses(
        line, 10, ["\(slot) is taken by other content.", foreign, "Version names are never overwritten"])
      #expect(!outcome.errors.contains("==> test"))
    }
  }

  @Test("a git tag that somebody moved after the release is drift, and stays where it is")
  func movedTag() async throws {
    let world = try StoryWorld.shared
    try await world.succeeds(["cut", "3.0.0", "--yes"])
    try await world.git("push", "-qf", "origin", "HEAD~1:refs/tags/v3.0.0")
    let moved = try await world.references()["refs/tags/v3.0.0"]
    let drift = try await world.run(["verify", "3.0.0"])
    #expect(drift.status == 8, "\(drift.story)")
    let outcome = try await world.run(["rollback", "3.0.0", "--purge", "--yes"])
    #expect(outcome.status == 10, "\(outcome.story)")
    #expect(outcome.errors.contains("git:refs/tags/v3.0.0 was left alone: somebody else changed it."))
    #expect(try await world.references()["refs/tags/v3.0.0"] == moved)
    #expect(world.tag(Self.image, "3.0.0") == nil, "the others go on")
    try await world.git("push", "-q", "origin", ":refs/tags/v3.0.0")
    try await world.git("fetch", "-q", "--prune", "--prune-tags", "origin")
  }
}
