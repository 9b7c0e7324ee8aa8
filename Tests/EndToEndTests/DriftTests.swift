import FoundationEssentials
import TestSupport
import Testing

/// What `verify` finds when something that was released is no longer what it was.
@Suite(
  "Drift", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world(.whole))
struct DriftTests {
  /// Where the registry keeps the bytes of a digest.
  private func file(_ digest: String, of world: StoryWorld) -> String {
    let hex = digest.dropFirst("sha256:".count)
    return "\(world.registry.folder)/docker/registry/v2/blobs/sha256/\(hex.prefix(2))/\(hex)/data"
  }

  /// A layer of the released image, and where the registry keeps its bytes.
  private func storedLayer(_ world: StoryWorld) async throws -> (digest: String, path: String) {
    let image = try await release(world).images[0].platforms[0].digest
    let manifest = try String(contentsOfFile: file(image, of: world), encoding: .utf8)
    let digest = String(try #require(manifest.split(separator: "\"").last { $0.hasPrefix("sha256:") }))
    return (digest, file(digest, of: world))
  }

  private func release(_ world: StoryWorld) async throws -> RecordedRelease {
    if try await world.run(["show", "1.2.0"]).status != 0 { try await world.succeeds(["cut", "1.2.0", "--yes"]) }
    return try await world.record("1.2.0")
  }

  @Test("a layer that was altered is found by reading it, and once for the tags that share it")
  func altered() async throws {
    let world = try StoryWorld.shared
    let path = try await storedLayer(world).path
    let bytes = try Data(contentsOf: URL(filePath: path))
    var other = bytes
    other[other.count / 2] ^= 1
    try await world.succeeds(["verify", "1.2.0", "--deep"])
    try other.write(to: URL(filePath: path))
    try await world.succeeds(["verify", "1.2.0"])
    let found: Verification = try await world.object(["verify", "1.2.0", "--deep"])
    #expect(!found.ok)
    #expect(found.findings.count == 4, "the four tags of the image: \(found.findings)")
    #expect(found.findings.allSatisfy { $0.actual?.contains("holds other bytes") == true })
    #expect(try await world.run(["verify", "1.2.0", "--deep"]).status == 8)
    try bytes.write(to: URL(filePath: path))
    try await world.succeeds(["verify", "1.2.0", "--deep"])
  }

  @Test("a layer that was cut short is found by its size, without reading it")
  func cutShort() async throws {
    let world = try StoryWorld.shared
    let (layer, path) = try await storedLayer(world)
    let bytes = try Data(contentsOf: URL(filePath: path))
    try bytes.dropLast(7).write(to: URL(filePath: path))
    let found: Verification = try await world.object(["verify", "1.2.0"])
    #expect(found.findings.count == 4, "the four tags of the image: \(found.findings)")
    let words = "\(layer) has \(bytes.count - 7) bytes in "
    #expect(found.findings.allSatisfy { $0.actual?.contains(words) == true }, "\(found.findings)")
    #expect(found.findings.allSatisfy { $0.actual?.hasSuffix(" instead of \(bytes.count)") == true })
    try bytes.write(to: URL(filePath: path))
    try await world.succeeds(["verify", "1.2.0"])
  }

  @Test("a chart that was published anew under the same version, and a tag that is gone, are found")
  func republished() async throws {
    let world = try StoryWorld.shared
    let release = try await release(world)
    let link = "\(world.registry.folder)/docker/registry/v2/repositories/acme/charts/brokkr-agent/_manifests/tags/1.2.0"
    let path = "\(link)/current/link"
    let own = try String(contentsOfFile: path, encoding: .utf8)
    // Another document under the version's tag: as good as any other chart would be.
    try Data(release.images[0].digest.utf8).write(to: URL(filePath: path))
    let found: Verification = try await world.object(["verify", "1.2.0"])
    #expect(found.findings.map(\.slot) == ["oci:\(world.registry.host)/acme/charts/brokkr-agent:1.2.0"])
    #expect(found.findings.first?.expected == own)
    try Data(own.utf8).write(to: URL(filePath: path))

    let tag = try await world.git("rev-parse", "v1.2.0")
    try await world.git("push", "-q", "origin", ":refs/tags/v1.2.0")
    let gone: Verification = try await world.object(["verify", "1.2.0"])
    #expect(gone.findings.map(\.slot) == ["git:refs/tags/v1.2.0"])
    #expect(gone.findings.first?.expected == tag && gone.findings.first?.actual == nil)
    try await world.git("push", "-q", "origin", "\(tag):refs/tags/v1.2.0")
    try await world.succeeds(["verify", "1.2.0"])
  }

  @Test("a platform that was lost is found, and a rollback to it is refused before anything moves")
  func lost() async throws {
    let world = try StoryWorld.shared
    let release = try await release(world)
    try await world.commit("fix: more")
    try await world.git("push", "-q", "origin", "main")
    try await world.succeeds(["cut", "1.2.1", "--yes"])
    let platform = release.images[0].platforms[1].digest
    let link = "acme/brokkr-broker/_manifests/revisions/sha256/\(platform.dropFirst("sha256:".count))/link"
    let path = "\(world.registry.folder)/docker/registry/v2/repositories/\(link)"
    let bytes = try Data(contentsOf: URL(filePath: path))
    try FileManager.default.removeItem(atPath: path)
    let found: Verification = try await world.object(["verify", "1.2.0"])
    #expect(found.findings.map(\.slot).contains { $0.hasSuffix("/acme/brokkr-broker:1.2.0") })
    #expect(found.findings.allSatisfy { $0.actual?.contains("\(platform) is gone") == true }, "\(found.findings)")
    try await world.refuses(
      ["rollback", "1.2.1", "--yes"], 1, ["what it would go back to is not whole", platform, "--to"])
    try bytes.write(to: URL(filePath: path))
    try await world.succeeds(["rollback", "1.2.1", "--yes"])
    for version in ["1.2.0", "1.2.1"] { try await world.succeeds(["verify", version]) }
  }
}
