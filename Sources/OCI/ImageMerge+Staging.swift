import FoundationEssentials
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
    // What a registry says that it took is looked at once before anything points at it.
    guard try await isWhole(image.index, children, in: repository) else {
      throw Refusal(
        .contentMissing, what: "\(repository.name)@\(image.index.digest) was not uploaded.",
        why: "The registry took the index and its platforms, and does not have them",
        remedy: "Run it again; where it stays so, look into the registry.")
    }
  }

  /// Sends the one image of a layout to where it goes, by digest, and takes its layers out of the layout.
  ///
  /// Its index, its manifest and its configuration stay, so that the layout can still be merged with others.
  ///
  /// - Parameters:
  ///   - folder: the layout.
  ///   - repository: where the image goes.
  /// - Throws: a `Refusal` where it does not hold one image, or that is not taken; the layout is whole then.
  public static func handOver(layout folder: String, to repository: any ImageRepository) async throws {
    let built = try BuiltImage(in: ImageLayout(at: folder))
    _ = try await Parallel.map(built.blobs(withAttestations: false)) { blob in
      try await repository.upload(blob.source, as: blob.descriptor, mountingFrom: nil)
    }
    try await repository.put(built.manifest, as: built.manifest.digest.description)
    for layer in built.document.contents where layer.digest != built.document.config.digest {
      try? FileManager.default.removeItem(atPath: built.layout.file(of: layer.digest))
    }
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
