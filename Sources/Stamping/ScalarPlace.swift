import Refusals
import Yams

/// One scalar of a YAML text that can be edited in place: where its bytes are, and how it is quoted.
struct ScalarPlace {
  /// The bytes of the scalar with its quotes; empty behind the colon of a key without a value.
  var range: Range<Int>
  /// The text that it holds.
  var string: String
  /// The quotes around it; nil for none.
  var quote: Character?
  /// Where it begins.
  var mark: TextPosition

  /// Null in every reader: nothing is written there, or a word for nothing.
  var isNull: Bool { quote == nil && PlainScalar.meaning(of: string) == .null }
  /// A string in every reader, as opposed to a number or a truth value.
  var isString: Bool { quote != nil || PlainScalar.meaning(of: string) == .string }

  /// Finds the scalar that `path` leads to in the first document; nil when there is no such key.
  ///
  /// - Throws: a `Refusal` with the place, where the scalar or a mapping above it is written in a form that is not edited.
  init?(of path: [String], in source: YAMLSource) throws {
    guard let root = source.documents.first else { return nil }
    var node = root
    var above = TextPosition(line: 0, column: 0)
    for (depth, name) in path.enumerated() {
      let shown = path.prefix(depth).joined(separator: ".")
      if depth > 0, case .scalar(let scalar) = node, scalar.style == .plain, scalar.string.isEmpty { return nil }
      try Self.demandOwn(node, below: above, shown, in: source)
      guard case .mapping(let mapping) = node else {
        throw source.refusal(
          at: node.position, depth == 0 ? "the document is no mapping" : "`\(shown)` is no mapping",
          remedy: "Correct the key or the file.")
      }
      if let mark = mapping.mark.map(TextPosition.init), source.byte(at: mark) == UInt8(ascii: "{") {
        throw source.refusal(
          at: mark, depth == 0 ? "the document is a flow mapping" : "`\(shown)` is a flow mapping",
          remedy: "Write it as a block, one key a line.")
      }
      guard let (key, value) = mapping.first(where: { $0.key.scalar?.string == name }) else { return nil }
      above = key.position ?? above
      node = value
    }
    let shown = path.joined(separator: ".")
    try Self.demandOwn(node, below: above, shown, in: source)
    guard case .scalar(let scalar) = node, let mark = node.position, let start = source.lines.offset(of: mark) else {
      throw source.refusal(at: node.position, "`\(shown)` is no scalar", remedy: "Name the key of a scalar.")
    }
    let (bytes, length): ([UInt8], Int?) = (source.bytes, Self.length(of: scalar, at: start, in: source.bytes))
    guard let length, Self.endsLine(bytes, from: start + length) else {
      throw source.refusal(
        at: mark, "the value of `\(shown)` is a block scalar or has several lines",
        remedy: "Write the value on one line.")
    }
    range = start..<start + length
    string = scalar.string
    quote = scalar.style == .singleQuoted ? "'" : scalar.style == .doubleQuoted ? "\"" : nil
    self.mark = mark
  }

  /// Demands that a node stands where its key is, without an anchor or a tag: something else would change with it.
  private static func demandOwn(_ node: Node, below key: TextPosition, _ shown: String, in source: YAMLSource) throws {
    let name = shown.isEmpty ? "the document" : "the value of `\(shown)`"
    guard let mark = node.position else { return }
    guard mark >= key else {
      throw source.refusal(at: key, "\(name) is an alias", remedy: "Write the value itself.")
    }
    switch source.byte(at: mark) {
    case UInt8(ascii: "&"): throw source.refusal(at: mark, "\(name) has an anchor", remedy: "Remove the anchor.")
    case UInt8(ascii: "!"): throw source.refusal(at: mark, "\(name) has a tag", remedy: "Remove the tag.")
    default: return
    }
  }

  /// How many bytes the scalar has that begins at `start`; nil where it does not end on its line.
  private static func length(of scalar: Node.Scalar, at start: Int, in bytes: [UInt8]) -> Int? {
    switch scalar.style {
    case .plain:
      let text = Array(scalar.string.utf8)
      // A key without a value has its mark behind the colon.
      guard !text.isEmpty else { return start > 0 && bytes[start - 1] == UInt8(ascii: ":") ? 0 : nil }
      return bytes[start...].starts(with: text) ? text.count : nil
    case .singleQuoted, .doubleQuoted: return quotedLength(at: start, in: bytes)
    case .any, .literal, .folded: return nil
    }
  }

  private static func quotedLength(at start: Int, in bytes: [UInt8]) -> Int? {
    let quote = bytes[start]
    var offset = start + 1
    while offset < bytes.count, LineTable.breakLength(in: bytes, at: offset) == 0 {
      if bytes[offset] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        offset += 2
      } else if bytes[offset] != quote {
        offset += 1
      } else if quote == UInt8(ascii: "'"), offset + 1 < bytes.count, bytes[offset + 1] == quote {
        offset += 2
      } else {
        return offset + 1 - start
      }
    }
    return nil
  }

  /// Whether only blanks and a comment follow on the line.
  private static func endsLine(_ bytes: [UInt8], from end: Int) -> Bool {
    var offset = end
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
    guard offset < bytes.count else { return true }
    return LineTable.breakLength(in: bytes, at: offset) > 0 || bytes[offset] == UInt8(ascii: "#")
  }
}
