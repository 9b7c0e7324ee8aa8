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

  /// What is missing or is not what its descriptor says, by digest.
  ///
  /// Configurations and the archives of charts are read, since they are small; of layers the size counts.
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
        guard isRead(content, of: document) else {
          return try await repository.standing(of: content.digest).lack(of: content)
        }
        return try await lack(of: content, in: repository)
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
      switch try await repository.kept(child.digest) {
      case .missing: return [ContentLack(child.digest, .missing)]
      case .altered: return [ContentLack(child.digest, .bytes)]
      case .whole(let stored):
        let below = try await lacks(stored, repository, layers, depth: depth - 1)
        let own = BlobStanding.there(size: Int64(stored.bytes.count)).lack(of: child)
        return below.union([own].compactMap(\.self))
      }
    }
    return found.reduce(into: []) { $0.formUnion($1) }
  }

  /// Whether its bytes are compared and not only its size.
  static func isRead(_ content: Descriptor, of document: ImageManifest) -> Bool {
    content.isRead || content.digest == document.config.digest && content.size <= readLimit
  }

  /// The most, in bytes, that is read where nobody asked for everything.
  static let readLimit: Int64 = 4 << 20

  /// What is wrong with a blob, by its bytes; nil for nothing.
  static func lack(of content: Descriptor, in repository: any ImageRepository) async throws -> ContentLack? {
    guard let sum = try await repository.sum(of: content) else { return ContentLack(content.digest, .missing) }
    return sum.lack(of: content)
  }

  /// Each digest once, sorted.
  private static func unique(_ contents: [Descriptor]) -> [Descriptor] {
    Dictionary(contents.map { ($0.digest, $0) }) { first, _ in first }.values.sorted { $0.digest < $1.digest }
  }
}
