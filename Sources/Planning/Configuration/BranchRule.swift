public import SemanticVersioning

/// Which releases are cut from the branches of a pattern.
public struct BranchRule: Hashable, Sendable {
  /// Where the base of the next version comes from.
  public enum Series: String, CaseIterable, Sendable, Codable {
    /// The highest live release of all.
    case trunk
    /// The highest live release of the branch's own line.
    case maintenance
  }

  /// How wide a maintained line is.
  public enum Line: String, CaseIterable, Sendable, Codable {
    /// `1.2.x`.
    case minor
    /// `1.x`.
    case major
  }

  /// The branches, by their short names.
  public var pattern: PathPattern
  /// Where the base comes from.
  public var series: Series
  /// How wide the line is; counts for maintenance only.
  public var line: Line

  /// Whether a version belongs to the line that `base` is of; on a trunk every version does.
  public func isInside(_ version: SemanticVersion, lineOf base: SemanticVersion) -> Bool {
    guard series == .maintenance else { return true }
    return version.major == base.major && (line == .major || version.minor == base.minor)
  }

  /// Makes a rule.
  public init(pattern: String, series: Series, line: Line = .minor) {
    self.pattern = PathPattern(pattern)
    self.series = series
    self.line = line
  }
}
