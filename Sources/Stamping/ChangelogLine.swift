/// A line of a changelog and what it begins.
struct ChangelogLine: Sendable {
  /// The line with its end; without the mark of a file's byte order.
  var range: Range<Int>
  /// It has a line end.
  var isEnded: Bool
  var isBlank: Bool
  /// The level of the heading that it is; 0 for none.
  var level = 0
  /// The version or tag that it is the heading of; nil for any other line.
  var release: String?
  /// A link's definition.
  var isDefinition = false

  /// The lines of a file, in their order; the last may have no end.
  static func all(of bytes: [UInt8]) -> [ChangelogLine] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var start = bytes.starts(with: mark) ? mark.count : 0
    var lines: [ChangelogLine] = []
    var block = MarkdownBlock()
    while start < bytes.count {
      let newline = bytes[start...].firstIndex(of: ChangelogFile.newline)
      let end = newline.map { $0 + 1 } ?? bytes.count
      var line = ChangelogLine(range: start..<end, isEnded: newline != nil, isBlank: true)
      line.read(line.text(in: bytes), &block)
      lines.append(line)
      start = end
    }
    return lines
  }

  /// The line without its end; what is no UTF-8 is replaced.
  func text(in bytes: [UInt8]) -> String {
    var line = bytes[range]
    if line.last == ChangelogFile.newline { line.removeLast() }
    if line.last == ChangelogFile.carriageReturn { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  private mutating func read(_ text: String, _ block: inout MarkdownBlock) {
    isBlank = text.allSatisfy(\.isWhitespace)
    let indentation = text.prefix { $0 == " " }.count
    let rest = text.dropFirst(indentation)
    guard block.isOutside(rest, indentation: indentation), indentation < 4 else { return }
    isDefinition = rest.hasPrefix("[") && !rest.hasPrefix("[^") && rest.contains("]: ")
    let signs = rest.prefix { $0 == "#" }.count
    guard (1...6).contains(signs) else { return }
    let title = rest.dropFirst(signs)
    guard title.first.map({ $0 == " " || $0 == "\t" }) ?? true else { return }
    level = signs
    if signs <= 2 { release = Self.release(in: title) }
  }

  /// The first word of a heading, in brackets or not, where it is a version or a tag of one.
  private static func release(in title: Substring) -> String? {
    var words = title.split { $0.isWhitespace }[...]
    if let first = words.first, ["version", "release"].contains(first.lowercased()) { words = words.dropFirst() }
    guard var word = words.first else { return nil }
    if word.hasPrefix("[") {
      word = word.dropFirst()
      guard let end = word.firstIndex(of: "]") else { return nil }
      word = word[..<end]
    } else if word.hasSuffix(":") {
      word = word.dropLast()
    }
    // As it is meant, not as Markdown has it.
    let name = word.replacing("\\", with: "").replacing("&#8203;", with: "")
    return isVersion(name) ? String(name) : nil
  }

  /// Two numbers with a dot between them, behind a prefix such as `v` or `agent/v` that has no digit.
  private static func isVersion(_ word: Substring) -> Bool {
    let version = word[(word.lastIndex(of: "/") ?? word.startIndex)...].drop { !$0.isNumber }
    let major = version.prefix { $0.isNumber }
    let rest = version.dropFirst(major.count)
    return rest.first == "." && rest.dropFirst().first?.isNumber == true
  }
}
