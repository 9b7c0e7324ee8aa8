import FoundationEssentials
import Refusals

extension ImageMerge {
  /// Uploads blobs side by side, then the platforms, then the index, all by digest, where nobody sees them yet.
  ///
  /// What is there already is not sent again, so that an upload that broke off goes on where it was.
  public static func stage(_ image: MergedImage, to repository: any ImageRepository) async throws {
    if case .whole = try await repository.kept(image.index.digest),
      try await Closure.lacks(of: image.index, in: repository).isEmpty
    {
      return
    }
    _ = try await Parallel.map(image.blobs) { blob in
      try await repository.upload(blob.source, as: blob.descriptor, mountingFrom: nil)
    }
    let documents = (image.children + image.attestations).map(\.manifest) + [image.index]
    for document in documents { try await repository.put(document, as: document.digest.description) }
    try await requireKept(documents, in: repository)
  }

  /// Looks once at what a repository says that it took, before anything points at it.
  ///
  /// - Parameters:
  ///   - documents: what was put there by digest.
  ///   - repository: where.
  /// - Throws: a `Refusal` that names what is not there, or is there with other bytes.
  public static func requireKept(_ documents: [StoredManifest], in repository: any ImageRepository) async throws {
    let found = try await Parallel.map(documents) { document -> ContentLack? in
      switch try await repository.kept(document.digest) {
      case .whole: nil
      case .missing: ContentLack(document.digest, .missing)
      case .altered: ContentLack(document.digest, .bytes)
      }
    }
    try refuse(
      found.compactMap(\.self), in: repository,
      "\(repository.name) does not have what it took; nothing points at it yet.")
  }

  private static func refuse(_ lacks: [ContentLack], in repository: any ImageRepository, _ what: String) throws {
    guard !lacks.isEmpty else { return }
    throw Refusal(
      .contentMissing, what: what, why: lacks.map { $0.text(in: repository.name) }.joined(separator: "\n"),
      remedy: "Run it again; where it stays so, have what is named deleted from its store.")
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
    try refuse(
      try await Closure.lacks(of: built.manifest, in: repository), in: repository,
      "\(folder) was not handed over to \(repository.name): it stays whole.")
    for layer in built.document.contents where layer.digest != built.document.config.digest {
      try? FileManager.default.removeItem(atPath: built.layout.file(of: layer.digest))
    }
  }
}
