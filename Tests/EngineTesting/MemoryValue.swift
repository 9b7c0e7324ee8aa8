public import ReleaseEngine

/// A value of a slot in memory; its bytes follow from its identity, so that bytes that were lost or mixed up show.
public struct MemoryValue: SlotValue, ExpressibleByStringLiteral {
  /// What it is compared by.
  public var identity: String
  /// The bytes of the identity, or nothing.
  public var content: [UInt8]

  /// Makes a value with its bytes.
  public init(_ identity: String) { (self.identity, content) = (identity, Self.bytes(of: identity)) }

  /// Makes a value of a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// Reads a value from a record.
  public init(identity: String, content: [UInt8]) { (self.identity, self.content) = (identity, content) }

  /// The bytes that belong to an identity.
  public static func bytes(of identity: String) -> [UInt8] { Array("the bytes of \(identity)".utf8) }

  /// The value as records keep it.
  public var held: HeldValue { HeldValue(identity, content: content) }

  /// Throws where writing it would need bytes that are not here.
  func checkBytes(for slot: String) throws {
    guard content == Self.bytes(of: identity) else { throw ShelfFailure.otherBytes(slot) }
  }
}
