/// What a scalar without quotes means, by the rules of YAML 1.1 and 1.2 together.
package enum PlainScalar {
  /// The meanings that a scalar without quotes may have.
  package enum Meaning: Hashable, Sendable {
    /// Nothing.
    case null
    /// Yes or no.
    case bool(Bool)
    /// A number, as JSON writes it.
    case number(String)
    /// The text itself.
    case string
  }

  /// What Helm's parser reads a scalar without quotes as.
  package static func meaning(of text: String) -> Meaning {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
    default: return number(text).map { .number($0) } ?? .string
    }
  }

  /// Whether every reader takes the text for a string when it stands there without quotes, and for this very string.
  ///
  /// In doubt it says no, and the text is quoted.
  static func isSafe(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    guard bytes.allSatisfy({ isWord($0) || "-+./:@".utf8.contains($0) }), last != UInt8(ascii: ":") else {
      return false
    }
    guard isWord(first) || first == UInt8(ascii: "/") else { return false }
    guard meaning(of: text) == .string, !["y", "n", "nan", "inf"].contains(text.lowercased()) else { return false }
    return !isDigit(first) || isThreePart(bytes)
  }

  /// The text of a scalar in the style of quotes that it had; without quotes only where that is safe.
  static func written(_ text: String, quotedBy quote: Character?) -> String {
    switch quote {
    case "'": "'\(text.replacing("'", with: "''"))'"
    case nil where isSafe(text): text
    default: "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
  }

  /// A byte of a name: letters, digits and the underscore.
  static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Three numbers with periods between them at the beginning and no colon: a version, which no reader takes for a number.
  private static func isThreePart(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, !bytes.contains(UInt8(ascii: ":")) else { return false }
    return parts[0].allSatisfy(isDigit) && !parts[1].isEmpty && parts[1].allSatisfy(isDigit)
      && parts[2].first.map(isDigit) == true
  }

  private static func number(_ text: String) -> String? {
    let digits = text.replacing("_", with: "")
    let unsigned = digits.drop { $0 == "-" || $0 == "+" }
    guard digits.count - unsigned.count <= 1, let first = unsigned.utf8.first, !text.hasPrefix("_") else { return nil }
    let sign = digits.hasPrefix("-") ? "-" : ""
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where unsigned.hasPrefix(prefix) {
      let body = unsigned.dropFirst(2)
      guard body.first != "-", body.first != "+" else { return nil }
      return UInt64(body, radix: radix).map { "\(sign)\($0)" }
    }
    guard isDigit(first) || first == UInt8(ascii: ".") else { return nil }
    if unsigned.utf8.allSatisfy(isDigit) {
      if unsigned.count > 1, first == UInt8(ascii: "0") { return UInt64(unsigned, radix: 8).map { "\(sign)\($0)" } }
      return UInt64(unsigned).map { "\(sign)\($0)" } ?? "\(sign)\(unsigned)"
    }
    guard unsigned.utf8.allSatisfy({ isDigit($0) || ".eE+-".utf8.contains($0) }) else { return nil }
    guard let value = Double(String(unsigned)), value.isFinite else { return nil }
    let whole = value.rounded() == value && value < 1e15
    return "\(sign)\(whole ? UInt64(value).description : value.description)"
  }
}
