import Stamping

extension YAML {
  /// The document in block style, with a line break at its end.
  var document: String {
    guard case .map(let entries) = self else { return inline + "\n" }
    return entries.map { Self.lines($0, margin: "") }.joined()
  }

  private static func lines(_ entry: Entry, margin: String) -> String {
    // `on` is written as everybody writes it, whatever YAML 1.1 may make of it.
    let key = "\(margin)\(entry.key == "on" ? entry.key : quoted(entry.key)):"
    let comment = entry.comment.map { " # \($0)" } ?? ""
    switch entry.value {
    case .map(let entries) where !entries.isEmpty:
      return "\(key)\(comment)\n" + entries.map { lines($0, margin: margin + "  ") }.joined()
    case .list(let items) where items.contains(where: \.isBlock):
      return "\(key)\(comment)\n" + items.map { item($0, margin: margin + "  ") }.joined()
    case .list(let items) where !items.isEmpty && entry.value.inline.utf8.count > 90:
      return "\(key)\(comment)\n" + items.map { "\(margin)  - \($0.inline)\n" }.joined()
    case .script(let text):
      return "\(key) |\n"
        + text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "\n" : "\(margin)  \($0)\n" }.joined()
    case .nothing: return "\(key)\(comment)\n"
    case .text, .template, .number, .flag, .list, .map, .row: return "\(key) \(entry.value.inline)\(comment)\n"
    }
  }

  private static func item(_ value: YAML, margin: String) -> String {
    guard case .map(let entries) = value, !entries.isEmpty else { return "\(margin)- \(value.inline)\n" }
    let text = entries.map { lines($0, margin: margin + "  ") }.joined()
    return "\(margin)- " + text.dropFirst(margin.utf8.count + 2)
  }

  private var isBlock: Bool {
    switch self {
    case .map(let entries): !entries.isEmpty
    case .row, .script: true
    case .text, .template, .number, .flag, .nothing, .list: false
    }
  }

  /// The value on one line.
  private var inline: String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .template(let text): Self.isPlainTemplate(text) ? text : DoubleQuoted.text(text)
    case .number(let number): "\(number)"
    case .flag(let flag): flag ? "true" : "false"
    case .nothing: "null"
    case .script(let text): DoubleQuoted.text(text)
    case .list(let items): "[" + items.map(\.nested).joined(separator: ", ") + "]"
    case .map(let entries), .row(let entries):
      entries.isEmpty
        ? "{}"
        : "{ " + entries.map { "\(Self.quoted($0.key)): \($0.value.nested)" }.joined(separator: ", ") + " }"
    }
  }

  /// The value within a list or mapping on one line, where commas and brackets mean something.
  private var nested: String {
    guard case .template(let text) = self else { return inline }
    return Self.quoted(text)
  }

  /// Whether a text of ours reads as itself behind a key.
  private static func isPlainTemplate(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isLetter || "$./".utf8.contains(first) else { return false }
    return !text.contains(": ") && !text.contains(" #") && !text.hasSuffix(":") && !text.hasSuffix(" ")
      && !words.contains(text.lowercased()) && text.utf8.allSatisfy { (32..<127).contains($0) }
  }

  /// A text without quotes where no reader could take it for anything else.
  private static func quoted(_ text: String) -> String {
    let isPlain =
      text.utf8.first?.isLetter == true
      && text.utf8.allSatisfy { $0.isLetter || (48...57).contains($0) || "-_./".utf8.contains($0) }
    return isPlain && !words.contains(text.lowercased()) ? text : DoubleQuoted.text(text)
  }

  private static let words: Set = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
}

extension UInt8 {
  fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
}
