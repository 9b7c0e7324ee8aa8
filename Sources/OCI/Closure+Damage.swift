extension Closure {
  /// What below a manifest or an index is missing or holds other bytes than its digest says, by digest; everything is
  /// read.
  public static func damages(
    of manifest: StoredManifest, in repository: any ImageRepository
  ) async throws -> [ContentLack] {
    var found = try await lacks(of: manifest, in: repository)
    var known = Set(found.map(\.digest))
    for content in try await unread(below: manifest, in: repository, depth: 2)
    where known.insert(content.digest).inserted {
      if let lack = try await lack(of: content, in: repository) { found.append(lack) }
    }
    return found.sorted { $0.digest < $1.digest }
  }

  /// The digests of ``damages(of:in:)``.
  public static func damaged(
    of manifest: StoredManifest, in repository: any ImageRepository
  ) async throws -> [Digest] {
    try await damages(of: manifest, in: repository).map(\.digest)
  }

  /// Everything below of which only the size was compared.
  private static func unread(
    below manifest: StoredManifest, in repository: any ImageRepository, depth: Int
  ) async throws -> [Descriptor] {
    guard MediaType.isIndex(manifest.mediaType) else {
      let document = try ImageManifest.decode(manifest.bytes)
      return document.contents.filter { !isRead($0, of: document) }
    }
    var found: [Descriptor] = []
    for child in try ImageIndex.decode(manifest.bytes).manifests where depth > 0 {
      guard case .whole(let stored) = try await repository.kept(child.digest) else { continue }
      found += try await unread(below: stored, in: repository, depth: depth - 1)
    }
    return found
  }
}
