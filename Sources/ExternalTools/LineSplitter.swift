/// Bytes that come in pieces, cut into lines.
struct LineSplitter {
  /// Longer lines are cut, so that a program without line breaks takes no memory.
  static let longest = 1 << 14
  private var line: [UInt8] = []
  private var followsReturn = false

  /// The lines that a piece completes; a carriage return ends one as well, as progress displays do.
  mutating func lines(of piece: some Sequence<UInt8>) -> [String] {
    var lines: [String] = []
    for byte in piece {
      let isBreak = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      if isBreak {
        if !(byte == UInt8(ascii: "\n") && followsReturn) { lines.append(take()) }
      } else if line.count < Self.longest {
        line.append(byte)
      }
      followsReturn = byte == UInt8(ascii: "\r")
    }
    return lines
  }

  /// The last line, where no line break ended it.
  mutating func rest() -> String? { line.isEmpty ? nil : take() }

  private mutating func take() -> String {
    defer { line = [] }
    return String(decoding: line, as: UTF8.self)
  }
}
