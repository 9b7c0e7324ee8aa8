/// Which number of a version goes up.
public enum Bump: String, CaseIterable, Sendable, Codable, Comparable {
  /// The third.
  case patch
  /// The second.
  case minor
  /// The first.
  case major

  private var rank: Int {
    switch self {
    case .patch: 0
    case .minor: 1
    case .major: 2
    }
  }

  /// Whether the left one moves a lesser number.
  public static func < (left: Bump, right: Bump) -> Bool { left.rank < right.rank }
}
