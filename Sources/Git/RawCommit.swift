/// The bytes of a commit object, read where they lie.
struct RawCommit {
  let bytes: UnsafeRawBufferPointer
  /// Its tree.
  let tree: ObjectID
  /// Its parents.
  private(set) var parents: [ObjectID] = []
  /// When it was committed, in seconds since 1970; zero where that is malformed.
  private(set) var committerTime: Int64 = 0
  private var messageStart: Int
  /// The name in the header `encoding`; nil for UTF-8.
  private var encoding: Range<Int>?

  /// Reads the header; nil where it has no tree.
  init?(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    guard let tree = Self.id(in: bytes, after: "tree ", at: 0) else { return nil }
    self.tree = tree
    var position = 46
    while let parent = Self.id(in: bytes, after: "parent ", at: position) {
      parents.append(parent)
      position += 48
    }
    messageStart = bytes.count
    while position < bytes.count {
      let line = Self.line(in: bytes, at: position)
      guard !line.isEmpty else {
        messageStart = position + 1
        return
      }
      if Self.begins(bytes, at: position, with: "committer ") { committerTime = Self.time(bytes, line) }
      if Self.begins(bytes, at: position, with: "encoding ") { encoding = line.dropFirst(9) }
      position = line.upperBound + 1
    }
  }

  /// The message, by the encoding that the commit names; what cannot be read is replaced.
  var message: String {
    let text = UnsafeRawBufferPointer(rebasing: bytes[min(messageStart, bytes.count)...])
    let known = encoding.flatMap { LegacyEncoding(String(decoding: bytes[$0], as: UTF8.self)) }
    return known?.text(text) ?? String(decoding: text, as: UTF8.self)
  }

  private static func begins(_ bytes: UnsafeRawBufferPointer, at start: Int, with word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start >= 0, start + count <= bytes.count else { return false }
    for index in 0..<count where bytes[start + index] != word.utf8Start[index] { return false }
    return true
  }

  private static func id(in bytes: UnsafeRawBufferPointer, after word: StaticString, at start: Int) -> ObjectID? {
    guard begins(bytes, at: start, with: word) else { return nil }
    let digits = start + word.utf8CodeUnitCount
    guard digits + 40 < bytes.count, bytes[digits + 40] == UInt8(ascii: "\n") else { return nil }
    return ObjectID(hexadecimal: UnsafeRawBufferPointer(rebasing: bytes[digits..<digits + 40]))
  }

  private static func line(in bytes: UnsafeRawBufferPointer, at start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return start..<end
  }

  /// The number behind the last `>` of a line.
  private static func time(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Int64 {
    guard let bracket = line.last(where: { bytes[$0] == UInt8(ascii: ">") }) else { return 0 }
    var field = bytes[(bracket + 1)..<line.upperBound].drop { $0 == UInt8(ascii: " ") }
    let isNegative = field.first == UInt8(ascii: "-")
    if isNegative { field = field.dropFirst() }
    var seconds: Int64 = 0
    var count = 0
    while let digit = field.popFirst(), digit != UInt8(ascii: " ") {
      // Eighteen digits always fit; more are no time of any calendar.
      guard digit >= 48, digit <= 57, count < 18 else { return 0 }
      seconds = seconds * 10 + Int64(digit - 48)
      count += 1
    }
    return isNegative ? -seconds : seconds
  }
}
