import Refusals

extension ImageMerge {
  /// Uploads blobs side by side, then the platforms, then the index, all by digest, where nobody sees them yet.
  ///
  /// What is there already is not sent again, so that an upload that broke off goes on where it was.
  public static func stage(_ image: MergedImage, to repository: any ImageRepository) async throws {
    let children = image.children + image.attestations
    if try await isWhole(image.index, children, in: repository) { return }
    _ = try await Parallel.map(image.blobs) { blob in
      try await repository.upload(blob.source, as: blob.descriptor, mountingFrom: nil)
    }
    for child in children { try await repository.put(child.manifest, as: child.manifest.digest.description) }
    try await repository.put(image.index, as: image.index.digest.description)
  }

  /// Whether the index is there with all its children, which cleaning jobs like to take away one by one.
  private static func isWhole(
    _ index: StoredManifest, _ children: [MergedImage.Child], in repository: any ImageRepository
  ) async throws -> Bool {
    guard try await repository.manifest(index.digest.description) != nil else { return false }
    let found = try await Parallel.map(children) { child in
      try await repository.manifest(child.manifest.digest.description) != nil
    }
    return found.allSatisfy { $0 }
  }
}
