import Git
import Refusals
public import SemanticVersioning

extension VersionHistory {
  /// The next version; throws `nothingToRelease` where there is none.
  ///
  /// - Parameters:
  ///   - bump: how far the version is to move.
  ///   - pre: the channel of the candidate that is asked for; nil for a final version.
  ///   - rules: what the types of commits ask for.
  ///   - spelling: the configured spelling of candidates.
  /// - Returns: the version and how it came about.
  /// - Throws: a `Refusal`.
  public func next(
    _ bump: NextVersion.RequestedBump, pre: Channel?, rules: BumpRules = BumpRules(), spelling: CandidateSpelling?
  ) throws -> NextVersion.Answer {
    try refuseBlocked()
    let request = try inStep(request(bump, pre: pre, rules, spelling))
    guard let answer = try NextVersion.decide(request, isReleased: released.hold) else { throw nothingToRelease() }
    guard (try? SemanticVersion(parsing: answer.version.description)) != nil else { throw tooLong(answer.version) }
    if let base, let rule, !rule.isInside(answer.version, lineOf: base.version) {
      throw outsideOfLine(answer, base, rule, isAsked: bump == .auto)
    }
    return answer
  }

  /// What each commit since the base asks for, newest first.
  public func reasons(rules: BumpRules) throws -> [NextVersion.Reason] {
    try NextVersion.reasons(request(.auto, pre: nil, rules, nil), isReleased: released.hold)
  }

  /// Whether the commits since the base ask for no release.
  public func isIdle(rules: BumpRules) throws -> Bool {
    try refuseBlocked()
    return try NextVersion.decide(inStep(request(.auto, pre: nil, rules, nil)), isReleased: released.hold) == nil
  }

  /// A release of the version, here or in its group, waits for its approval.
  public func isWaiting(_ version: SemanticVersion) -> Bool {
    ([self] + companions).contains { $0.waiting.contains(version) }
  }

  /// git can make no tag of the version, here or in its group, as another tag's name goes on behind it.
  public func isBarred(_ version: SemanticVersion) -> Bool {
    ([self] + companions).contains { $0.barred.contains(version) }
  }

  private func request(
    _ bump: NextVersion.RequestedBump, pre: Channel?, _ rules: BumpRules, _ spelling: CandidateSpelling?
  ) -> NextVersion.Request {
    let counting = commits.count == range.count ? nil : Set(commits.map(\.id))
    var request = NextVersion.Request(
      known: tagged.map(\.version), burnt: burnt, live: live.map(\.version), base: base?.version,
      commits: NextVersion.Commit.all(of: range, counting: counting),
      bump: bump, pre: pre, rules: rules, spelling: spelling)
    request.baseCommit = base?.commit.description
    (request.waiting, request.barred, request.patterns) = (waiting, barred, patterns)
    return request
  }

  /// The request with what the others of the group add to it: all of them get one version, the highest that the commits
  /// of any ask for, and whoever is behind the group's last release catches up with that first.
  private func inStep(_ own: NextVersion.Request) throws -> NextVersion.Request {
    guard !companions.isEmpty else { return own }
    var own = own
    let all = [(self, own)] + companions.map { ($0, $0.request(own.bump, pre: nil, own.rules, nil)) }
    let released = all.compactMap(\.1.base).max { $0.precedence < $1.precedence }
    let wanted = try all.compactMap { history, request in
      var request = request
      request.pre = nil
      return try NextVersion.decide(request, isReleased: history.released.hold)?.version
    }.max { $0.precedence < $1.precedence }
    if let wanted, released.map({ $0.precedence < wanted.precedence }) ?? true {
      own.least = wanted
      own.known = all.flatMap(\.1.known)
      own.burnt = all.flatMap(\.1.burnt)
      own.waiting = all.flatMap(\.1.waiting)
      own.barred = all.flatMap(\.1.barred)
    } else if let released, own.base.map({ $0.precedence < released.precedence }) ?? true {
      own.least = released
    }
    return own
  }

  private func outsideOfLine(
    _ answer: NextVersion.Answer, _ base: Base, _ rule: BranchRule, isAsked: Bool
  ) -> Refusal {
    let asking = !isAsked ? [] : answer.reasons.filter { $0.bump == answer.bump && $0.bump != nil }
    let line = rule.line == .major ? "\(base.version.major).x" : "\(base.version.major).\(base.version.minor).x"
    let tag = pattern.tag(for: answer.version)
    return Refusal(
      .usage, what: "There is no next version: \(tag) is outside of the line \(line), which this branch maintains.",
      why: asking.isEmpty
        ? "The line is that of \(base.tag), the highest live release of this branch"
        : (["These commits ask for more than the line has room for:"]
          + asking.prefix(20).map { "\($0.commit.prefix(7)) \($0.subject)" }).joined(separator: "\n"),
      remedy: "Stay inside by `--bump patch`"
        + (rule.line == .minor && answer.version.major == base.version.major ? ", widen the line by `line: major`" : "")
        + ", or release it from a branch with `series: trunk`.")
  }

  private func tooLong(_ version: SemanticVersion) -> Refusal {
    Refusal(
      .usage, what: "There is no next version: one of the numbers of \(version) is too long.",
      why: "Tools that read versions take numbers of at most 19 digits"
        + (base.map { ", and the base is \($0.tag)" } ?? ""),
      remedy: "Ask for a lesser bump, such as `--bump patch`, or name the version yourself.")
  }

  private func refuseBlocked() throws {
    guard let blocking else { return }
    throw Refusal(
      .usage, what: "There is no next version: git can make no tag of \(pattern.text).",
      why: "The tag \(blocking) is where these tags need a folder",
      remedy: "Give that tag another name, here and on the remote, or change the pattern.")
  }

  private func nothingToRelease() -> Refusal {
    let seen = commits.prefix(20).map { "\($0.id.short) \($0.subject)" }
    let more = commits.count > 20 ? ["and \(commits.count - 20) more"] : []
    let name = component.map { " of \($0)" } ?? ""
    return Refusal(
      .nothingToRelease, what: "There is nothing to release\(name)\(base.map { " since \($0.tag)" } ?? "").",
      why: seen.isEmpty
        ? (base == nil ? "No commit counts for it." : "No commit that counts came after it.")
        : (["These commits ask for no release:"] + seen + more).joined(separator: "\n"),
      remedy: "Ask for a version all the same with `brokkr-release next --bump patch"
        + "\(component.map { " --component \($0)" } ?? "")`, and cut that one.")
  }
}
