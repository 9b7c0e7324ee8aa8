/// What may be deleted, with the documents themselves, as far as they could be read.
public struct Prunable: Sendable {
  /// What would go.
  public var pruned: Pruned
  /// The documents, for putting one back that somebody needs after all.
  public var documents: [Digest: StoredManifest]

  /// Puts together what was found.
  public init(pruned: Pruned, documents: [Digest: StoredManifest]) {
    (self.pruned, self.documents) = (pruned, documents)
  }

  /// What a document names below itself; nothing where it is not known.
  public func children(of digest: Digest) -> [Digest] {
    documents[digest].flatMap { try? ManifestLinks($0) }?.children.map(\.digest) ?? []
  }
}
