extension NextVersion {
  /// A commit as far as the version is concerned.
  public struct Commit: Hashable, Sendable {
    /// The object id in hexadecimal.
    public var id: String
    /// The whole message.
    public var message: String
    /// The ids of its parents, the one that it went on from first; needed only where a merge may have been taken back.
    public var parents: [String]
    /// Whether it has several parents; one whose message says so counts as a merge as well.
    public var isMerge: Bool

    /// Makes a commit of its parts.
    public init(id: String, message: String, parents: [String] = [], isMerge: Bool = false) {
      (self.id, self.message, self.parents, self.isMerge) = (id, message, parents, isMerge || parents.count > 1)
    }
  }
}
