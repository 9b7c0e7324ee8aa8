extension ConfigurationTree {
  /// The data as JSON on one line; keys are sorted by their UTF-8 bytes, or keep the order of the data.
  func json(sortingKeys: Bool) -> String {
    switch self {
    case .text(let text): Self.jsonString(text)
    case .number(let number): "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .list(let items): "[" + items.map { $0.json(sortingKeys: sortingKeys) }.joined(separator: ",") + "]"
    case .mapping(let entries):
      "{"
        + (sortingKeys ? entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : entries)
        .map { "\(Self.jsonString($0.key)):\($0.value.json(sortingKeys: sortingKeys))" }.joined(separator: ",") + "}"
    }
  }

  /// The data as JSON in lines, with the keys in the order of the data; short lists stay on one line.
  func prettyJSON(margin: String = "") -> String {
    let inner = margin + "  "
    switch self {
    case .text, .number, .boolean: return json(sortingKeys: false)
    case .list(let items):
      let line = "[" + items.map { $0.json(sortingKeys: false) }.joined(separator: ", ") + "]"
      guard line.utf8.count > 100 else { return line }
      return "[\n" + items.map { inner + $0.prettyJSON(margin: inner) }.joined(separator: ",\n") + "\n\(margin)]"
    case .mapping(let entries):
      guard !entries.isEmpty else { return "{}" }
      let lines = entries.map { "\(inner)\(Self.jsonString($0.key)): \($0.value.prettyJSON(margin: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    }
  }

  /// A text in double quotes, as JSON and YAML both read it.
  static func jsonString(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      // Control characters, and the line breaks that only some readers know.
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
