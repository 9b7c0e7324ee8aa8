/// A reference, what it pointed at, and what it must point at.
public struct ReferenceUpdate: Sendable, Hashable {
  /// The full name.
  public var name: String
  /// What it pointed at; nil for nothing.
  public var before: ObjectID?
  /// What it must point at; nil for nothing.
  public var after: ObjectID?

  /// Makes an update.
  public init(name: String, before: ObjectID?, after: ObjectID?) {
    (self.name, self.before, self.after) = (name, before, after)
  }
}
