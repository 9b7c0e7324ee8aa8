/// A document of YAML as it is written: values, and the comments beside them.
///
/// What comes from a configuration is `text`, which is quoted and never holds an expression; a literal is a `template`.
indirect enum YAML: Sendable {
  /// One key of a mapping.
  struct Entry: Sendable {
    var key: String
    var value: YAML
    /// Stands behind the value.
    var comment: String?
  }

  /// Text from elsewhere.
  case text(String)
  /// Text of ours, which may hold expressions.
  case template(String)
  case number(Int)
  case flag(Bool)
  /// A key without a value.
  case nothing
  /// The lines of a shell script.
  case script(String)
  case list([YAML])
  case map([Entry])
  /// A mapping on one line.
  case row([Entry])

  /// A mapping of the pairs that have a value.
  static func map(of pairs: [(String, YAML?)]) -> YAML {
    .map(pairs.compactMap { key, value in value.map { Entry(key: key, value: $0) } })
  }

  /// The mapping with further keys behind its own.
  func adding(_ pairs: [(String, YAML?)]) -> YAML {
    guard case .map(let entries) = self, case .map(let more) = Self.map(of: pairs) else { return self }
    return .map(entries + more)
  }
}

extension YAML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self = .template(value) }
}

extension YAML: ExpressibleByIntegerLiteral {
  init(integerLiteral value: Int) { self = .number(value) }
}

extension YAML: ExpressibleByBooleanLiteral {
  init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension YAML: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: YAML...) { self = .list(elements) }
}

extension YAML: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, YAML)...) {
    self = .map(elements.map { Entry(key: $0.0, value: $0.1) })
  }
}
