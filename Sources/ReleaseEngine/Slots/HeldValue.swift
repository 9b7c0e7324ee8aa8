/// A value of any kind of slot, as records keep it.
public struct HeldValue: Hashable, Sendable {
  /// An object id or a digest.
  public var identity: String
  /// The bytes that writing it back needs; may be empty.
  public var content: [UInt8]

  /// Makes a value.
  public init(_ identity: String, content: [UInt8] = []) { (self.identity, self.content) = (identity, content) }

  /// Values are equal by identity.
  public static func == (one: Self, other: Self) -> Bool { one.identity == other.identity }
  /// Hashes the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
