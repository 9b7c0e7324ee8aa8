/// A JSON value, so that a small answer needs no encoder of a larger library.
enum JSONValue: Hashable, Sendable {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case integer(Int64)
  case bool(Bool)
  case null

  /// A text, or null where there is none.
  init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// A number.
  init(_ number: Int) { self = .integer(Int64(number)) }

  /// The value under a key of an object; nil where this is no object or has no such key.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// The text of a string; nil for anything else.
  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// An object of the members of this one and of `other`, whose values win; this value itself where either is no object.
  func merging(_ other: JSONValue) -> JSONValue {
    guard case .object(let own) = self, case .object(let added) = other else { return self }
    return .object(own.merging(added) { _, new in new })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int64) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral {
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
  init(nilLiteral: ()) { self = .null }
}
