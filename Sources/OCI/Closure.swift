import Refusals

/// Everything below a manifest or an index.
public enum Closure {
  /// What is missing, sorted: children and configurations, with `deep` the layers too.
  ///
  /// An index may hold indexes, and these no further ones, so that no document can lead a reader astray.
  public static func missing(
    of manifest: StoredManifest, in repository: any ImageRepository, deep: Bool
  ) async throws -> [Digest] {
    try await lacks(of: manifest, in: repository, layers: deep).filter { $0.kind == .missing }.map(\.digest)
  }

  /// What is missing or has another size than its descriptor says, by digest; no blob is read.
  public static func lacks(
    of manifest: StoredManifest, in repository: any ImageRepository, layers: Bool = true
  ) async throws -> [ContentLack] {
    try await lacks(manifest, repository, layers, depth: 2).sorted { $0.digest < $1.digest }
  }

  private static func lacks(
    _ manifest: StoredManifest, _ repository: any ImageRepository, _ layers: Bool, depth: Int
  ) async throws -> Set<ContentLack> {
    guard MediaType.isIndex(manifest.mediaType) else {
      let document = try ImageManifest.decode(manifest.bytes)
      let contents = layers ? document.contents : [document.config]
      let found = try await Parallel.map(unique(contents)) { content -> ContentLack? in
        switch try await repository.standing(of: content.digest) {
        case .missing: ContentLack(content.digest, .missing)
        case .there(let size): lack(of: content, size: size)
        }
      }
      return Set(found.compactMap(\.self))
    }
    guard depth > 0 else {
      throw Refusal(
        .contentMissing,
        what: "\(repository.name)@\(manifest.digest) was not looked through: it is an index in an index in an index.")
    }
    let children = unique(try ImageIndex.decode(manifest.bytes).manifests)
    let found = try await Parallel.map(children) { child -> Set<ContentLack> in
      guard let stored = try await repository.manifest(child.digest.description) else {
        return [ContentLack(child.digest, .missing)]
      }
      let below = try await lacks(stored, repository, layers, depth: depth - 1)
      return below.union([lack(of: child, size: Int64(stored.bytes.count))].compactMap(\.self))
    }
    return found.reduce(into: []) { $0.formUnion($1) }
  }

  private static func lack(of content: Descriptor, size: Int64?) -> ContentLack? {
    guard let size, size != content.size else { return nil }
    return ContentLack(content.digest, .size(expected: content.size, found: size))
  }

  /// Each digest once, sorted.
  private static func unique(_ contents: [Descriptor]) -> [Descriptor] {
    Dictionary(contents.map { ($0.digest, $0) }) { first, _ in first }.values.sorted { $0.digest < $1.digest }
  }
}
