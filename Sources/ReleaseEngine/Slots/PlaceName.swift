/// Where a slot lies, such as one repository of a registry; slots of one kind and place are read and written together.
public struct PlaceName: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
  /// The name, for messages and comparison.
  public var rawValue: String
  /// Makes a place name.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// Makes a place name of a literal.
  public init(stringLiteral value: String) { rawValue = value }
}
