import FoundationEssentials
import TestSupport
import Testing

/// Floating tags that somebody moves, and moves again, while a release is on its way.
@Suite(
  "Forced slots of a release", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"),
  .serialized, .world(extra: "approve:\n  by: prompt\n"))
struct ForcedSlotTests {
  private static let image = "acme/brokkr-broker"

  /// Somebody makes `latest` name what another tag, or a digest, names.
  private func somebody(_ world: StoryWorld, movesLatestTo digest: String) async throws {
    let script = """
      import sys, urllib.request as r
      base, digest = sys.argv[1:]
      kinds = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"
      answer = r.urlopen(r.Request(base + digest, headers={"Accept": kinds}))
      kind = {"Content-Type": answer.headers["Content-Type"]}
      r.urlopen(r.Request(base + "latest", answer.read(), kind, method="PUT"))
      """
    try await world.shell(
      "python3 -c \"$1\" \"$2\" \"$3\"", script, "http://\(world.registry.host)/v2/\(Self.image)/manifests/", digest)
    #expect(world.tag(Self.image, "latest") == digest)
  }

  @Test("what was forced is forced only while it holds what was seen; resume --force looks again")
  func parked() async throws {
    let world = try StoryWorld.shared
    let slot = "oci:\(world.registry.host)/\(Self.image):latest"
    let folder = "\(world.scratch.path)/handed"
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    let first = try #require(world.tag(Self.image, "1.2.0"))
    let seen = try #require(try await world.record("1.2.0").images.first?.platforms.first?.digest)
    try await world.commit("feat: more")
    try await world.git("push", "-q", "origin", "main")
    try await somebody(world, movesLatestTo: seen)
    let parked = try await world.run(["cut", "1.3.0", "--force", slot, "--output", folder])
    #expect(parked.status == 6, "\(parked.story)")
    // It moves again, to what it should have shown all along, and then to something else.
    try await world.succeeds(["cut", "1.2.1", "--yes", "--force", slot])
    try await somebody(world, movesLatestTo: first)
    let resume = ["resume", "1.3.0", "--yes", "--input", folder]
    let refused = try await world.run(resume)
    refused.expectRefusal(10, ["\(slot) was left alone: it has moved again", seen, first, "`--force \(slot)`"])
    #expect(world.tag(Self.image, "latest") == first)
    #expect(world.tag(Self.image, "1.3.0") == nil)
    try await world.refuses(
      resume + ["--force", String(slot.dropLast())], 2, ["is no slot of v1.3.0", "Did you mean `--force \(slot)`?"])
    try await world.succeeds(resume + ["--force", slot])
    #expect(world.tag(Self.image, "latest") == world.tag(Self.image, "1.3.0"))
    try await world.succeeds(["verify", "1.3.0"])
    // What it took over is what it falls back to.
    try await world.succeeds(["rollback", "1.3.0", "--yes"])
    #expect(world.tag(Self.image, "latest") == first)
    #expect(try await world.run(["doctor"]).output.contains("ok    ledger: The ledger has"))
  }
}
