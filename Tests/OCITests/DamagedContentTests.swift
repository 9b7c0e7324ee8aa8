import FoundationEssentials
import HTTP
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import OCI

/// Content that a registry has, and has not as it was sent.
@Suite("Damaged content", .enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed"))
struct DamagedContentTests {
  /// The file that the registry keeps a blob in.
  private func file(_ digest: Digest, _ real: RealRegistry) -> URL {
    URL(filePath: "\(real.server.folder)/docker/registry/v2/blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)/data")
  }

  /// Changes the last digit of what the registry keeps, or the last byte, so that its size stays and JSON stays JSON.
  private func alter(_ digest: Digest, _ real: RealRegistry) throws {
    var bytes = try Data(contentsOf: file(digest, real))
    // A single digit may be the version of the schema, and registries read that.
    let last = bytes.indices.last { index in
      index > bytes.startIndex && bytes[index - 1...index].allSatisfy { (48...57).contains($0) }
    }
    bytes[last ?? bytes.index(before: bytes.endIndex)] ^= 1
    try bytes.write(to: file(digest, real))
  }

  @Test("a blob that was cut short in the registry is not believed to be there")
  func cutShort() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      let blob = try #require(sample.image.blobs.first { $0.descriptor.mediaType == MediaType.imageLayer })
      try Data([1]).write(to: file(blob.descriptor.digest, real))
      #expect(try await !repository.holds(blob.descriptor))
      // This registry keeps a blob that it has; one that took it anew would have passed.
      let refusal = await refusal {
        try await repository.upload(blob.source, as: blob.descriptor, mountingFrom: nil)
      }
      #expect(refusal?.code == .contentMissing)
      #expect(
        refusal?.why
          == ContentLack(blob.descriptor.digest, .size(expected: blob.descriptor.size, found: 1)).text(
            in: repository.name))
    }
  }

  @Test("a blob that was cut short in a layout is written again")
  func layout() async throws {
    let scratch = try ScratchDirectory("damaged-layout")
    let layout = ImageLayout(at: scratch.path)
    let bytes = Array("content".utf8)
    let descriptor = Descriptor(
      mediaType: MediaType.imageLayer, digest: Digest.sha256(of: bytes), size: Int64(bytes.count))
    try await layout.upload(.bytes(bytes), as: descriptor, mountingFrom: nil)
    try Data([1]).write(to: URL(filePath: layout.file(of: descriptor.digest)))
    try await layout.upload(.bytes(bytes), as: descriptor, mountingFrom: nil)
    #expect(try await layout.blob(descriptor.digest, limit: 100) == bytes)
  }

  @Test("other bytes of a platform's manifest and of a configuration are found without reading layers")
  func altered() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      let manifest = sample.image.children[0].manifest.digest
      let config = try ImageManifest.decode(sample.image.children[1].manifest.bytes).config.digest
      try alter(config, real)
      #expect(try await Closure.lacks(of: sample.image.index, in: repository) == [ContentLack(config, .bytes)])
      try alter(manifest, real)
      let expected = [ContentLack(config, .bytes), ContentLack(manifest, .bytes)].sorted { $0.digest < $1.digest }
      #expect(try await Closure.lacks(of: sample.image.index, in: repository) == expected)
    }
  }

  @Test("other bytes of a layer are found where everything is read")
  func layer() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      let layer = try #require(sample.image.blobs.first { $0.descriptor.mediaType == MediaType.imageLayer }).descriptor
      try alter(layer.digest, real)
      #expect(try await Closure.lacks(of: sample.image.index, in: repository) == [])
      #expect(try await Closure.damages(of: sample.image.index, in: repository) == [ContentLack(layer.digest, .bytes)])
    }
  }

  @Test("a layer that was cut short beside whole documents is found before anything points at the image")
  func staged() async throws {
    let sample = try await MergedSample()
    try await RealRegistry.with { real in
      let repository = try real.repository()
      try await ImageMerge.stage(sample.image, to: repository)
      let layer = try #require(sample.image.blobs.first { $0.descriptor.mediaType == MediaType.imageLayer }).descriptor
      try Data([1]).write(to: file(layer.digest, real))
      let refusal = await refusal { try await ImageMerge.stage(sample.image, to: repository) }
      #expect(refusal?.code == .contentMissing && refusal?.why.contains(layer.digest.description) == true)
    }
  }

  @Test("other bytes of a document, a configuration and a layer in a layout are written again")
  func mended() async throws {
    let sample = try await MergedSample()
    let scratch = try ScratchDirectory("mended-layout")
    let layout = ImageLayout(at: scratch.path)
    try await ImageMerge.stage(sample.image, to: layout)
    let manifest = sample.image.children[0].manifest.digest
    let config = try ImageManifest.decode(sample.image.children[1].manifest.bytes).config.digest
    for digest in [manifest, config] {
      let path = URL(filePath: layout.file(of: digest))
      try Data((0..<(try Data(contentsOf: path)).count).map { _ in 32 }).write(to: path)
    }
    #expect(try await Closure.lacks(of: sample.image.index, in: layout).count == 2)
    try await ImageMerge.stage(sample.image, to: layout)
    #expect(try await Closure.lacks(of: sample.image.index, in: layout) == [])
  }

  @Test("of a blob that is longer than it should be no more is read")
  func endless() async throws {
    let scratch = try ScratchDirectory("endless")
    try Data(repeating: 7, count: 8 << 20).write(to: URL(filePath: "\(scratch.path)/blob"))
    let (digest, size) = try Digest.sha256(ofFile: "\(scratch.path)/blob")
    let transport = MeasuredTransport()
    try await RealRegistry.with(transport: transport) { real in
      let repository = try real.repository()
      let whole = Descriptor(mediaType: MediaType.imageLayer, digest: digest, size: size)
      try await repository.upload(.file("\(scratch.path)/blob"), as: whole, mountingFrom: nil)
      #expect(try await repository.sum(of: whole) == BlobSum(digest: digest, size: size))
      #expect(transport.taken == size)
      let short = Descriptor(mediaType: MediaType.imageLayer, digest: digest, size: 10)
      #expect(try await repository.sum(of: short)?.size == 11)
      #expect(transport.taken < size + size / 2)
    }
  }

  @Test("what a registry says that it took, and has not, stops the upload")
  func swallowed() async throws {
    let sample = try await MergedSample()
    let transport = FaultyTransport { _, request in
      guard request.method == "PUT", request.url.contains("/manifests/"), case .bytes(let bytes) = request.body else {
        return nil
      }
      return .answer(HTTPResponse(201, ["Docker-Content-Digest": Digest.sha256(of: bytes).description]))
    }
    try await RealRegistry.with(transport: transport) { real in
      let repository = try real.repository()
      let refusal = await refusal { try await ImageMerge.stage(sample.image, to: repository) }
      #expect(refusal?.code == .contentMissing)
      let documents = sample.image.children.map(\.manifest.digest) + [sample.image.index.digest]
      #expect(refusal?.why == documents.map { "\($0) is gone from \(repository.name)" }.joined(separator: "\n"))
    }
  }
}

/// The network, with a count of the bytes that were taken of answers piece by piece.
private final class MeasuredTransport: HTTPTransport {
  private let network = NetworkTransport(environment: [:])
  private let count = Mutex(Int64(0))

  var taken: Int64 { count.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    var request = request
    if let take = request.onBytes {
      request.onBytes = { [self] bytes in
        count.withLock { $0 += Int64(bytes.count) }
        return take(bytes)
      }
    }
    return try await network.send(request)
  }

  func shutdown() async { await network.shutdown() }
}
