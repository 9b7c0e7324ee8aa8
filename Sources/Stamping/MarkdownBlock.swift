/// Where a document stands, line after line: inside of a fenced code block, of a comment, or of neither.
struct MarkdownBlock {
  private var fence: (sign: Character, count: Int)?
  private var isComment = false

  /// Whether a line is outside of both; one that opens or closes either is not.
  mutating func isOutside(_ line: Substring, indentation: Int) -> Bool {
    if isComment {
      isComment = line.firstRange(of: "-->") == nil
      return false
    }
    let sign = line.first
    let count = line.prefix { $0 == sign }.count
    if let open = fence {
      let isRest = line.dropFirst(count).allSatisfy(\.isWhitespace)
      if sign == open.sign, count >= open.count, isRest, indentation < 4 { fence = nil }
      return false
    }
    if let sign, sign == "`" || sign == "~", count >= 3, indentation < 4 {
      // A line of backticks with more of them behind it is a span of code.
      guard sign == "~" || !line.dropFirst(count).contains("`") else { return true }
      fence = (sign, count)
      return false
    }
    guard line.hasPrefix("<!--") else { return true }
    isComment = line.firstRange(of: "-->") == nil
    return false
  }
}
