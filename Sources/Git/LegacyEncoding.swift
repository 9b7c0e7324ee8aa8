/// An encoding of one byte a character, as commits of old programs name it in their header.
enum LegacyEncoding: Equatable {
  /// ISO 8859-1: the first 256 characters of Unicode.
  case latin1
  /// ISO 8859-15, which has the euro sign.
  case latin9
  /// Windows-1252, which has characters where ISO 8859-1 has control codes.
  case windows1252

  /// Nil for an encoding that is not read here, UTF-8 among them.
  init?(_ name: String) {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "iso88591", "latin1", "l1", "usascii", "ascii": self = .latin1
    case "iso885915", "latin9": self = .latin9
    case "windows1252", "cp1252": self = .windows1252
    default: return nil
    }
  }

  /// The text of some bytes.
  func text(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(scalar(byte)) }
    return String(text)
  }

  private func scalar(_ byte: UInt8) -> Unicode.Scalar {
    switch self {
    case .latin1: Unicode.Scalar(byte)
    case .latin9: Self.differences[byte] ?? Unicode.Scalar(byte)
    case .windows1252: (0x80...0x9F).contains(byte) ? Self.replacements[Int(byte) - 0x80] : Unicode.Scalar(byte)
    }
  }

  /// Where ISO 8859-15 differs from ISO 8859-1.
  private static let differences: [UInt8: Unicode.Scalar] = [
    0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
  ]

  /// What Windows-1252 has from 0x80 to 0x9F; what it leaves open is replaced.
  private static let replacements = Array(
    "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)
}
