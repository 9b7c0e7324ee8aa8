import BuildEngines
import ExternalTools
import FoundationEssentials
import Git
import OCI
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

@Suite("Built content that travels from job to job")
struct HandOverFolderTests {
  private static let version = SemanticVersion(1, 2, 0)
  private static let text = """
    images:
      app: { repository: ghcr.io/acme/app, platforms: [linux/amd64, linux/arm64] }
      tool: { repository: ghcr.io/acme/tool, platforms: [linux/amd64] }
    charts:
      app: { repository: oci://ghcr.io/acme/charts, path: chart }
    """

  private let origin = HandOverFolder.Origin(version: "1.2.0", tag: "v1.2.0", head: "h1", tree: "t1")

  /// An engine that must not be asked: these tests build no image.
  private struct NoEngine: BuildEngine {
    static let name = "none"
    func version() async throws -> String { throw Refusal(.failed, what: "No image is built here.") }
    func checkReady() async throws { throw Refusal(.failed, what: "No image is built here.") }
    func build(
      _ cell: BuildCell, to layout: String, onLine: @escaping @Sendable (String) -> Void
    ) async throws -> [Note] { throw Refusal(.failed, what: "No image is built here.") }
  }

  private func scope() throws -> ComponentScope { try ComponentScope.named(nil, in: configuration(Self.text)) }

  private func collect(_ folders: HandOverFolder...) throws -> Built {
    try HandOverFolder.collect(
      folders, of: scope(), version: Self.version, annotations: ["org.opencontainers.image.revision": "h1"],
      created: "2026-01-01T00:00:00Z")
  }

  /// Writes an image of one layer into the layout of its cell; gives the digests of its layer and its manifest.
  @discardableResult
  private func build(
    _ image: String, _ platform: String, revision: String = "h1", in folder: HandOverFolder
  ) async throws -> (layer: Digest, manifest: Digest) {
    let platform = try Platform(parsing: platform)
    let layout = ImageLayout(at: folder.layout(of: image, platform))
    let config = Array(
      #"{"os":"\#(platform.os)","architecture":"\#(platform.architecture)","note":"\#(image)","config":{"Labels":{"org.opencontainers.image.revision":"\#(revision)"}}}"#
        .utf8)
    let layer = Array("the layer of \(image) for \(platform)".utf8)
    for bytes in [config, layer] {
      let descriptor = Descriptor(
        mediaType: "application/vnd.oci.image.config.v1+json", digest: Digest.sha256(of: bytes),
        size: Int64(bytes.count), platform: nil,
        annotations: nil)
      try await layout.upload(.bytes(bytes), as: descriptor, mountingFrom: nil)
    }
    let text = """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
      "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"\(Digest.sha256(of: config))","size":\(config.count)},\
      "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"\(Digest.sha256(of: layer))","size":\(layer.count)}]}
      """
    let manifest = StoredManifest(bytes: Array(text.utf8))
    try await layout.put(manifest, as: "image")
    return (Digest.sha256(of: layer), manifest.digest)
  }

  private func pack(_ scratch: ScratchDirectory, version: String = "1.2.0", in folder: HandOverFolder) async throws {
    try scratch.write("apiVersion: v2\nname: app\nversion: \(version)\n", to: "source/chart/Chart.yaml")
    let head = Commit(
      id: try ObjectID(parsing: String(repeating: "1", count: 40)),
      tree: try ObjectID(parsing: String(repeating: "2", count: 40)), parents: [], committerTime: 1_700_000_000,
      message: "feat: one")
    let phase = BuildPhase(
      directory: "\(scratch.path)/source", scope: try scope(), version: Self.version, head: head, source: nil,
      engine: NoEngine(), output: folder, report: PhaseReport())
    try await phase.packCharts(cache: "\(scratch.path)/cache")
  }

  /// A folder with everything in it.
  private func complete(_ scratch: ScratchDirectory) async throws -> HandOverFolder {
    let folder = HandOverFolder(at: "\(scratch.path)/hand-over")
    for (image, platform) in [("app", "linux/amd64"), ("app", "linux/arm64"), ("tool", "linux/amd64")] {
      try await build(image, platform, in: folder)
    }
    try await pack(scratch, in: folder)
    try folder.write(origin)
    return folder
  }

  // MARK: Where it comes from

  @Test("what was built from the same tree is taken")
  func sameOrigin() throws {
    let scratch = try ScratchDirectory("origin")
    let folder = HandOverFolder(at: "\(scratch.path)/new/hand-over")
    try folder.write(origin)
    try folder.verify(origin)
  }

  @Test(
    "what was built from anything else is refused",
    arguments: [
      ("1.2.1", "v1.2.0", "h1", "t1"), ("1.2.0", "agent/v1.2.0", "h1", "t1"),
      ("1.2.0", "v1.2.0", "h2", "t1"),  // REVISION differs, and with it what is built
      ("1.2.0", "v1.2.0", "h1", "t2"),
    ])
  func otherOrigin(version: String, tag: String, head: String, tree: String) throws {
    let scratch = try ScratchDirectory("other-origin")
    let folder = HandOverFolder(at: scratch.path)
    try folder.write(origin)
    let other = HandOverFolder.Origin(version: version, tag: tag, head: head, tree: tree)
    let refusal = try #require(throws: Refusal.self) { try folder.verify(other) }
    #expect(refusal.code == .approvalMissing)
    #expect(refusal.what.contains(scratch.path))
  }

  @Test("a folder that says nothing readable of itself is refused", arguments: [nil, "", "{", "{}", "[]"])
  func noOrigin(text: String?) throws {
    let scratch = try ScratchDirectory("no-origin")
    if let text { try scratch.write(text, to: "hand-over.json") }
    let refusal = try #require(throws: Refusal.self) { try HandOverFolder(at: scratch.path).verify(origin) }
    #expect(refusal.code == .usage)
  }

  // MARK: What it holds

  @Test("everything planned is collected, in the order of the configuration")
  func complete() async throws {
    let scratch = try ScratchDirectory("complete")
    let built = try await collect(complete(scratch))
    #expect(built.images.map(\.target.name) == ["app", "tool"])
    #expect(
      built.images.map { $0.merged.children.map(\.platform.description) } == [
        ["linux/amd64", "linux/arm64"], ["linux/amd64"],
      ])
    #expect(built.charts.map { RecordedChart($0).version } == ["1.2.0"])
  }

  @Test("what several jobs built gives the same as what one job built, in whatever order the folders are named")
  func several() async throws {
    let scratch = try ScratchDirectory("several")
    let whole = try await collect(complete(scratch))
    let (one, two, three) = (
      HandOverFolder(at: "\(scratch.path)/1"), HandOverFolder(at: "\(scratch.path)/2"),
      HandOverFolder(at: "\(scratch.path)/3")
    )
    try await build("app", "linux/arm64", in: one)
    try await build("app", "linux/amd64", in: two)
    try await build("tool", "linux/amd64", in: two)
    try await pack(scratch, in: three)
    for built in [try collect(one, two, three), try collect(three, two, one)] {
      #expect(built.images.map(\.merged.index) == whole.images.map(\.merged.index))
      #expect(built.charts.map { RecordedChart($0) } == whole.charts.map { RecordedChart($0) })
    }
  }

  @Test("all that is missing is named in one refusal")
  func missing() async throws {
    let scratch = try ScratchDirectory("missing")
    let folder = HandOverFolder(at: scratch.path)
    let empty = try #require(throws: Refusal.self) { try collect(folder) }
    #expect(empty.code == .contentMissing)
    #expect(empty.why == "image app linux/amd64\nimage app linux/arm64\nimage tool linux/amd64\nchart app")
    try await build("app", "linux/amd64", in: folder)
    try await build("tool", "linux/amd64", in: folder)
    let half = try #require(throws: Refusal.self) { try collect(folder) }
    #expect(half.why == "image app linux/arm64\nchart app")
  }

  @Test("an image that was built from another commit is refused, whatever the folder says of itself")
  func otherRevision() async throws {
    let scratch = try ScratchDirectory("other-revision")
    let folder = HandOverFolder(at: "\(scratch.path)/out")
    try await build("app", "linux/amd64", in: folder)
    try await build("app", "linux/arm64", revision: "h0", in: folder)
    try await build("tool", "linux/amd64", in: folder)
    try await pack(scratch, in: folder)
    let refusal = try #require(throws: Refusal.self) { try collect(folder) }
    #expect(refusal.code == .contentMissing)
    #expect(refusal.what.contains("linux/arm64") && refusal.why.contains("h0"))
  }

  @Test("a chart of another version under the planned name is refused")
  func otherChart() async throws {
    let scratch = try ScratchDirectory("other-chart")
    let folder = try await complete(scratch)
    try await pack(scratch, version: "1.1.9", in: folder)
    let refusal = try #require(throws: Refusal.self) { try collect(folder) }
    #expect(refusal.description.contains("1.1.9"))
  }

  @Test("what two folders both hold is taken once, and refused where they disagree")
  func disagreement() async throws {
    let scratch = try ScratchDirectory("disagreement")
    let folder = try await complete(scratch)
    let (same, other) = (HandOverFolder(at: "\(scratch.path)/same"), HandOverFolder(at: "\(scratch.path)/other"))
    try await build("tool", "linux/amd64", in: same)
    try await pack(scratch, in: same)
    for content in ["one", "two"] {
      try scratch.write(content, to: "\(content == "one" ? "same" : "other")/assets/cli")
    }
    #expect(try collect(folder, same).extras.map(\.name) == ["cli"])
    let assets = try #require(throws: Refusal.self) { try collect(folder, same, other) }
    #expect(assets.code == .contentMissing && assets.what.contains("assets/cli"))

    try FileManager.default.removeItem(atPath: "\(other.path)/assets")
    try scratch.write("another archive", to: "other/charts/app-1.2.0.tgz")
    let charts = try #require(throws: Refusal.self) { try collect(other, folder) }
    #expect(charts.what == "Nothing was taken: two folders disagree about chart app.")
    try FileManager.default.removeItem(atPath: "\(other.path)/charts")
    try await build("tool", "linux/amd64", revision: "h2", in: other)
    let image = try #require(throws: Refusal.self) { try collect(folder, other) }
    #expect(image.what == "Nothing was taken: two folders disagree about image tool linux/amd64.")
    #expect(image.why.contains(folder.path) && image.why.contains(other.path))
  }

  @Test("a folder with nothing but files for the GitHub Release needs not say what it was built from")
  func assetsOnly() throws {
    let scratch = try ScratchDirectory("assets-only")
    try scratch.write("x", to: "in/assets/cli")
    try HandOverFolder(at: "\(scratch.path)/in").verify(origin)
    try scratch.write("x", to: "in/charts/app-1.2.0.tgz")
    #expect(throws: Refusal.self) { try HandOverFolder(at: "\(scratch.path)/in").verify(origin) }
  }

  @Test(
    "every file of an image has to be what its name says",
    arguments: ["LAYER", "images/tool/linux-amd64/blobs/sha256/other", "images/tool/linux-amd64/blobs/md5/aa"])
  func damaged(place: String) async throws {
    let scratch = try ScratchDirectory("damaged")
    let folder = try await complete(scratch)
    try folder.verify(origin)
    let (layer, _) = try await build("tool", "linux/amd64", in: folder)
    let path = place == "LAYER" ? "images/tool/linux-amd64/blobs/sha256/\(layer.hex)" : place
    // As long as the layer, so that only its bytes tell.
    try scratch.write("the layer of tool for linux/amd65", to: "hand-over/\(path)")
    let refusal = try #require(throws: Refusal.self) { try folder.verify(origin) }
    #expect(refusal.code == .contentMissing && refusal.what.contains("is not what its name says"))
  }

  // MARK: Only files

  @Test(
    "a link is refused wherever it stands: it would bring in what was never built",
    arguments: [
      "hand-over.json", "charts/app-1.2.0.tgz", "charts", "images", "images/tool", "images/tool/linux-amd64",
      "images/tool/linux-amd64/index.json", "images/tool/linux-amd64/blobs", "LAYER", "MANIFEST",
    ])
  func links(place: String) async throws {
    let scratch = try ScratchDirectory("links")
    let folder = try await complete(scratch)
    let (layer, manifest) = try await build("tool", "linux/amd64", in: folder)
    let blobs = "images/tool/linux-amd64/blobs/sha256"
    let path =
      [
        "LAYER": "\(blobs)/\(layer.hex)", "MANIFEST": "\(blobs)/\(manifest.hex)",
      ][place] ?? place
    // The very same content, behind a link.
    let elsewhere = "\(scratch.path)/elsewhere"
    try FileManager.default.moveItem(atPath: "\(folder.path)/\(path)", toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(path)", withDestinationPath: elsewhere)
    let refusal = try #require(throws: Refusal.self) {
      try folder.verify(origin)
      _ = try collect(folder)
    }
    #expect(refusal.description.contains(path))
  }

  @Test(
    "what is no regular file is refused before it is read, and nobody waits for it",
    arguments: ["hand-over.json", "charts/app-1.2.0.tgz", "images/tool/linux-amd64/index.json"])
  func pipes(place: String) async throws {
    let scratch = try ScratchDirectory("pipes")
    let folder = try await complete(scratch)
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(place)")
    _ = try await Invocation("mkfifo", ["\(folder.path)/\(place)"]).run().checked("No pipe was made.", remedy: "")
    #expect(throws: Refusal.self) {
      try folder.verify(origin)
      _ = try collect(folder)
    }
  }
}
