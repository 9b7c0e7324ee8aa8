/// What a repository keeps under the digest of a document.
public enum KeptDocument: Hashable, Sendable {
  /// Nothing.
  case missing
  /// The document.
  case whole(StoredManifest)
  /// Bytes of another digest.
  case altered(Digest)
}
