import Refusals

/// Makes and uploads merged images.
public enum ImageMerge {
  /// Merges layouts of one platform each into an index of exactly the planned platforms, sorted.
  ///
  /// The same images give the same index, byte for byte.
  ///
  /// - Parameters:
  ///   - children: by platform, the folder of an image layout, as buildah and buildx write it.
  ///   - planned: the platforms that the index must have, no more and no less.
  ///   - annotations: what the index says of itself.
  ///   - isStored: layers that are not in a layout were sent to where the image goes.
  ///   - keepsAttestations: what a builder put beside an image, such as its provenance, goes into the index too.
  /// - Returns: the index and everything below it.
  /// - Throws: a `Refusal` where a platform is missing, doubled, or not what its configuration says.
  public static func merge(
    _ children: [(platform: Platform, layout: String)], planned: [Platform], annotations: [String: String],
    isStored: Bool = false, keepsAttestations: Bool = false
  ) throws -> MergedImage {
    try checkPlan(children.map(\.platform), planned)
    var platforms: [MergedImage.Child] = []
    var attestations: [MergedImage.Child] = []
    var blobs: [Digest: MergedImage.Blob] = [:]
    for (platform, folder) in children.sorted(by: { $0.platform < $1.platform }) {
      let built = try BuiltImage(in: ImageLayout(at: folder))
      try built.check(platform, annotations)
      var descriptor = built.manifest.descriptor
      descriptor.platform = platform
      platforms.append(MergedImage.Child(platform: platform, descriptor: descriptor, manifest: built.manifest))
      for (entry, manifest) in keepsAttestations ? built.attestations : [] {
        let none = Platform(os: "unknown", architecture: "unknown")
        attestations.append(MergedImage.Child(platform: entry.platform ?? none, descriptor: entry, manifest: manifest))
      }
      for blob in try built.blobs(withAttestations: keepsAttestations, isStored: isStored) {
        blobs[blob.descriptor.digest] = blob
      }
    }
    let index = ImageIndex(
      manifests: (platforms + attestations).map(\.descriptor), annotations: annotations.isEmpty ? nil : annotations)
    return MergedImage(
      index: StoredManifest(bytes: try index.encoded()), children: platforms, attestations: attestations,
      blobs: blobs.values.sorted { $0.descriptor.digest < $1.descriptor.digest })
  }

  private static func checkPlan(_ found: [Platform], _ planned: [Platform]) throws {
    guard found.sorted() != Set(planned).sorted() || found.isEmpty else { return }
    let list = { (platforms: [Platform]) in platforms.map(\.description).sorted().joined(separator: ", ") }
    throw Refusal(
      .buildFailed, what: "The image was not merged: its platforms are not the planned ones.",
      why: "Planned: \(list(planned)); found: \(found.isEmpty ? "none" : list(found))")
  }
}
