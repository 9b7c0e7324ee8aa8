import Refusals

/// What a manifest is asked for by: a tag or a digest (distribution-spec, pulling manifests).
enum Reference: Hashable {
  case tag(String)
  case digest(Digest)

  /// Reads a tag or a digest; other text is refused before it becomes part of an address.
  init(parsing text: String) throws {
    if text.contains(":") {
      self = .digest(try Digest(parsing: text))
      return
    }
    guard Self.isTag(text) else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(150))` is no tag of an image.",
        why: "A tag has at most 128 letters, digits, `_`, `.` and `-`, and begins with neither `.` nor `-`.")
    }
    self = .tag(text)
  }

  private static func isTag(_ text: String) -> Bool {
    let isWord: (UInt8) -> Bool = { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
    }
    guard let first = text.utf8.first, isWord(first), text.utf8.count <= 128 else { return false }
    return text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }
}
