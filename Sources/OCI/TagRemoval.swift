/// Whether single tags of a repository can be removed.
public enum TagRemoval: Hashable, Sendable {
  /// They can.
  case allowed
  /// The registry never does that.
  case unsupported
  /// The registry does it, but not for the credentials at hand.
  case forbidden
  /// The registry does it, but not with this one, for the reason given in one clause.
  case kept(String)
}
