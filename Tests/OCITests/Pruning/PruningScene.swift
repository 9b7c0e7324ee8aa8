import TestSupport

@testable import OCI

/// Images of two platforms that share one of them, as pull requests have it.
struct PruningScene {
  /// The image that is the same in all.
  static let shared = SampleImage.pair[0]

  /// The image for arm64, with a layer of its own for each note.
  static func own(_ note: String) -> SampleImage {
    var image = SampleImage.pair[1]
    image.layers = [Array("a layer of \(note)".utf8)]
    return image
  }

  /// An index of the shared image and one of the note's own, stored under a tag, or by its digest alone.
  @discardableResult
  static func index(_ note: String, as tag: String? = nil, in repository: any ImageRepository) async throws
    -> StoredManifest
  {
    for image in [shared, own(note)] { try await image.store(in: repository) }
    let children = try [shared, own(note)].map { image in
      var entry = try image.manifest().descriptor
      entry.platform = image.platform
      return entry
    }
    let index = StoredManifest(bytes: try ImageIndex(manifests: children, annotations: ["note": note]).encoded())
    try await repository.put(index, as: tag ?? index.digest.description)
    return index
  }

  /// An index about another document, as signing tools write it under a tag that is made from that one's digest.
  static func signature(of subject: StoredManifest, in repository: any ImageRepository) async throws -> StoredManifest {
    let index = StoredManifest(
      bytes: try ImageIndex(manifests: [], annotations: ["signs": subject.digest.description]).encoded())
    try await repository.put(index, as: "sha256-\(subject.digest.hex).sig")
    return index
  }
}
