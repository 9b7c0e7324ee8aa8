/// A reference that was not moved.
public struct ReferenceRejected: Error, Hashable, Sendable {
  /// The full name.
  public var name: String
  /// What the far side says.
  public var reason: String
  /// It held something else than expected.
  public var isStale: Bool
  /// The identity may not move it at all.
  public var isUnauthorized: Bool

  /// Makes a rejection of its parts.
  public init(name: String, reason: String, isStale: Bool, isUnauthorized: Bool) {
    (self.name, self.reason) = (name, reason)
    (self.isStale, self.isUnauthorized) = (isStale, isUnauthorized)
  }
}

extension ReferenceRejected: CustomStringConvertible {
  /// The name and the reason.
  public var description: String { "\(name) was not moved: \(reason)" }
}
