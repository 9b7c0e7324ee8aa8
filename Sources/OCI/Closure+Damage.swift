extension Closure {
  /// What below a manifest or an index is missing or holds other bytes than its digest says, sorted; everything is read.
  public static func damaged(
    of manifest: StoredManifest, in repository: any ImageRepository
  ) async throws -> [Digest] {
    let missing = try await missing(of: manifest, in: repository, deep: true)
    var damaged = Set(missing)
    for digest in try await contents(of: manifest, in: repository, depth: 2) where !damaged.contains(digest) {
      if try await repository.digest(ofBytesOf: digest) != digest { damaged.insert(digest) }
    }
    return damaged.sorted()
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
