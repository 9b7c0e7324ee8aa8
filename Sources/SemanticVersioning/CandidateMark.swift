/// Where channel and number of a candidate stand in the bytes of a pre-release.
struct CandidateMark {
  let channel: Channel
  /// What stands between channel and number; nil where nothing does.
  let separator: UInt8?
  /// Empty where there is no number.
  let digits: Range<Int>
  /// Where the identifiers behind it begin; beyond the end where there are none.
  let rest: Int

  /// Nil where the first identifier is neither a channel's name nor one with a number.
  init?(_ bytes: Span<UInt8>) {
    guard let channel = Channel.allCases.first(where: { bytes.has($0.bytes, at: 0) }) else { return nil }
    self.channel = channel
    let end = channel.bytes.count
    guard end < bytes.count else {
      (separator, digits, rest) = (nil, end..<end, end)
      return
    }
    let separator = bytes[end].isDigit ? nil : bytes[end]
    let start = separator == nil ? end : end + 1
    let digits = start..<bytes.identifierEnd(from: start)
    if bytes.isNumber(digits), separator == nil || separator == ASCII.dot || separator == ASCII.hyphen {
      (self.separator, self.digits, rest) = (separator, digits, digits.upperBound + 1)
    } else if separator == ASCII.dot {
      (self.separator, self.digits, rest) = (nil, end..<end, start)
    } else {
      return nil
    }
  }

  /// Nil where there is none, or one of more than 18 digits: no counting on from there.
  func number(in bytes: Span<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var number = 0
    for index in digits { number = number * 10 + Int(bytes[index] - ASCII.zero) }
    return number
  }
}
