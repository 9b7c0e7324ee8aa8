/// What must stay although no tag may show it: the content of recorded releases, which undo puts back.
public struct KeptContent: Sendable {
  /// Documents; below them everything stays too.
  public var documents: Set<Digest>
  /// Manifests of one platform, below which are no further documents.
  public var leaves: Set<Digest>
  /// The bytes of some documents, for following what is below where the repository has lost them.
  public var bytes: [Digest: StoredManifest]

  /// Names what stays.
  public init(documents: Set<Digest> = [], leaves: Set<Digest> = [], bytes: [Digest: StoredManifest] = [:]) {
    (self.documents, self.leaves, self.bytes) = (documents, leaves, bytes)
  }
}
