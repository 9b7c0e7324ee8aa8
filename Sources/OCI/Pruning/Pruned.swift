/// What was deleted of a repository, or would be.
public struct Pruned: Hashable, Sendable {
  /// The tags.
  public var tags: [String] = []
  /// Manifests and indexes, those above before those below them.
  public var documents: [Digest] = []
  /// Configurations and layers; a registry deletes them by itself, some time later.
  public var blobs: [Digest] = []
  /// Documents below a tag that goes which stay: another tag or a record needs them.
  public var kept: [Digest] = []

  /// Makes an account of nothing.
  public init() {}

  /// Nothing goes.
  public var isEmpty: Bool { tags.isEmpty && documents.isEmpty && blobs.isEmpty }
}
