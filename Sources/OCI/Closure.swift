/// Everything below a manifest or an index.
public enum Closure {
  /// What is missing: children and configurations, with `deep` the layers too.
  public static func missing(
    of manifest: StoredManifest, in repository: any ImageRepository, deep: Bool
  ) async throws -> [Digest] {
    guard MediaType.isIndex(manifest.mediaType) else {
      let document = try ImageManifest.decode(manifest.bytes)
      var missing: [Digest] = []
      for content in deep ? document.contents : [document.config] {
        if try await !repository.hasBlob(content.digest) { missing.append(content.digest) }
      }
      return missing
    }
    return try await withThrowingTaskGroup(of: [Digest].self) { group in
      for child in try ImageIndex.decode(manifest.bytes).manifests {
        group.addTask {
          guard let stored = try await repository.manifest(child.digest.description) else { return [child.digest] }
          guard !MediaType.isIndex(stored.mediaType) else { return [] }
          return try await missing(of: stored, in: repository, deep: deep)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }.sorted()
    }
  }
}
