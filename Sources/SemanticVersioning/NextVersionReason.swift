extension NextVersion {
  /// What one commit asks for.
  public struct Reason: Hashable, Sendable {
    /// The commit's id.
    public var commit: String
    /// Its subject, cut after 200 characters.
    public var subject: String
    /// What it asks for on this base; nil for nothing.
    public var bump: Bump?
    /// Why it asks for nothing although its subject might; nil where that needs no word.
    public var note: String?

    /// Its title only takes back what the range has, and counts no more than that.
    var takesBack = false

    /// Makes a reason of its parts.
    public init(commit: String, subject: String, bump: Bump?, note: String? = nil) {
      (self.commit, self.subject, self.bump, self.note) = (commit, subject, bump, note)
    }
  }
}
