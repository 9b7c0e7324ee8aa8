extension NextVersion {
  /// The next version and how it came about.
  public struct Answer: Hashable, Sendable {
    /// The next version.
    public var version: SemanticVersion
    /// The bump that was asked for, by the commits or exactly; nil where an open candidate alone decided.
    public var bump: Bump?
    /// The candidate that is out and decided, since its final version is the least answer; nil where the bump alone gives
    /// as much.
    public var candidate: SemanticVersion?
    /// The version that the others of its group go to, where the commits alone give less; nil where they do not.
    public var group: SemanticVersion?
    /// Every commit since the base, newest first, also those that ask for nothing.
    public var reasons: [Reason]
    /// The final versions that would have come first but are taken.
    public var raisedPast: [SemanticVersion]
    /// What a person should know about the answer, one sentence each.
    public var notes: [String]

    /// Turns the final version into the next candidate for it.
    mutating func makeCandidate(of channel: Channel, _ request: Request) {
      let core = version
      let all = request.known + request.burnt + request.barred
      let siblings = all.filter { $0.isPrerelease && $0.core.precedence == core.precedence }
      var number = siblings.filter { $0.channel == channel }.compactMap(\.candidateNumber).max() ?? 0
      let spelling = spelling(of: channel, siblings: siblings, all: all, request)
      // A number beyond all use is not counted on from, and may stand in the way.
      let taken = Set(siblings.map(\.prereleaseText))
      repeat {
        number += 1
        version = SemanticVersion(
          core.major, core.minor, core.patch, prerelease: spelling.identifiers(channel: channel, number: number))
      } while taken.contains(version.prereleaseText)
      let candidate = version
      let higher = request.live.filter { $0.core == core && candidate.precedence < $0.precedence }
      if let highest = higher.max(by: { $0.precedence < $1.precedence }) {
        notes.append("\(candidate) ranks below \(highest), which is out.")
      }
      // The order here goes by number; SemVer to the letter puts rc10 below rc9.
      let passed = siblings.filter { $0.precedence < candidate.precedence && candidate.strictlyPrecedes($0) }
      if let above = passed.max(by: Self.byPrecedence) {
        notes.append(
          "Tools that compare as SemVer does to the letter put \(candidate) below \(above); the spelling "
            + "{channel}.{n} ranks by number.")
      }
    }

    /// Within one core and channel the spelling never changes: by SemVer `rc.2` would rank below `rc1`.
    private mutating func spelling(
      of channel: Channel, siblings: [SemanticVersion], all: [SemanticVersion], _ request: Request
    ) -> CandidateSpelling {
      let begun = Self.lastSpelling(siblings.filter { $0.channel == channel })
      if let begun, let configured = request.spelling, begun != configured {
        notes.append("Candidates of \(version) stay spelled \(begun); \(configured) begins with the next version.")
      }
      return begun ?? request.spelling ?? Self.lastSpelling(all) ?? .dotted
    }

    private static func byPrecedence(_ one: SemanticVersion, _ other: SemanticVersion) -> Bool {
      one.precedence < other.precedence
    }

    private static func lastSpelling(_ versions: [SemanticVersion]) -> CandidateSpelling? {
      let spelled = versions.filter { CandidateSpelling(of: $0) != nil }
      return spelled.max(by: byPrecedence).flatMap(CandidateSpelling.init(of:))
    }
  }
}
