/// What was deleted of a repository, or would be.
public struct Pruned: Hashable, Sendable {
  /// Something that was to go and stays, since the place never lets it go.
  public struct Left: Hashable, Sendable {
    /// The tag, or the digest of a document.
    public var name: String
    /// Why, in one clause.
    public var reason: String

    /// Names what stays.
    public init(_ name: String, _ reason: String) { (self.name, self.reason) = (name, reason) }
  }

  /// The tags.
  public var tags: [String] = []
  /// Manifests and indexes, those above before those below them.
  public var documents: [Digest] = []
  /// Configurations and layers; a registry deletes them by itself, some time later.
  public var blobs: [Digest] = []
  /// Documents below a tag that goes which stay: another tag or a record needs them.
  public var kept: [Digest] = []
  /// What the place does not let go, however often it is asked.
  public var left: [Left] = []
  /// How many documents without a tag are not old enough.
  public var young = 0

  /// Makes an account of nothing.
  public init() {}

  /// Nothing goes.
  public var isEmpty: Bool { tags.isEmpty && documents.isEmpty && blobs.isEmpty }
}
