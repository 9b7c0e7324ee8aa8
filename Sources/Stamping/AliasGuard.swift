/// Finds aliases in keys, before a parser meets them.
///
/// A parser hashes every key to find duplicates, and hashing expands aliases: a kilobyte of aliases of aliases in a key
/// would take longer than anybody waits. Aliases in values cost nothing until something expands them.
enum AliasGuard {
  /// So few aliases cannot expand to much, whatever they are used for.
  private static let harmless = 16

  /// Where a text that has many aliases uses one in a key; nil for a text that is fit to be parsed.
  ///
  /// Looks at characters, not at tokens, so that it may take a text for suspicious that is not; such a text would need
  /// more than a dozen words that look like aliases, and a key that looks like one of them or like a collection.
  static func suspect(in bytes: [UInt8]) -> Int? {
    var aliases = 0
    var key: Int?
    for offset in bytes.indices {
      switch bytes[offset] {
      case UInt8(ascii: "*") where isToken(bytes, at: offset):
        guard let end = nameEnd(bytes, after: offset) else { continue }
        aliases += 1
        if key == nil, isFollowedByColon(bytes, from: end) { key = offset }
      case UInt8(ascii: "?") where isToken(bytes, at: offset):
        if key == nil, offset + 1 == bytes.count || isBlank(bytes[offset + 1]) { key = offset }
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if key == nil, isFollowedByColon(bytes, from: offset + 1) { key = offset }
      default: continue
      }
    }
    return aliases > harmless ? key : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  /// Whether a token may begin here.
  private static func isToken(_ bytes: [UInt8], at offset: Int) -> Bool {
    guard offset > 0 else { return true }
    return isBlank(bytes[offset - 1]) || "[{,:?-".utf8.contains(bytes[offset - 1])
      || bytes[offset - 1] >= 0x80  // a byte order mark, or a line break that is no ASCII
  }

  private static func nameEnd(_ bytes: [UInt8], after star: Int) -> Int? {
    var end = star + 1
    while end < bytes.count, PlainScalar.isWord(bytes[end]) || bytes[end] == UInt8(ascii: "-") { end += 1 }
    return end > star + 1 ? end : nil
  }

  private static func isFollowedByColon(_ bytes: [UInt8], from start: Int) -> Bool {
    guard start < bytes.count, let next = bytes[start...].first(where: { !isBlank($0) }) else { return false }
    return next == UInt8(ascii: ":")
  }
}
