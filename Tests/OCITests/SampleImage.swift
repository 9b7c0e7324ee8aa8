import FoundationEssentials

@testable import OCI

/// A small image for one platform, as a builder leaves it in a layout.
struct SampleImage {
  var platform: Platform
  var layers: [[UInt8]] = [Array("a shared layer".utf8)]
  /// What the configuration says, where it is not the platform.
  var configured: Platform?
  var docker = false

  /// Images for two platforms share a layer and have two configurations.
  static let pair = ["linux/amd64", "linux/arm64"].compactMap { try? Platform(parsing: $0) }.map {
    SampleImage(platform: $0)
  }

  var config: [UInt8] {
    let said = configured ?? platform
    let variant = said.variant.map { #","variant":"\#($0)""# } ?? ""
    return Array(
      #"{"architecture":"\#(said.architecture)","config":{},"os":"\#(said.os)"\#(variant),"rootfs":{"diff_ids":[],"type":"layers"}}"#
        .utf8)
  }

  func manifest() throws -> StoredManifest {
    let document = ImageManifest(
      mediaType: docker ? MediaType.dockerManifest : MediaType.imageManifest,
      config: Self.descriptor(MediaType.imageConfig, config),
      layers: layers.map { Self.descriptor(MediaType.imageLayer, $0) })
    return StoredManifest(bytes: try document.encoded())
  }

  static func descriptor(_ type: String, _ bytes: [UInt8]) -> Descriptor {
    Descriptor(mediaType: type, digest: .sha256(of: bytes), size: Int64(bytes.count))
  }

  /// Writes it as one image of a layout.
  @discardableResult
  func write(to folder: String, tag: String = "latest") async throws -> ImageLayout {
    let layout = ImageLayout(at: folder)
    try await store(in: layout)
    try await layout.put(manifest(), as: tag)
    return layout
  }

  /// Stores its blobs and the manifest, without a tag.
  func store(in repository: any ImageRepository) async throws {
    for (type, bytes) in [(MediaType.imageConfig, config)] + layers.map({ (MediaType.imageLayer, $0) }) {
      try await repository.upload(.bytes(bytes), as: Self.descriptor(type, bytes), mountingFrom: nil)
    }
    try await repository.put(manifest(), as: manifest().digest.description)
  }
}
