extension NextVersion {
  /// A commit as far as the version is concerned.
  public struct Commit: Hashable, Sendable {
    /// The object id in hexadecimal.
    public var id: String
    /// The whole message.
    public var message: String
    /// Whether it has several parents; one whose message says so counts as a merge as well.
    public var isMerge: Bool

    /// Makes a commit of its parts.
    public init(id: String, message: String, isMerge: Bool = false) {
      (self.id, self.message, self.isMerge) = (id, message, isMerge)
    }
  }
}
