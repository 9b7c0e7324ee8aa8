/// Images of several platforms made into one index.
public struct MergedImage: Sendable {
  /// One platform, or an attestation beside one.
  public struct Child: Sendable {
    /// What it runs on.
    public var platform: Platform
    /// Its entry in the index.
    public var descriptor: Descriptor
    /// The document.
    public var manifest: StoredManifest
  }

  /// A blob and where its bytes are.
  public struct Blob: Hashable, Sendable {
    /// What it is.
    public var descriptor: Descriptor
    /// Where its bytes are.
    public var source: BlobSource
  }

  /// The index.
  public var index: StoredManifest
  /// The platforms, sorted.
  public var children: [Child]
  /// What builders say of the platforms, in the same order; empty unless it was asked for.
  public var attestations: [Child]
  /// Everything that the children name, each once, sorted by digest.
  public var blobs: [Blob]
}
