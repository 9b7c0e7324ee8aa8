/// A JSON value that is always written the same way: compact, in the given order, escaped as Helm's own writer escapes.
enum CompactJSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number, as it is written.
  case number(String)
  case string(String)
  case array([CompactJSON])
  case object([Member])

  /// One name and its value.
  struct Member: Hashable, Sendable {
    var name: String
    var value: CompactJSON
  }

  /// An object whose names are sorted by their bytes.
  static func sorted(_ members: [Member]) -> CompactJSON {
    .object(members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
  }

  /// An object of texts, sorted by name.
  static func sorted(_ texts: [String: String]) -> CompactJSON {
    sorted(texts.map { Member(name: $0.key, value: .string($0.value)) })
  }

  /// The text, in UTF-8.
  var bytes: [UInt8] {
    var text = ""
    write(to: &text)
    return Array(text.utf8)
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): Self.write(string, to: &text)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        item.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        Self.write(member.name, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Go's writer also escapes what would end a script in HTML, and two line breaks that JavaScript knows.
  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension CompactJSON {
  /// The value of a name, where this is an object that has it.
  subscript(name: String) -> CompactJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text, where this is one.
  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The items; none where this is no array.
  var items: [CompactJSON] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  /// The members; none where this is no object.
  var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }
}
