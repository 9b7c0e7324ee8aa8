/// How ripe a candidate is; declared from the least to the most.
public enum Channel: String, CaseIterable, Sendable, Codable, Comparable {
  /// For trying an idea.
  case alpha
  /// For trying a release.
  case beta
  /// What becomes the release if nothing is found.
  case rc

  var bytes: [UInt8] {
    switch self {
    case .alpha: Self.alphaBytes
    case .beta: Self.betaBytes
    case .rc: Self.rcBytes
    }
  }

  private static let alphaBytes = Array("alpha".utf8)
  private static let betaBytes = Array("beta".utf8)
  private static let rcBytes = Array("rc".utf8)

  private var rank: Int {
    switch self {
    case .alpha: 0
    case .beta: 1
    case .rc: 2
    }
  }

  /// Whether the left one is less ripe.
  public static func < (left: Channel, right: Channel) -> Bool { left.rank < right.rank }
}
