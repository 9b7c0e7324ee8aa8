import FoundationEssentials
import TestSupport
import Testing

/// What a cut looks at before it starts the run that makes the release, and what that run cannot be told.
@Suite(
  "A cut that a run makes, before it starts one",
  .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct RemoteCutTests {
  @Test("a registry that this machine may not read is said not to have been looked at, and stops nothing")
  func lockedRegistry() async throws {
    let line = "alice:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"
    let world = try await ActionsWorld(htpasswd: line)
    let started = try await world.story.succeeds(["cut", "1.2.0", "--no-follow"], with: world.person("ghp_rel"))
    let host = world.story.registry.host
    for place in ["oci:\(host)/acme/brokkr-broker", "oci:\(host)/acme/charts/brokkr-broker"] {
      #expect(started.errors.contains("\(place) was not looked at"), "\(started.story)")
    }
    #expect(try await world.runs().map(\.inputs) == [["version": "v1.2.0"]])
    // What is in the way for any other reason still is.
    await world.story.registry.ended()
    try await world.story.refuses(["cut", "1.3.0"], 1, ["did not answer"], with: world.person("ghp_rel"))
    await world.end()
  }

  @Test("neither --force nor --output reaches the run, and what moved a floating tag is answered without them")
  func wishes() async throws {
    let world = try await ActionsWorld()
    let story = world.story
    let slot = "oci:\(story.registry.host)/acme/brokkr-broker:latest"
    let run = try await world.start(#"{"actor": "rel", "status": "in_progress"}"#)
    try await world.review(run, by: "alice")
    try await story.succeeds(["cut", "1.2.0"], with: world.job(run))
    try await story.commit("feat: more")
    try await story.git("push", "-q", "origin", "main")
    let script = """
      import sys, urllib.request as r
      body = b'{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}'
      kind = {"Content-Type": "application/vnd.oci.image.index.v1+json"}
      r.urlopen(r.Request(sys.argv[1], body, kind, method="PUT"))
      """
    try await story.shell(
      "python3 -c \"$1\" \"$2\"", script, "http://\(story.registry.host)/v2/acme/brokkr-broker/manifests/latest")
    let count = try await world.runs().count
    let foreign = try await story.refuses(
      ["cut", "1.3.0"], 10, ["\(slot) holds something that no record explains", "imagetools create"],
      with: world.person("ghp_rel"))
    #expect(!foreign.errors.contains("--force \(slot)"), "\(foreign.story)")
    let forced = try await story.refuses(
      ["cut", "1.3.0", "--force", slot], 2, ["--force cannot reach the run", "imagetools create"],
      with: world.person("ghp_rel"))
    #expect(!forced.errors.contains("--output"), "\(forced.story)")
    try await story.refuses(
      ["cut", "1.3.0", "--force", slot, "--output", "built"], 2,
      ["--force and --output cannot reach", "Leave --output"], with: world.person("ghp_rel"))
    #expect(try await world.runs().count == count, "no run was started")
    await world.end()
  }
}
