import SemanticVersioning

/// Versions from the highest to the lowest: mostly the first is the last that anybody asks for, so only then they are
/// sorted.
struct HighestFirst: IteratorProtocol {
  private var rest: [VersionHistory.Tagged]
  private var given = 0

  init(_ versions: [VersionHistory.Tagged]) { rest = versions }

  mutating func next() -> VersionHistory.Tagged? {
    given += 1
    if given == 1, let place = rest.indices.max(by: { Self.ranksBelow(rest[$0], rest[$1]) }) {
      rest.swapAt(place, rest.count - 1)
    } else if given == 2 {
      rest.sort(by: Self.ranksBelow)
    }
    return rest.popLast()
  }

  /// Of the same precedence the one without build metadata comes first.
  static func ranksBelow(_ one: VersionHistory.Tagged, _ other: VersionHistory.Tagged) -> Bool {
    let (left, right) = (one.version.precedence, other.version.precedence)
    return left == right ? one.tag > other.tag : left < right
  }
}
