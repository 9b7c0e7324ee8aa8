/// What a slot holds; two values are equal when their identities are.
public protocol SlotValue: Hashable, Sendable {
  /// Makes a value from what a record keeps of it.
  init(identity: String, content: [UInt8]) throws
  /// An object id or a digest: what a plan prints.
  var identity: String { get }
  /// The bytes that writing it back needs; empty where the identity is enough.
  var content: [UInt8] { get }
}

extension SlotValue {
  /// Values are equal by identity.
  public static func == (one: Self, other: Self) -> Bool { one.identity == other.identity }
  /// Hashes the identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
