/// The bytes that versions, tags and commit messages are read by.
enum ASCII {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let dot = UInt8(ascii: ".")
  static let hyphen = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
  static let zero = UInt8(ascii: "0")
  static let underscore = UInt8(ascii: "_")
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isHexDigit: Bool { isDigit || ((self | 0x20) >= 0x61 && (self | 0x20) <= 0x66) }
  /// A byte that a SemVer identifier may hold.
  var isIdentifier: Bool { isDigit || isLetter || self == ASCII.hyphen }
  /// White space inside a line.
  var isBlank: Bool { self == ASCII.space || self == ASCII.tab || self == ASCII.carriageReturn }
}

extension StringProtocol {
  /// The text's UTF-8 without a copy wherever it lies in one piece; inlined, as the generic path costs triple.
  @inlinable
  func withBytes<Value>(_ body: (Span<UInt8>) -> Value) -> Value {
    if let value = utf8.withContiguousStorageIfAvailable({ body($0.span) }) { return value }
    return body(Array(utf8).span)
  }
}

extension Span<UInt8> {
  /// The text of a part that is known to be ASCII.
  func text(_ range: Range<Int>) -> String {
    range.isEmpty ? "" : extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether `bytes` stand at `position`.
  func has(_ bytes: [UInt8], at position: Int) -> Bool {
    guard position >= 0, bytes.count <= count - position else { return false }
    for index in bytes.indices where self[position + index] != bytes[index] { return false }
    return true
  }

  /// Where the identifier that begins at `position` ends.
  func identifierEnd(from position: Int) -> Int {
    var end = position
    while end < count, self[end] != ASCII.dot { end += 1 }
    return end
  }

  /// Whether the part is digits only; false where it is empty.
  func isNumber(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    for index in range where !self[index].isDigit { return false }
    return true
  }
}
