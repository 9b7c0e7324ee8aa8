import Stamping

extension ConfigurationTree {
  /// The data as JSON on one line; keys are sorted by their UTF-8 bytes, or keep the order of the data.
  func json(sortingKeys: Bool) -> String {
    switch self {
    case .text(let text): DoubleQuoted.text(text)
    case .number(let number): "\(number)"
    case .boolean(let flag): flag ? "true" : "false"
    case .list(let items): "[" + items.map { $0.json(sortingKeys: sortingKeys) }.joined(separator: ",") + "]"
    case .mapping(let entries):
      "{"
        + (sortingKeys ? entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : entries)
        .map { "\(DoubleQuoted.text($0.key)):\($0.value.json(sortingKeys: sortingKeys))" }.joined(separator: ",") + "}"
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
      let lines = entries.map { "\(inner)\(DoubleQuoted.text($0.key)): \($0.value.prettyJSON(margin: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    }
  }
}
