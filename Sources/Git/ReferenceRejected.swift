/// A reference that the far side did not move.
public struct ReferenceRejected: Error, Hashable, Sendable {
  /// The full name.
  public var name: String
  /// What the far side says.
  public var reason: String
  /// It held something else than expected.
  public var isStale: Bool
  /// The identity may not move it at all.
  public var isUnauthorized: Bool
}
