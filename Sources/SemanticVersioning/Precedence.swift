extension SemanticVersion {
  /// The rank of the version among others; build metadata does not count.
  public var precedence: Precedence { Precedence(self) }

  /// A key to sort versions by: the precedence of SemVer 2.0, but `rc10` comes after `rc9`.
  ///
  /// Candidates of one channel rank by their number however it is spelled, `rc1`, `rc.2`, `rc-3`; where those are the
  /// same, and for everything else, SemVer decides. Two keys are equal only for the same core and pre-release.
  public struct Precedence: Hashable, Comparable, Sendable {
    let major: UInt64
    let minor: UInt64
    let patch: UInt64
    let prerelease: String

    init(_ version: SemanticVersion) {
      (major, minor, patch) = (version.major, version.minor, version.patch)
      prerelease = version.prereleaseText
    }

    /// Whether the left one ranks lower.
    public static func < (left: Precedence, right: Precedence) -> Bool {
      if left.major != right.major { return left.major < right.major }
      if left.minor != right.minor { return left.minor < right.minor }
      if left.patch != right.patch { return left.patch < right.patch }
      return PrereleaseOrder.precedes(left.prerelease, right.prerelease, PrereleaseOrder.byCandidate)
    }
  }

  /// Whether it has lower precedence than `other` by section 11 of SemVer 2.0 to the letter: `rc10` before `rc9`.
  public func strictlyPrecedes(_ other: SemanticVersion) -> Bool {
    if major != other.major { return major < other.major }
    if minor != other.minor { return minor < other.minor }
    if patch != other.patch { return patch < other.patch }
    return PrereleaseOrder.precedes(prereleaseText, other.prereleaseText, PrereleaseOrder.strict)
  }
}
