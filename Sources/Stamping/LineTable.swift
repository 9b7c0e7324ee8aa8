/// Where the lines of a text begin, counted as the YAML parser counts them.
package struct LineTable: Sendable {
  private let bytes: [UInt8]
  private var starts: [Int]

  /// Finds the lines of `bytes`; a byte order mark belongs to none.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var offset = Self.hasMark(bytes) ? 3 : 0
    starts = [offset]
    while offset < bytes.count {
      let length = Self.breakLength(in: bytes, at: offset)
      offset += max(1, length)
      if length > 0 { starts.append(offset) }
    }
  }

  /// The text begins with a byte order mark.
  package static func hasMark(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

  /// How many bytes the line break at `offset` has; zero where there is none.
  ///
  /// YAML 1.1 breaks lines at CR LF, CR, LF, U+0085, U+2028 and U+2029.
  package static func breakLength(in bytes: [UInt8], at offset: Int) -> Int {
    switch bytes[offset] {
    case 0x0A: 1
    case 0x0D: offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : 1
    case 0xC2: offset + 1 < bytes.count && bytes[offset + 1] == 0x85 ? 2 : 0
    case 0xE2:
      offset + 2 < bytes.count && bytes[offset + 1] == 0x80 && (bytes[offset + 2] | 1) == 0xA9 ? 3 : 0
    default: 0
    }
  }

  /// The offset of a mark, whose column counts Unicode scalars; nil where the text has no such place.
  package func offset(of mark: TextPosition) -> Int? {
    guard starts.indices.contains(mark.line - 1) else { return nil }
    var offset = starts[mark.line - 1]
    for _ in 1..<max(1, mark.column) {
      guard offset < bytes.count else { return nil }
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// The mark of an offset.
  package func mark(of offset: Int) -> TextPosition {
    let line = starts.lastIndex { $0 <= offset } ?? 0
    let before = bytes[min(starts[line], bytes.count)..<min(max(offset, starts[line]), bytes.count)]
    return TextPosition(line: line + 1, column: 1 + before.count { $0 & 0xC0 != 0x80 })
  }
}
