/// How two pre-releases of one core rank; negative, zero or positive as the left one is lower, the same or higher.
enum PrereleaseOrder {
  static func precedes(
    _ left: String, _ right: String, _ order: (Span<UInt8>, Span<UInt8>) -> Int
  ) -> Bool {
    // The final version is the highest of its core.
    guard !left.isEmpty else { return false }
    guard !right.isEmpty else { return true }
    return left.withBytes { left in right.withBytes { right in order(left, right) } } < 0
  }

  /// Candidates by channel and number, then SemVer.
  ///
  /// All first identifiers that begin with a channel's name form one unbroken range in ASCII. Inside that range the
  /// candidates come first; this is what keeps the order total.
  static func byCandidate(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    let (leftMark, rightMark) = (candidate(left), candidate(right))
    if let leftMark, let rightMark, leftMark.channel == rightMark.channel {
      let byNumber = numbers(left, leftMark.digits, right, rightMark.digits)
      if byNumber != 0 { return byNumber }
    } else if let leftMark, rightMark == nil, right.has(leftMark.channel.bytes, at: 0) {
      return -1
    } else if let rightMark, leftMark == nil, left.has(rightMark.channel.bytes, at: 0) {
      return 1
    }
    return strict(left, right)
  }

  /// SemVer ranks `alpha.1` before `alpha.beta`, so the latter is no candidate here.
  private static func candidate(_ bytes: Span<UInt8>) -> CandidateMark? {
    guard let mark = CandidateMark(bytes), !mark.digits.isEmpty || mark.rest >= bytes.count else { return nil }
    return mark
  }

  /// Section 11 of SemVer 2.0, item 4.
  static func strict(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    var (leftStart, rightStart) = (0, 0)
    while leftStart < left.count, rightStart < right.count {
      let leftIdentifier = leftStart..<left.identifierEnd(from: leftStart)
      let rightIdentifier = rightStart..<right.identifierEnd(from: rightStart)
      let order = identifiers(left, leftIdentifier, right, rightIdentifier)
      if order != 0 { return order }
      leftStart = leftIdentifier.upperBound + 1
      rightStart = rightIdentifier.upperBound + 1
    }
    return (leftStart < left.count ? 1 : 0) - (rightStart < right.count ? 1 : 0)
  }

  private static func identifiers(
    _ left: Span<UInt8>, _ leftRange: Range<Int>, _ right: Span<UInt8>, _ rightRange: Range<Int>
  ) -> Int {
    switch (left.isNumber(leftRange), right.isNumber(rightRange)) {
    case (true, true): numbers(left, leftRange, right, rightRange)
    case (true, false): -1
    case (false, true): 1
    case (false, false): texts(left, leftRange, right, rightRange)
    }
  }

  /// Digits of any length; none at all is lower than 0.
  private static func numbers(
    _ left: Span<UInt8>, _ leftRange: Range<Int>, _ right: Span<UInt8>, _ rightRange: Range<Int>
  ) -> Int {
    if leftRange.isEmpty || rightRange.isEmpty { return (leftRange.isEmpty ? 0 : 1) - (rightRange.isEmpty ? 0 : 1) }
    let leftDigits = significant(left, leftRange)
    let rightDigits = significant(right, rightRange)
    if leftDigits.count != rightDigits.count { return leftDigits.count - rightDigits.count }
    return texts(left, leftDigits, right, rightDigits)
  }

  private static func significant(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == ASCII.zero { start += 1 }
    return start..<range.upperBound
  }

  private static func texts(
    _ left: Span<UInt8>, _ leftRange: Range<Int>, _ right: Span<UInt8>, _ rightRange: Range<Int>
  ) -> Int {
    var (leftIndex, rightIndex) = (leftRange.lowerBound, rightRange.lowerBound)
    while leftIndex < leftRange.upperBound, rightIndex < rightRange.upperBound {
      let difference = Int(left[leftIndex]) - Int(right[rightIndex])
      if difference != 0 { return difference }
      leftIndex += 1
      rightIndex += 1
    }
    return leftRange.count - rightRange.count
  }
}
