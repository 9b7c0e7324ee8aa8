import FoundationEssentials
import Refusals
import TestSupport
import Testing

@testable import OCI

/// Images of several platforms become one.
@Suite("Image merge")
struct ImageMergeTests {
  private let scratch: ScratchDirectory
  private let amd64: Platform
  private let arm64: Platform

  init() throws {
    scratch = try ScratchDirectory("merge")
    amd64 = try Platform(parsing: "linux/amd64")
    arm64 = try Platform(parsing: "linux/arm64")
  }

  /// Writes images into layouts of their own.
  private func layouts(_ images: [SampleImage] = SampleImage.pair) async throws -> [(
    platform: Platform, layout: String
  )] {
    var layouts: [(platform: Platform, layout: String)] = []
    for (number, image) in images.enumerated() {
      let folder = "\(scratch.path)/\(number)"
      try await image.write(to: folder)
      layouts.append((image.platform, folder))
    }
    return layouts
  }

  /// Puts an index around the image of a layout, as buildx does for its attestations.
  private func attest(_ folder: String, nested: Bool = false) async throws -> StoredManifest {
    let layout = ImageLayout(at: folder)
    let image = try #require(try layout.index().manifests.first)
    let statement = Array(#"{"_type":"https://in-toto.io/Statement/v0.1"}"#.utf8)
    let empty = Array("{}".utf8)
    for bytes in [statement, empty] {
      try await layout.upload(.bytes(bytes), as: SampleImage.descriptor("a/b", bytes), mountingFrom: nil)
    }
    let attestation = StoredManifest(
      bytes: try ImageManifest(
        config: SampleImage.descriptor(MediaType.imageConfig, empty),
        layers: [SampleImage.descriptor("application/vnd.in-toto+json", statement)]
      ).encoded())
    try await layout.put(attestation, as: attestation.digest.description)
    var entry = attestation.descriptor
    entry.platform = Platform(os: "unknown", architecture: "unknown")
    entry.annotations = [
      "vnd.docker.reference.digest": image.digest.description, "vnd.docker.reference.type": "attestation-manifest",
    ]
    var child = image
    child.annotations = nil
    var index = StoredManifest(bytes: try ImageIndex(manifests: [child, entry]).encoded())
    try await layout.put(index, as: index.digest.description)
    if nested {
      for _ in 0..<2 {
        index = StoredManifest(bytes: try ImageIndex(manifests: [index.descriptor]).encoded())
        try await layout.put(index, as: index.digest.description)
      }
    }
    try await layout.put(index, as: "latest")
    return attestation
  }

  @Test("the index names the planned platforms, sorted, whatever order they come in")
  func sorted() async throws {
    let layouts = try await layouts()
    let merged = try ImageMerge.merge(layouts, planned: [arm64, amd64], annotations: ["a": "b"])
    let turned = try ImageMerge.merge(layouts.reversed(), planned: [amd64, arm64], annotations: ["a": "b"])
    #expect(merged.index.bytes == turned.index.bytes)
    let index = try ImageIndex.decode(merged.index.bytes)
    #expect(index.manifests.map(\.platform) == [amd64, arm64] && index.annotations == ["a": "b"])
    #expect(index.mediaType == MediaType.imageIndex)
    #expect(try index.manifests.map(\.digest) == SampleImage.pair.map { try $0.manifest().digest })
    #expect(try merged.children.map(\.manifest) == SampleImage.pair.map { try $0.manifest() })
    // One layer is shared, so that three blobs and not four are uploaded.
    #expect(Set(merged.blobs.map(\.descriptor.digest)).count == 3 && merged.blobs.count == 3)
    for blob in merged.blobs {
      guard case .file(let path) = blob.source else { throw Refusal(.failed, what: "A blob is no file.") }
      #expect(try Digest.sha256(ofFile: path).0 == blob.descriptor.digest)
    }
  }

  @Test(
    "a platform that is missing, doubled or not planned stops the merge",
    arguments: [["linux/amd64"], [], ["linux/amd64", "linux/arm64", "linux/s390x"], ["linux/amd64", "linux/s390x"]])
  func otherPlan(planned: [String]) async throws {
    let layouts = try await layouts()
    let refusal = await refusal {
      _ = try ImageMerge.merge(layouts, planned: planned.map { try Platform(parsing: $0) }, annotations: [:])
    }
    #expect(refusal?.code == .buildFailed)
    #expect(refusal?.why.contains("found: linux/amd64, linux/arm64") == true)
  }

  @Test("the same platform twice stops the merge")
  func doubled() async throws {
    let layouts = try await layouts([SampleImage.pair[0], SampleImage.pair[0]])
    #expect(
      await refusal { _ = try ImageMerge.merge(layouts, planned: [amd64], annotations: [:]) }?.code == .buildFailed)
  }

  @Test("nothing cannot be merged")
  func nothing() async throws {
    #expect(await refusal { _ = try ImageMerge.merge([], planned: [], annotations: [:]) }?.code == .buildFailed)
  }

  @Test(
    "an image that is not for its platform is found out by its configuration",
    arguments: [
      ("linux/arm64", "linux/amd64"),  // a fixed TARGETARCH
      ("linux/arm/v6", "linux/arm/v7"), ("linux/arm/v6", "linux/arm"), ("linux/amd64", "windows/amd64"),
    ])
  func otherPlatform(platform: String, configured: String) async throws {
    let platform = try Platform(parsing: platform)
    let image = SampleImage(platform: platform, configured: try Platform(parsing: configured))
    let layouts = try await layouts([image])
    let refusal = await refusal { _ = try ImageMerge.merge(layouts, planned: [platform], annotations: [:]) }
    #expect(refusal?.code == .buildFailed && refusal?.why.contains(configured) == true)
  }

  @Test(
    "a variant that everybody means may be said or not",
    arguments: [("linux/arm64", "linux/arm64/v8"), ("linux/arm/v7", "linux/arm")])
  func meantVariant(platform: String, configured: String) async throws {
    let platform = try Platform(parsing: platform)
    let layouts = try await layouts([SampleImage(platform: platform, configured: try Platform(parsing: configured))])
    #expect(try ImageMerge.merge(layouts, planned: [platform], annotations: [:]).children.map(\.platform) == [platform])
  }

  @Test("buildx's index around an image is looked through, and its attestation left out unless it is asked for")
  func attestations() async throws {
    let plain = try ImageMerge.merge(try await layouts(), planned: [amd64, arm64], annotations: [:])
    let layouts = try await layouts()
    var attestations: [StoredManifest] = []
    for layout in layouts { attestations.append(try await attest(layout.layout)) }
    let without = try ImageMerge.merge(layouts, planned: [amd64, arm64], annotations: [:])
    #expect(without.index == plain.index && without.attestations.isEmpty && without.blobs == plain.blobs)
    let with = try ImageMerge.merge(layouts, planned: [amd64, arm64], annotations: [:], keepsAttestations: true)
    let index = try ImageIndex.decode(with.index.bytes)
    #expect(
      index.manifests.map { $0.platform?.description } == [
        "linux/amd64", "linux/arm64", "unknown/unknown", "unknown/unknown",
      ])
    #expect(index.manifests[2].annotations?["vnd.docker.reference.digest"] == index.manifests[0].digest.description)
    #expect(with.attestations.map(\.manifest) == attestations && with.blobs.count == plain.blobs.count + 2)
    let target = ImageLayout(at: "\(scratch.path)/target")
    try await ImageMerge.stage(with, to: target)
    #expect(try await Closure.missing(of: with.index, in: target, deep: true).isEmpty)
  }

  @Test("an index too deep, an index of nothing, and two images in one layout are refused")
  func notOne() async throws {
    let layouts = try await layouts()
    _ = try await attest(layouts[0].layout, nested: true)
    let empty = StoredManifest(bytes: try ImageIndex(manifests: []).encoded())
    try await ImageLayout(at: "\(scratch.path)/empty").put(empty, as: "latest")
    let two = try await SampleImage.pair[0].write(to: "\(scratch.path)/two", tag: "a")
    try await SampleImage.pair[1].write(to: two.path, tag: "b")
    for folder in [layouts[0].layout, "\(scratch.path)/empty", two.path, "\(scratch.path)/nowhere"] {
      let refusal = await refusal { _ = try ImageMerge.merge([(amd64, folder)], planned: [amd64], annotations: [:]) }
      #expect(refusal?.code == .buildFailed && refusal?.what.contains(folder) == true)
    }
  }

  @Test("the same image under two names is one")
  func twoNames() async throws {
    let layout = try await SampleImage.pair[0].write(to: "\(scratch.path)/names", tag: "a")
    try await layout.put(try SampleImage.pair[0].manifest(), as: "b")
    #expect(try ImageMerge.merge([(amd64, layout.path)], planned: [amd64], annotations: [:]).children.count == 1)
  }

  @Test(
    "content that is missing, cut off or other than its name is found before anything is uploaded",
    arguments: ["layer", "config", "manifest"])
  func damagedContent(part: String) async throws {
    let image = SampleImage.pair[0]
    let layouts = try await layouts([image])
    let layout = ImageLayout(at: layouts[0].layout)
    let digest =
      switch part {
      case "layer": Digest.sha256(of: image.layers[0])
      case "config": Digest.sha256(of: image.config)
      default: try image.manifest().digest
      }
    try Data("x".utf8).write(to: URL(filePath: layout.file(of: digest)))
    #expect(
      await refusal { _ = try ImageMerge.merge(layouts, planned: [amd64], annotations: [:]) }?.code == .contentMissing)
    try FileManager.default.removeItem(atPath: layout.file(of: digest))
    #expect(
      await refusal { _ = try ImageMerge.merge(layouts, planned: [amd64], annotations: [:]) }?.code == .contentMissing)
  }

  @Test("images of Docker's type are taken as they are")
  func docker() async throws {
    var image = SampleImage.pair[0]
    image.docker = true
    let merged = try ImageMerge.merge(try await layouts([image]), planned: [amd64], annotations: [:])
    #expect(merged.children[0].descriptor.mediaType == MediaType.dockerManifest)
  }

  @Test("staging into a layout stores everything by digest and no tag, and once more does no harm")
  func staging() async throws {
    let merged = try ImageMerge.merge(try await layouts(), planned: [amd64, arm64], annotations: [:])
    let target = ImageLayout(at: "\(scratch.path)/target")
    for _ in 0..<2 { try await ImageMerge.stage(merged, to: target) }
    #expect(try target.index().manifests.isEmpty)
    #expect(try await Closure.missing(of: merged.index, in: target, deep: true).isEmpty)
    // A child that was taken away meanwhile is put back.
    try FileManager.default.removeItem(atPath: target.file(of: merged.children[1].descriptor.digest))
    try await ImageMerge.stage(merged, to: target)
    #expect(try await Closure.missing(of: merged.index, in: target, deep: true).isEmpty)
  }
}
