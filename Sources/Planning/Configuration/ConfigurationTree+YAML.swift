import Stamping

extension ConfigurationTree {
  /// The data as YAML in block style, short lists on one line.
  func yaml() -> String {
    guard case .mapping(let entries) = self else { return inline + "\n" }
    return entries.map { Self.yaml($0, indentation: 0) }.joined()
  }

  private static func yaml(_ entry: Entry, indentation: Int) -> String {
    let margin = String(repeating: " ", count: indentation)
    let key = "\(margin)\(scalar(entry.key)):"
    switch entry.value {
    case .mapping(let entries) where !entries.isEmpty && !entry.value.isShort:
      return "\(key)\n" + entries.map { yaml($0, indentation: indentation + 2) }.joined()
    case .list(let items) where !items.isEmpty && !entry.value.isShort:
      return "\(key)\n" + items.map { "\(margin)  - \($0.inline)\n" }.joined()
    case .text, .number, .boolean, .list, .mapping: return "\(key) \(entry.value.inline)\n"
    }
  }

  /// Whether the data is easily read on one line.
  private var isShort: Bool {
    switch self {
    case .text, .number, .boolean: true
    case .list(let items):
      items.allSatisfy { if case .text = $0 { true } else { false } } && inline.utf8.count <= 80
    case .mapping(let entries):
      entries.count <= 2 && inline.utf8.count <= 60
        && entries.allSatisfy { if case .text = $0.value { $0.value.inline.utf8.count <= 20 } else { false } }
    }
  }

  /// The data in flow style.
  var inline: String {
    switch self {
    case .text(let text): Self.scalar(text)
    case .number(let number): "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .list(let items): "[" + items.map(\.inline).joined(separator: ", ") + "]"
    case .mapping(let entries):
      entries.isEmpty
        ? "{}" : "{ " + entries.map { "\(Self.scalar($0.key)): \($0.value.inline)" }.joined(separator: ", ") + " }"
    }
  }

  /// A text without quotes where no reader could take it for anything else.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_./".utf8.contains($0) }
      && text.utf8.first.map { (65...90).contains($0) || (97...122).contains($0) } == true
    let isWord = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    return isPlain && !isWord ? text : DoubleQuoted.text(text)
  }
}
