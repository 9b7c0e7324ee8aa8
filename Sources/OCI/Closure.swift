import Refusals

/// Everything below a manifest or an index.
public enum Closure {
  /// What is missing, sorted: children and configurations, with `deep` the layers too.
  ///
  /// An index may hold indexes, and these no further ones, so that no document can lead a reader astray.
  public static func missing(
    of manifest: StoredManifest, in repository: any ImageRepository, deep: Bool
  ) async throws -> [Digest] {
    try await Array(missing(manifest, repository, deep, depth: 2)).sorted()
  }

  private static func missing(
    _ manifest: StoredManifest, _ repository: any ImageRepository, _ deep: Bool, depth: Int
  ) async throws -> Set<Digest> {
    guard MediaType.isIndex(manifest.mediaType) else {
      let document = try ImageManifest.decode(manifest.bytes)
      let contents = Set((deep ? document.contents : [document.config]).map(\.digest))
      return try await Set(
        Parallel.map(contents.sorted()) { try await repository.hasBlob($0) ? nil : $0 }.compactMap(\.self))
    }
    guard depth > 0 else {
      throw Refusal(
        .contentMissing,
        what: "\(repository.name)@\(manifest.digest) was not looked through: it is an index in an index in an index.")
    }
    let children = Set(try ImageIndex.decode(manifest.bytes).manifests.map(\.digest)).sorted()
    let found = try await Parallel.map(children) { child -> Set<Digest> in
      guard let stored = try await repository.manifest(child.description) else { return [child] }
      return try await missing(stored, repository, deep, depth: depth - 1)
    }
    return found.reduce(into: []) { $0.formUnion($1) }
  }
}
