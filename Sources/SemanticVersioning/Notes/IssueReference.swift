/// A piece of a line: text, or a number such as `#123` that means an issue or a pull request.
enum IssueReference: Equatable {
  case text(String)
  /// The number, without its sign.
  case number(String)

  /// Takes a line apart; a number stands alone, not inside of a word, and has at most nine digits.
  static func pieces(of line: String) -> [IssueReference] {
    let scalars = Array(line.unicodeScalars)
    var pieces: [IssueReference] = []
    var text = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if let end = numberEnd(in: scalars, at: index) {
        if !text.isEmpty { pieces.append(.text(String(text))) }
        text = String.UnicodeScalarView()
        pieces.append(.number(scalars[(index + 1)..<end].map(String.init).joined()))
        index = end
      } else {
        text.append(scalars[index])
        index += 1
      }
    }
    if !text.isEmpty { pieces.append(.text(String(text))) }
    return pieces
  }

  private static func numberEnd(in scalars: [Unicode.Scalar], at start: Int) -> Int? {
    guard scalars[start] == "#", start == 0 || !joins(scalars[start - 1]) else { return nil }
    var end = start + 1
    while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
    guard end > start + 1, end - start <= 10, scalars[start + 1] != "0" else { return nil }
    return end == scalars.count || !joins(scalars[end]) ? end : nil
  }

  /// What makes the number a part of something else: an anchor, a name, an entity.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isWordly || "_-/&#".unicodeScalars.contains(scalar)
  }
}
