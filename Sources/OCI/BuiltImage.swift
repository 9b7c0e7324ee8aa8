import Refusals

/// The one image that a builder left in a layout, with what it put beside it.
struct BuiltImage {
  let layout: ImageLayout
  let manifest: StoredManifest
  let document: ImageManifest
  /// Manifests of `unknown/unknown`, such as the provenance of buildx, with their entries in the builder's index.
  let attestations: [(entry: Descriptor, manifest: StoredManifest)]

  /// Finds the image; an index that a builder made around it is looked through.
  init(in layout: ImageLayout) throws {
    self.layout = layout
    var entries = try layout.index().manifests
    var attestations: [(Descriptor, StoredManifest)] = []
    for _ in 0..<3 {
      for entry in entries where entry.platform?.isAttestation == true {
        attestations.append((entry, try Self.read(entry, layout)))
      }
      entries.removeAll { $0.platform?.isAttestation == true }
      // A builder may name the same image twice, with a tag and without.
      let images = Set(entries.map(\.digest))
      guard let entry = entries.first, images.count == 1 else {
        throw Refusal(
          .buildFailed, what: "\(layout.path) does not hold one image.", why: "It holds \(images.count)",
          remedy: "Build each platform into a folder of its own.")
      }
      let manifest = try Self.read(entry, layout)
      guard MediaType.isIndex(manifest.mediaType) else {
        self.manifest = manifest
        self.attestations = attestations
        document = try ImageManifest.decode(manifest.bytes)
        return
      }
      entries = try ImageIndex.decode(manifest.bytes).manifests
    }
    throw Refusal(.buildFailed, what: "\(layout.path) does not hold one image: its indexes are nested.")
  }

  private static func read(_ entry: Descriptor, _ layout: ImageLayout) throws -> StoredManifest {
    guard let manifest = try layout.document(entry.digest) else {
      throw Refusal(.contentMissing, what: "\(layout.path) lacks \(entry.digest), which its index names.")
    }
    return manifest
  }

  /// Refuses an image whose configuration is for another platform, or was built from another commit or version than
  /// `annotations` say.
  func check(_ platform: Platform, _ annotations: [String: String]) throws {
    guard let bytes = try ReadableFile.bytes(layout.file(of: document.config.digest), limit: DocumentCoding.limit),
      Digest.sha256(of: bytes) == document.config.digest
    else { throw Refusal(.contentMissing, what: "\(layout.path) lacks its image's configuration.") }
    let config: ImageConfig = try DocumentCoding.decode(bytes)
    let found = config.platform
    guard found.isSame(as: platform) else {
      throw Refusal(
        .buildFailed, what: "The image for \(platform) is not for \(platform).", why: "Its configuration says \(found)",
        remedy: "Look for a default of TARGETARCH or a fixed base image in its Dockerfile.")
    }
    for key in ["org.opencontainers.image.revision", "org.opencontainers.image.version"] {
      guard let label = config.config?.labels?[key], let expected = annotations[key], label != expected else {
        continue
      }
      throw Refusal(
        .contentMissing, what: "The image for \(platform) in \(layout.path) was built from something else.",
        why: "Its label \(key) says \(label), and \(expected) is released",
        remedy: "Build it again from the commit that is released.")
    }
  }

  /// Everything that the image names, and where it lies.
  ///
  /// With `isStored` layers that are not in the layout are where the image goes already.
  func blobs(withAttestations: Bool, isStored: Bool = false) throws -> [MergedImage.Blob] {
    var contents = document.contents
    for (_, manifest) in withAttestations ? attestations : [] {
      contents += try ImageManifest.decode(manifest.bytes).contents
    }
    return try contents.map { content in
      let file = layout.file(of: content.digest)
      guard let size = ReadableFile.size(file) else {
        if isStored { return MergedImage.Blob(descriptor: content, source: .stored) }
        throw Refusal(.contentMissing, what: "\(layout.path) lacks \(content.digest), which its image names.")
      }
      guard size == content.size else {
        throw Refusal(
          .contentMissing, what: "\(layout.path) holds other bytes than \(content.digest).",
          why: "\(file) has \(size) bytes instead of \(content.size)")
      }
      return MergedImage.Blob(descriptor: content, source: .file(file))
    }
  }
}
