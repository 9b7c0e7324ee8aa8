extension Closure {
  /// What below a manifest or an index is missing or holds other bytes than its digest says, by digest; everything is
  /// read.
  public static func damages(
    of manifest: StoredManifest, in repository: any ImageRepository
  ) async throws -> [ContentLack] {
    var found = try await lacks(of: manifest, in: repository)
    let known = Set(found.map(\.digest))
    for digest in try await contents(of: manifest, in: repository, depth: 2) where !known.contains(digest) {
      if try await repository.digest(ofBytesOf: digest) != digest { found.append(ContentLack(digest, .bytes)) }
    }
    return found.sorted { $0.digest < $1.digest }
  }

  /// The digests of ``damages(of:in:)``.
  public static func damaged(
    of manifest: StoredManifest, in repository: any ImageRepository
  ) async throws -> [Digest] {
    try await damages(of: manifest, in: repository).map(\.digest)
  }

  /// Every configuration and layer below.
  private static func contents(
    of manifest: StoredManifest, in repository: any ImageRepository, depth: Int
  ) async throws -> Set<Digest> {
    guard MediaType.isIndex(manifest.mediaType) else {
      return Set(try ImageManifest.decode(manifest.bytes).contents.map(\.digest))
    }
    var found: Set<Digest> = []
    for child in try ImageIndex.decode(manifest.bytes).manifests where depth > 0 {
      guard let stored = try await repository.manifest(child.digest.description) else { continue }
      found.formUnion(try await contents(of: stored, in: repository, depth: depth - 1))
    }
    return found
  }
}
