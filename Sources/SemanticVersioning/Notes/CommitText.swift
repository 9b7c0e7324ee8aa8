/// Makes one harmless line of what a commit says: for a terminal, a tag's message or a document.
enum CommitText {
  /// The most that is kept of a subject, in Unicode scalars.
  static let subjectLimit = 200
  /// The most that is kept of what a breaking change says, in Unicode scalars.
  static let breakingLimit = 1000
  /// The most that is kept of a scope, in Unicode scalars.
  static let scopeLimit = 50

  /// The text without terminal escapes, control characters and marks that hide or turn text around; white space of any
  /// kind and length is one space, and what goes beyond `limit` scalars becomes an ellipsis.
  static func line(_ text: String, limit: Int) -> String {
    var escapes = TerminalEscapes()
    var line = String.UnicodeScalarView()
    var (count, isSpaceDue) = (0, false)
    for scalar in text.unicodeScalars where escapes.admits(scalar) {
      if scalar.properties.isWhitespace {
        isSpaceDue = count > 0
        continue
      }
      guard !isUnsafe(scalar) else { continue }
      guard count + (isSpaceDue ? 2 : 1) <= limit else {
        line.append("…")
        return String(line)
      }
      if isSpaceDue {
        line.append(" ")
        count += 1
      }
      isSpaceDue = false
      line.append(scalar)
      count += 1
    }
    return String(line)
  }

  /// Lines of text as they are, each without what ``line(_:limit:)`` takes out, but for its blanks.
  static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: ASCII.newline, omittingEmptySubsequences: false).map { bytes in
      var escapes = TerminalEscapes()
      var line = String.UnicodeScalarView()
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where escapes.admits(scalar) {
        if scalar == "\t" || !isUnsafe(scalar) { line.append(scalar) }
      }
      return String(line)
    }
  }

  /// A control character, or one that reorders or hides text.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE0000...0xE007F: true
    default: false
    }
  }
}
