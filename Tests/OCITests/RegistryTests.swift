import FoundationEssentials
import Refusals
import TestSupport
import Testing

@testable import OCI

/// The client before the real docker-registry.
@Suite("Registry", .enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed"))
struct RegistryTests {
  @Test("an index of two platforms with four tags takes 20 requests, and 11 when all is there")
  func budget() async throws {
    let sample = try await MergedSample()
    let tags = ["1.2.0", "1.2", "1", "latest"]
    try await RealRegistry.with { real in
      let repository = try real.repository()
      func publish() async throws {
        try await ImageMerge.stage(sample.image, to: repository)
        for tag in tags { try await repository.put(sample.image.index, as: tag) }
      }
      try await publish()
      // One look for the index, three blobs at three each, two platforms, the index, one look at all three, four tags: no
      // ping.
      #expect(real.server.requests().count == 20)
      let digest = sample.image.index.digest.description
      #expect(real.server.tags() == Dictionary(uniqueKeysWithValues: tags.map { ("acme/x:\($0)", digest) }))
      try await publish()
      // The index, its platforms and their configurations are read, the layers are looked for.
      let again = real.methods(since: 20)
      #expect(
        again.sorted() == Array(repeating: "GET", count: 5) + ["HEAD", "HEAD"] + Array(repeating: "PUT", count: 4))
      #expect(real.server.requests().allSatisfy { $0.path != "/v2/" })
    }
  }

  @Test("moving a tag to a known index takes three requests with the look before and after")
  func retag() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      let before = real.server.requests().count
      #expect(try await repository.manifest("latest") == nil)
      try await repository.put(sample.image.index, as: "latest")
      #expect(try await repository.manifest("latest") == sample.image.index)
      #expect(real.methods(since: before) == ["GET", "PUT", "GET"])
    }
  }

  @Test("a password costs one request for the whole host")
  func password() async throws {
    let scratch = try ScratchDirectory("password")
    // alice:secret
    let line = "alice:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"
    func environment(_ secret: String) -> (String) throws -> [String: String] {
      { host in
        try scratch.write(
          #"{"auths":{"\#(host)":{"username":"alice","password":"\#(secret)"}}}"#, to: ".docker/config.json")
        return ["HOME": scratch.path]
      }
    }
    let sample = try await MergedSample()
    try await RealRegistry.with(htpasswd: line, environment: environment("secret")) { real in
      try await ImageMerge.stage(sample.image, to: try real.repository())
      #expect(real.server.requests().count == 17)
      #expect(try await real.repository("acme/y").manifest("latest") == nil)
      #expect(real.server.requests().count == 18)
    }
    for wrong in ["wrong", ""] {
      try await RealRegistry.with(htpasswd: line, environment: environment(wrong)) { real in
        let repository = try real.repository()
        let refusal = try #require(await refusal { try await repository.checkPushRight() })
        #expect(refusal.code == .unauthorized && refusal.remedy.contains("docker login \(real.server.host)"))
        #expect(wrong.isEmpty || !"\(refusal)".contains(wrong))
      }
    }
  }

  @Test("what was put comes back, byte for byte, by tag and by digest")
  func roundTrip() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with { real in
      let repository = try real.repository()
      let image = sample.image
      #expect(try await repository.manifest("1.2.0") == nil)
      #expect(try await repository.manifest(image.index.digest.description) == nil)
      #expect(try await !repository.hasBlob(image.blobs[0].descriptor.digest))
      try await ImageMerge.stage(image, to: repository)
      try await repository.put(image.index, as: "1.2.0")
      #expect(try await repository.manifest("1.2.0") == image.index)
      #expect(
        try await repository.manifest(image.children[0].descriptor.digest.description) == image.children[0].manifest)
      for blob in image.blobs {
        let bytes = try #require(try await repository.blob(blob.descriptor.digest, limit: 1 << 20))
        #expect(Digest.sha256(of: bytes) == blob.descriptor.digest)
      }
      #expect(try await Closure.missing(of: image.index, in: repository, deep: true).isEmpty)
      #expect(try await repository.blob(Digest.sha256(of: [9]), limit: 10) == nil)
      let config = image.blobs[0].descriptor
      #expect(
        await refusal { _ = try await repository.blob(config.digest, limit: Int(config.size) - 1) }?.code
          == .registryRefused)
    }
  }

  @Test("a large file is uploaded from the disk")
  func largeBlob() async throws {
    let scratch = try ScratchDirectory("large")
    let path = "\(scratch.path)/layer"
    #expect(FileManager.default.createFile(atPath: path, contents: Data(repeating: 7, count: 5 << 20)))
    let (digest, size) = try Digest.sha256(ofFile: path)
    try await RealRegistry.with { real in
      let repository = try real.repository()
      let descriptor = Descriptor(mediaType: MediaType.imageLayer, digest: digest, size: size)
      try await repository.upload(.file(path), as: descriptor, mountingFrom: nil)
      #expect(try await repository.standing(of: digest) == .there(size: size))
    }
  }

  @Test("a blob is taken over from another repository with one request")
  func mount() async throws {
    let layer = SampleImage.pair[0].layers[0]
    let descriptor = SampleImage.descriptor(MediaType.imageLayer, layer)
    try await RealRegistry.with { real in
      try await real.repository("acme/one").upload(.bytes(layer), as: descriptor, mountingFrom: nil)
      let before = real.server.requests().count
      let two = try real.repository("acme/two")
      try await two.upload(.bytes(layer), as: descriptor, mountingFrom: "acme/one")
      #expect(real.methods(since: before) == ["HEAD", "POST"])
      #expect(try await two.hasBlob(descriptor.digest))
      // Where it is not there either, the same upload goes on.
      let three = try real.repository("acme/three")
      try await three.upload(.bytes(layer), as: descriptor, mountingFrom: "acme/nowhere")
      #expect(try await three.hasBlob(descriptor.digest))
    }
  }

  @Test("a tag goes alone: its siblings and the image stay, and it can come back")
  func removal() async throws {
    let sample = try await MergedSample()
    let index = sample.image.index
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      for tag in ["1.2.0", "1.2", "latest"] { try await repository.put(index, as: tag) }
      #expect(try await repository.tagRemoval() == .allowed)
      try await repository.removeTag("1.2")
      #expect(Set(real.server.tags().keys) == ["acme/x:1.2.0", "acme/x:latest"])
      #expect(try await repository.manifest("1.2") == nil)
      #expect(try await repository.manifest("1.2.0") == index)
      #expect(try await Closure.missing(of: index, in: repository, deep: true).isEmpty)
      // Once it is known what the registry can do, a removal takes four requests, and an absent tag one.
      var before = real.server.requests().count
      try await repository.removeTag("latest")
      #expect(real.methods(since: before) == ["GET", "PUT", "DELETE", "GET"])
      before = real.server.requests().count
      try await repository.removeTag("latest")
      #expect(real.methods(since: before) == ["GET"])
      try await repository.put(index, as: "1.2")
      #expect(try await repository.manifest("1.2") == index)
    }
  }

  @Test("the last tag goes too, and the image is still there by its digest")
  func lastTag() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      try await repository.put(sample.image.index, as: "only")
      try await repository.removeTag("only")
      #expect(real.server.tags().isEmpty)
      #expect(try await repository.manifest(sample.image.index.digest.description) == sample.image.index)
    }
  }

  @Test("a tombstone that a removal left behind is taken away by the next one")
  func residue() async throws {
    try await RealRegistry.with { real in
      let repository = try real.repository()
      let tombstone = try StoredManifest.tombstone(for: "1.2")
      try await repository.put(tombstone, as: "1.2")
      #expect(try await repository.manifest("1.2")?.isTombstone == true)
      try await repository.removeTag("1.2")
      #expect(try await repository.manifest("1.2") == nil && real.server.tags().isEmpty)
    }
  }

  @Test("a registry that does not delete says so without a change, and its tags stay as they are")
  func noDeletion() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with(deletes: false) { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      try await repository.put(sample.image.index, as: "1.2")
      let tags = real.server.tags()
      #expect(try await repository.tagRemoval() == .unsupported)
      #expect(await refusal { try await repository.removeTag("1.2") }?.code == .registryRefused)
      #expect(try await repository.tagRemoval() == .unsupported)
      #expect(real.server.tags() == tags)
      #expect(real.server.requests().filter { $0.method == "DELETE" && $0.path.contains("sha256:") }.count == 1)
      try await repository.removeTag("absent")
    }
  }

  @Test("asking for the right to push leaves nothing behind")
  func pushRight() async throws {
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await repository.checkPushRight()
      #expect(real.methods() == ["POST", "DELETE"])
      #expect(real.server.tags().isEmpty && real.server.openUploads().isEmpty)
    }
  }

  @Test("a document whose content is missing is refused as such, and the tag stays where it was")
  func missingContent() async throws {
    let sample = try await MergedSample()
    let lonely = StoredManifest(
      bytes: try ImageIndex(manifests: [
        try SampleImage(platform: .init(os: "linux", architecture: "s390x")).manifest().descriptor
      ])
      .encoded())
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      try await repository.put(sample.image.index, as: "latest")
      #expect(await refusal { try await repository.put(lonely, as: "latest") }?.code == .contentMissing)
      #expect(try await repository.manifest("latest") == sample.image.index)
    }
  }

  @Test("wrong bytes for a digest are refused by the registry and reported")
  func wrongBytes() async throws {
    try await RealRegistry.with { real in
      let repository = try real.repository()
      let descriptor = Descriptor(mediaType: MediaType.imageLayer, digest: .sha256(of: [1]), size: 1)
      let refusal = try #require(
        await refusal { try await repository.upload(.bytes([2]), as: descriptor, mountingFrom: nil) })
      #expect(refusal.code == .registryRefused && refusal.message.contains("DIGEST_INVALID"))
      #expect(try await !repository.hasBlob(descriptor.digest))
    }
  }

  @Test("a registry that is gone is unreachable")
  func gone() async throws {
    try await RealRegistry.with { real in
      let repository = try real.repository()
      #expect(try await repository.manifest("1") == nil)
      real.server.stop()
      while await refusal({ _ = try await repository.manifest("1") }) == nil { await Task.yield() }
      let refusal = try #require(await refusal { _ = try await repository.manifest("1") })
      #expect(refusal.code == .registryUnreachable && refusal.message.contains(real.server.host))
    }
  }
}
