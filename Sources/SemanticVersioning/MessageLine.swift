/// A part of a commit message that lies on one line.
struct MessageLine {
  let bytes: [UInt8]
  let range: Range<Int>

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  var text: String { String(decoding: bytes[range], as: UTF8.self) }

  var isBlank: Bool { bytes[range].allSatisfy(\.isBlank) }

  func has(_ prefix: StaticString) -> Bool {
    guard range.count >= prefix.utf8CodeUnitCount else { return false }
    return prefix.withUTF8Buffer { bytes[range].starts(with: unsafe $0) }
  }

  /// Like ``has(_:)``, with upper and lower case of ASCII letters alike.
  func hasFolded(_ lowercase: StaticString) -> Bool {
    guard range.count >= lowercase.utf8CodeUnitCount else { return false }
    return lowercase.withUTF8Buffer {
      bytes[range].starts(with: unsafe $0) { ($0.isLetter ? $0 | 0x20 : $0) == $1 }
    }
  }

  func dropping(_ prefix: StaticString) -> MessageLine {
    MessageLine(bytes, min(range.lowerBound + prefix.utf8CodeUnitCount, range.upperBound)..<range.upperBound)
  }

  /// What stands behind the first place of some words; nil where they are not in it.
  func rest(behind words: StaticString) -> MessageLine? {
    let count = words.utf8CodeUnitCount
    guard range.count >= count else { return nil }
    for start in range.lowerBound...(range.upperBound - count) {
      let line = MessageLine(bytes, start..<range.upperBound)
      if line.has(words) { return line.dropping(words) }
    }
    return nil
  }

  /// What is left from `start` on without blanks around it.
  func trimmed(from start: Int) -> MessageLine {
    var (first, end) = (start, range.upperBound)
    while first < end, bytes[first].isBlank { first += 1 }
    while end > first, bytes[end - 1].isBlank { end -= 1 }
    return MessageLine(bytes, first..<end)
  }

  var trimmed: MessageLine { trimmed(from: range.lowerBound) }

  /// What stands behind `Merged PR 12: `, as Azure DevOps puts it before the title; else the line itself.
  var behindPullNumber: MessageLine {
    guard has("Merged PR ") else { return self }
    let rest = dropping("Merged PR ")
    guard let colon = rest.bytes[rest.range].firstIndex(where: { !$0.isDigit }), colon > rest.range.lowerBound,
      rest.bytes[colon] == UInt8(ascii: ":")
    else { return self }
    return rest.trimmed(from: colon + 1)
  }

  /// It begins a footer: `Name: value` or `Name #value`.
  var isFooter: Bool {
    let rest = bytes[range].drop { $0.isIdentifier }
    return rest.startIndex > range.lowerBound && (rest.starts(with: ": ".utf8) || rest.starts(with: " #".utf8))
  }

  /// What stands between the first quotation mark, which is at `opening`, and the last one.
  func quoted(from opening: Int) -> String? {
    guard let closing = bytes[range].lastIndex(of: UInt8(ascii: "\"")), closing > opening else { return nil }
    return MessageLine(bytes, (opening + 1)..<closing).text
  }

  /// The abbreviated or whole object ids at its beginning, with commas and `and` between them.
  var objectIDs: [String] {
    var ids: [String] = []
    for word in bytes[range].split(whereSeparator: { $0.isBlank || $0 == UInt8(ascii: ",") }) {
      let id = word.last == ASCII.dot ? word.dropLast() : word
      if id.count >= 7, id.count <= 64, id.allSatisfy(\.isHexDigit) {
        ids.append(String(decoding: id, as: UTF8.self).lowercased())
      } else if !word.elementsEqual("and".utf8) {
        break
      }
    }
    return ids
  }
}
