extension NextVersion {
  /// A commit as far as the version is concerned.
  public struct Commit: Hashable, Sendable {
    /// The object id in hexadecimal.
    public var id: String
    /// The whole message.
    public var message: String
    /// The ids of its parents, the one that it went on from first; needed only where a merge may have been taken back.
    public var parents: [String]
    /// Whether it has several parents.
    public var isMerge: Bool
    /// Whether it changes what is released; one that does not is here only as others are reached through it.
    public var counts: Bool

    /// Makes a commit of its parts.
    public init(id: String, message: String, parents: [String] = [], isMerge: Bool = false, counts: Bool = true) {
      (self.id, self.message, self.parents, self.counts) = (id, message, parents, counts)
      self.isMerge = isMerge || parents.count > 1
    }
  }
}
