/// Everything that is reached from some documents, down through indexes.
struct Marking: Sendable {
  /// Manifests are read too, and not indexes alone, so that configurations and layers are known.
  let readsLeaves: Bool
  /// The documents that were read.
  private(set) var read: [Digest: StoredManifest] = [:]
  /// Every document that was reached.
  private(set) var documents: Set<Digest> = []
  /// Configurations and layers, as far as manifests were read.
  private(set) var blobs: Set<Digest> = []

  /// Begins with nothing.
  init(readsLeaves: Bool) { self.readsLeaves = readsLeaves }

  /// Whether a document or a blob is reached.
  func contains(_ digest: Digest) -> Bool { documents.contains(digest) || blobs.contains(digest) }

  /// Marks manifests, below which are no further documents; without reading them where leaves are not read.
  mutating func reach(
    leaves: some Sequence<Digest>, _ find: @escaping @Sendable (Digest) async throws -> StoredManifest?
  ) async throws {
    if readsLeaves { try await reach(leaves, find) } else { documents.formUnion(leaves) }
  }

  /// Marks documents and all that is below them; what `find` does not know has nothing below it.
  ///
  /// - Throws: what `find` throws, and a `Refusal` where a document cannot be understood.
  mutating func reach(
    _ digests: some Sequence<Digest>, _ find: @escaping @Sendable (Digest) async throws -> StoredManifest?
  ) async throws {
    var level = Set(digests).subtracting(documents).sorted()
    while !level.isEmpty {
      documents.formUnion(level)
      let found = try await Parallel.map(level) { try await find($0) }
      var next: Set<Digest> = []
      for (digest, manifest) in zip(level, found) {
        guard let manifest else { continue }
        read[digest] = manifest
        let links = try ManifestLinks(manifest)
        blobs.formUnion(links.blobs)
        for child in links.children where !documents.contains(child.digest) {
          if child.isLeaf && !readsLeaves { documents.insert(child.digest) } else { next.insert(child.digest) }
        }
      }
      level = next.subtracting(documents).sorted()
    }
  }
}
