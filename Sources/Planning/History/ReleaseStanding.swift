/// What the ledger says of one version.
public struct ReleaseStanding: Hashable, Sendable {
  /// The version's tag.
  public var tag: String
  /// It is published and was not taken back.
  public var isLive: Bool
  /// It may never be cut again with other bytes.
  public var isBurnt: Bool
  /// It waits for its approval, and can still be given up.
  public var isWaiting: Bool

  /// Makes a standing of its parts.
  public init(tag: String, isLive: Bool, isBurnt: Bool, isWaiting: Bool = false) {
    (self.tag, self.isLive, self.isBurnt, self.isWaiting) = (tag, isLive, isBurnt, isWaiting)
  }
}
