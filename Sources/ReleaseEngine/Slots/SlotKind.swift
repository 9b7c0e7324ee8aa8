/// The type of a slot, such as `git.ref` or `oci.tag`.
public struct SlotKind: RawRepresentable, Codable, Hashable, Sendable, ExpressibleByStringLiteral {
  /// The word in records.
  public var rawValue: String
  /// Makes a kind of its word.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// Makes a kind of a literal.
  public init(stringLiteral value: String) { rawValue = value }
}
