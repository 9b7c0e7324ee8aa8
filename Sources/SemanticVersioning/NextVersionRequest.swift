extension NextVersion {
  /// How far the version is to move.
  public enum RequestedBump: Hashable, Sendable {
    /// As far as the commits ask for.
    case auto
    /// By this bump of the base, whatever the commits say.
    case exactly(Bump)
  }

  /// Everything that the decision depends on.
  public struct Request: Hashable, Sendable {
    /// Every version of the pattern with a tag or a record; none of them is given again.
    public var known: [SemanticVersion]
    /// Versions that the ledger forbids, whether or not they have a tag.
    public var burnt: [SemanticVersion]
    /// Those of ``burnt`` whose release waits for its approval, and can still be given up.
    public var waiting: [SemanticVersion] = []
    /// Versions that git can make no tag for, as another tag's name goes on behind theirs.
    public var barred: [SemanticVersion] = []
    /// The versions that are out and count for this branch; on a maintenance branch those of its line alone.
    public var live: [SemanticVersion]
    /// The highest live final version that counts for this branch; nil where there is none.
    public var base: SemanticVersion?
    /// The commit of the base, which the commits go on from; nil where there is none, or nobody asks about merges.
    public var baseCommit: String?
    /// The version that the answer must reach, as others of a group have it; nil outside of groups.
    public var least: SemanticVersion?
    /// What came after the base, each commit before its parents; also what does not count, as merges reach through it.
    public var commits: [Commit]
    /// How far the version is to move.
    public var bump: RequestedBump
    /// The channel of the candidate that is asked for; nil for a final version.
    public var pre: Channel?
    /// What the types of commits ask for.
    public var rules: BumpRules
    /// The configured spelling of candidates; nil where the configuration leaves it open.
    public var spelling: CandidateSpelling?
    /// The tags that releases get: a trailer `Release:` that names another is somebody else's; empty for any.
    public var patterns: [TagPattern] = []

    /// Makes a request of its parts.
    public init(
      known: [SemanticVersion] = [], burnt: [SemanticVersion] = [], live: [SemanticVersion] = [],
      base: SemanticVersion? = nil, commits: [Commit] = [], bump: RequestedBump = .auto, pre: Channel? = nil,
      rules: BumpRules = BumpRules(), spelling: CandidateSpelling? = nil
    ) {
      (self.known, self.burnt, self.live, self.base) = (known, burnt, live, base)
      (self.commits, self.bump, self.pre) = (commits, bump, pre)
      (self.rules, self.spelling) = (rules, spelling)
    }

    /// Whether a trailer `Release:` names a tag of a release.
    func isReleaseTag(_ tag: String) -> Bool {
      patterns.isEmpty || patterns.contains { $0.version(of: tag) != nil }
    }
  }
}
