/// An optional that is written as `null` rather than left out, since readers of records rely on every field.
@propertyWrapper
public struct ExplicitNull<Wrapped: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
  /// The value; nil is `null`.
  public var wrappedValue: Wrapped?

  /// Wraps a value.
  public init(wrappedValue: Wrapped?) { self.wrappedValue = wrappedValue }

  /// Reads a value or `null`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Wrapped.self)
  }

  /// Writes the value or `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}

extension KeyedDecodingContainer {
  /// Reads a field that an older record may lack as nil.
  public func decode<Wrapped>(_: ExplicitNull<Wrapped>.Type, forKey key: Key) throws -> ExplicitNull<Wrapped> {
    ExplicitNull(wrappedValue: try decodeIfPresent(Wrapped.self, forKey: key))
  }
}
