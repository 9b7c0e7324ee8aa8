/// A pattern for one path, as Go's `filepath.Match` understands it.
struct GlobPattern: Sendable {
  private enum Token: Sendable {
    /// Any run of characters without a slash.
    case run
    /// One character that is no slash.
    case one
    /// This character.
    case literal(Unicode.Scalar)
    /// One character inside, or outside, of these ranges.
    case set([ClosedRange<UInt32>], isNegated: Bool)
  }

  private var tokens: [Token] = []

  /// Reads a pattern; nil where a set or an escape is not ended.
  init?(_ pattern: some StringProtocol) {
    var rest = Substring.UnicodeScalarView(pattern.unicodeScalars)
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": tokens.append(.run)
      case "?": tokens.append(.one)
      case "\\":
        guard let escaped = rest.popFirst() else { return nil }
        tokens.append(.literal(escaped))
      case "[":
        guard let set = Self.set(&rest) else { return nil }
        tokens.append(set)
      default: tokens.append(.literal(scalar))
      }
    }
  }

  private static func set(_ rest: inout Substring.UnicodeScalarView) -> Token? {
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<UInt32>] = []
    while true {
      if rest.first == "]", !ranges.isEmpty {
        rest.removeFirst()
        return .set(ranges, isNegated: isNegated)
      }
      guard let low = bound(&rest) else { return nil }
      var high = low
      if rest.first == "-" {
        rest.removeFirst()
        guard let end = bound(&rest) else { return nil }
        high = end
      }
      // A range that runs backwards holds nothing; Go does not call it an error.
      ranges.append(low <= high ? low...high : UInt32.max...UInt32.max)
    }
  }

  private static func bound(_ rest: inout Substring.UnicodeScalarView) -> UInt32? {
    guard let first = rest.popFirst(), first != "-", first != "]" else { return nil }
    guard first == "\\" else { return rest.isEmpty ? nil : first.value }
    guard let escaped = rest.popFirst(), !rest.isEmpty else { return nil }
    return escaped.value
  }

  /// Whether the whole of `name` matches.
  func matches(_ name: some StringProtocol) -> Bool {
    let scalars = Array(name.unicodeScalars)
    var (token, place) = (0, 0)
    // Where to go on when what follows the last run does not match: that run takes one character more.
    var last: (token: Int, place: Int)?
    while place < scalars.count || token < tokens.count {
      if token < tokens.count {
        if case .run = tokens[token] {
          last = (token, place)
          token += 1
          continue
        }
        if place < scalars.count, Self.matches(tokens[token], scalars[place]) {
          (token, place) = (token + 1, place + 1)
          continue
        }
      }
      guard let run = last, run.place < scalars.count, scalars[run.place] != "/" else { return false }
      last = (run.token, run.place + 1)
      (token, place) = (run.token + 1, run.place + 1)
    }
    return true
  }

  private static func matches(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
    switch token {
    case .run: false
    case .one: scalar != "/"
    case .literal(let literal): scalar == literal
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar.value) } != isNegated
    }
  }
}
