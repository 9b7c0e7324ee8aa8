/// A stretch of history.
public struct CommitRange: Sendable {
  /// The commits, newest first and each before its parents.
  public var commits: [Commit]
  /// The boundary of a shallow clone ended the walk, so that there may be more.
  public var isCutOff: Bool

  /// Makes a stretch of its commits.
  public init(commits: [Commit], isCutOff: Bool) { (self.commits, self.isCutOff) = (commits, isCutOff) }
}
