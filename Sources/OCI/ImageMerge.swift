import FoundationEssentials
import Refusals

/// Images of several platforms made into one index.
public struct MergedImage: Sendable {
  /// One platform.
  public struct Child: Sendable {
    /// What it runs on.
    public var platform: Platform
    /// Its entry in the index.
    public var descriptor: Descriptor
    /// The document.
    public var manifest: StoredManifest
  }

  /// A blob and where its bytes are.
  public struct Blob: Hashable, Sendable {
    /// What it is.
    public var descriptor: Descriptor
    /// Where its bytes are.
    public var source: BlobSource
  }

  /// The index.
  public var index: StoredManifest
  /// The platforms, sorted.
  public var children: [Child]
  /// Everything that the children name, each once.
  public var blobs: [Blob]
}

/// Makes and uploads merged images.
public enum ImageMerge {
  /// Merges layouts of one platform each into an index of exactly the planned platforms, sorted.
  ///
  /// - Parameters:
  ///   - children: by platform, the folder of an image layout.
  ///   - planned: the platforms that the index must have, no more and no less.
  ///   - annotations: what the index says of itself.
  /// - Returns: the index and everything below it.
  /// - Throws: a `Refusal` where a platform is missing, doubled, or not what its configuration says.
  public static func merge(
    _ children: [(platform: Platform, layout: String)], planned: [Platform], annotations: [String: String]
  ) throws -> MergedImage {
    guard Set(children.map(\.platform)) == Set(planned), children.count == planned.count else {
      let found = children.map(\.platform.description).sorted().joined(separator: ", ")
      throw Refusal(
        .buildFailed, what: "The image was not merged: its platforms are not the planned ones.",
        why: "Planned \(planned.map(\.description).sorted().joined(separator: ", ")); found \(found)")
    }
    var merged: [MergedImage.Child] = []
    var blobs: [Digest: MergedImage.Blob] = [:]
    for (platform, folder) in children.sorted(by: { $0.platform < $1.platform }) {
      let layout = ImageLayout(at: folder)
      let manifest = try single(layout)
      let document = try ImageManifest.decode(manifest.bytes)
      try check(document, platform, layout)
      for content in document.contents {
        let file = layout.file(of: content.digest)
        guard FileManager.default.fileExists(atPath: file) else {
          throw Refusal(.contentMissing, what: "\(folder) lacks \(content.digest), which its image names.")
        }
        blobs[content.digest] = MergedImage.Blob(descriptor: content, source: .file(file))
      }
      var descriptor = manifest.descriptor
      descriptor.platform = platform
      merged.append(MergedImage.Child(platform: platform, descriptor: descriptor, manifest: manifest))
    }
    let index = ImageIndex(manifests: merged.map(\.descriptor), annotations: annotations.isEmpty ? nil : annotations)
    return MergedImage(
      index: StoredManifest(bytes: try index.encoded()), children: merged,
      blobs: blobs.values.sorted { $0.descriptor.digest < $1.descriptor.digest })
  }

  /// The one image of a layout; an index that a builder made around it for attestations is looked through.
  private static func single(_ layout: ImageLayout) throws -> StoredManifest {
    var entries = try layout.index().manifests
    for _ in 0..<3 {
      entries.removeAll { $0.platform?.isAttestation == true }
      guard entries.count == 1, let bytes = ReadableFile.bytes(layout.file(of: entries[0].digest)) else {
        throw Refusal(
          .buildFailed, what: "\(layout.path) does not hold one image.", why: "It holds \(entries.count)")
      }
      let manifest = StoredManifest(bytes: bytes)
      guard manifest.digest == entries[0].digest else {
        throw Refusal(.contentMissing, what: "\(layout.path) holds other bytes than \(entries[0].digest).")
      }
      guard MediaType.isIndex(manifest.mediaType) else { return manifest }
      entries = try ImageIndex.decode(bytes).manifests
    }
    throw Refusal(.buildFailed, what: "\(layout.path) does not hold one image: its indexes are nested.")
  }

  private static func check(_ document: ImageManifest, _ platform: Platform, _ layout: ImageLayout) throws {
    guard let bytes = ReadableFile.bytes(layout.file(of: document.config.digest)),
      let config = try? JSONDecoder().decode(ImageConfig.self, from: Data(bytes))
    else {
      throw Refusal(.contentMissing, what: "\(layout.path) lacks its image's configuration.")
    }
    guard config.os == platform.os, config.architecture == platform.architecture else {
      throw Refusal(
        .buildFailed, what: "The image for \(platform) is not for \(platform).",
        why: "Its configuration says \(config.os)/\(config.architecture)",
        remedy: "Look for a default of TARGETARCH or a fixed base image in its Dockerfile.")
    }
  }

  /// Uploads blobs side by side, then the platforms, then the index, all by digest; what is there is not sent again.
  public static func stage(_ image: MergedImage, to repository: any ImageRepository) async throws {
    guard try await repository.manifest(image.index.digest.description) == nil else { return }
    try await withThrowingTaskGroup(of: Void.self) { group in
      var rest = image.blobs[...]
      for _ in 0..<4 {
        guard let blob = rest.popFirst() else { break }
        group.addTask { try await repository.upload(blob.source, as: blob.descriptor, mountingFrom: nil) }
      }
      while try await group.next() != nil {
        guard let blob = rest.popFirst() else { continue }
        group.addTask { try await repository.upload(blob.source, as: blob.descriptor, mountingFrom: nil) }
      }
    }
    for child in image.children { try await repository.put(child.manifest, as: child.manifest.digest.description) }
    try await repository.put(image.index, as: image.index.digest.description)
  }
}
