/// Finds the name that somebody probably meant.
public enum NearestName {
  /// The nearest of some names, the first where several are as near; nil when none is near enough to be a slip.
  public static func of(_ name: String, among names: [String]) -> String? {
    let wanted = normalized(name)
    let limit = max(1, wanted.count / 3)
    return names.map { (name: $0, distance: distance(wanted, normalized($0), limit: limit)) }
      .filter { $0.distance <= limit }
      .min { $0.distance < $1.distance }?.name
  }

  /// How near two names are, counting neither case nor the separator.
  static func distance(between one: String, and other: String) -> Int {
    distance(normalized(one), normalized(other), limit: .max)
  }

  private static func normalized(_ name: String) -> [Character] {
    name.lowercased().prefix(100).map { $0 == "_" || $0 == " " ? "-" : $0 }
  }

  /// The edits that lead from one text to the other: insertions, deletions, replacements, and neighbors exchanged.
  private static func distance(_ one: [Character], _ other: [Character], limit: Int) -> Int {
    guard abs(one.count - other.count) <= limit else { return abs(one.count - other.count) }
    var beforePrevious: [Int] = []
    var previous = Array(0...other.count)
    for row in one.indices {
      var current = [row + 1]
      for column in other.indices {
        let replaced = previous[column] + (one[row] == other[column] ? 0 : 1)
        var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
          best = min(best, beforePrevious[column - 1] + 1)
        }
        current.append(best)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[other.count]
  }
}
