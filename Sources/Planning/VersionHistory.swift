public import Git
import Refusals
public import SemanticVersioning

/// What the ledger says of one version.
public struct ReleaseStanding: Hashable, Sendable {
  /// The version's tag.
  public var tag: String
  /// It is published and was not taken back.
  public var isLive: Bool
  /// It may never be cut again with other bytes.
  public var isBurnt: Bool

  /// Makes a standing of its parts.
  public init(tag: String, isLive: Bool, isBurnt: Bool) {
    (self.tag, self.isLive, self.isBurnt) = (tag, isLive, isBurnt)
  }
}

/// The versions of one tag pattern, the base of the next one, and the commits since.
public struct VersionHistory: Sendable {
  /// A version that has a tag.
  public struct Tagged: Hashable, Sendable {
    /// The version.
    public var version: SemanticVersion
    /// Its tag, by its short name.
    public var tag: String
    /// What the tag points at.
    var target: ObjectID
  }

  /// The release that the next version is counted from.
  public struct Base: Hashable, Sendable {
    /// The version.
    public var version: SemanticVersion
    /// Its tag, by its short name.
    public var tag: String
    /// The tagged commit.
    public var commit: ObjectID
  }

  /// The tags' pattern.
  public let pattern: TagPattern
  /// The branch's rule; nil where the configuration has none for it, or no branch is checked out.
  public let rule: BranchRule?
  /// The commit that the next version would be made of.
  public let head: ObjectID
  /// The base; nil before the first release.
  public private(set) var base: Base?
  /// The commits since the base that count, newest first.
  public private(set) var commits: [Commit] = []
  /// Tags that look like the pattern and do not count, and why; sorted by name.
  public private(set) var ignored: [(tag: String, reason: String)] = []

  private let repository: Repository
  private var tagged: [Tagged] = []
  private var burnt: [SemanticVersion] = []
  private var live: [Tagged] = []

  /// Gathers the history below `head`; throws `historyUnsafe` where the clone holds too little of it.
  ///
  /// - Parameters:
  ///   - repository: the repository; nothing in it is changed.
  ///   - head: the commit that the next version would be made of.
  ///   - pattern: which tags count.
  ///   - rule: the rule of the branch; nil counts as trunk.
  ///   - standings: what the ledger knows.
  ///   - counts: whether a commit that changes this path counts; nil where every commit does.
  /// - Throws: a `Refusal` where the clone cannot tell.
  public init(
    of repository: Repository, at head: ObjectID, pattern: TagPattern, rule: BranchRule?,
    standings: [ReleaseStanding], counts: ((String) -> Bool)? = nil
  ) throws {
    (self.repository, self.head, self.pattern, self.rule) = (repository, head, pattern, rule)
    try readTags(standings)
    let isMaintained = rule?.series == .maintenance
    var finals = live.filter { !$0.version.isPrerelease }
    finals.sort { $1.version.precedence < $0.version.precedence }
    let reach = Reach(repository, head)
    base = try findBase(among: finals) { try !isMaintained || reach.holds($0) }
    try refuseMissingTags(standings)
    if isMaintained {
      // Candidates of other lines say nothing about this one; final versions anywhere are taken.
      live = try live.filter { tagged in
        guard tagged.version.isPrerelease else { return true }
        if let base, tagged.version.precedence < base.version.precedence { return false }
        return try repository.peeled(tagged.target).map { try reach.holds($0) } ?? false
      }
    }
    try readCommits(counts)
    ignored.sort { $0.tag < $1.tag }
  }

  // MARK: Gathering

  private mutating func readTags(_ standings: [ReleaseStanding]) throws {
    let prefix = "refs/tags/"
    var isTakenBack: Set<String> = []
    for standing in standings where standing.isBurnt {
      if let version = pattern.version(of: standing.tag) { burnt.append(version) }
      if !standing.isLive { isTakenBack.insert(standing.tag) }
    }
    for (name, target) in try repository.references(under: prefix) {
      let tag = name.dropFirst(prefix.count)
      switch pattern.reading(of: tag) {
      case .other: continue
      case .odd(let reason): ignored.append((String(tag), reason))
      case .version(let version):
        let found = Tagged(version: version, tag: String(tag), target: target)
        tagged.append(found)
        if isTakenBack.contains(found.tag) {
          ignored.append((found.tag, "it was taken back, or is not published yet"))
        } else {
          live.append(found)
        }
      }
    }
  }

  /// The first of the versions that is on a commit and stands where it must.
  private mutating func findBase(among finals: [Tagged], where stands: (ObjectID) throws -> Bool) throws -> Base? {
    for final in finals {
      // Only what might be the base is peeled: that reads an object, and most tags need none.
      guard let commit = try repository.peeled(final.target) else {
        ignored.append((final.tag, "it points at no commit"))
        live.removeAll { $0 == final }
        continue
      }
      if try stands(commit) { return Base(version: final.version, tag: final.tag, commit: commit) }
    }
    return nil
  }

  private mutating func readCommits(_ counts: ((String) -> Bool)?) throws {
    let range = try repository.commits(from: head, excluding: base.map { [$0.commit] } ?? [])
    guard !range.isCutOff else { throw unsafe("the clone is shallow, and its history ends before \(baseName)") }
    commits = range.commits
    guard let counts else { return }
    commits = try commits.filter { try repository.changedPaths($0.id).contains(where: counts) }
  }

  /// A live release whose tag is not here would have been the base, or have changed it.
  private func refuseMissingTags(_ standings: [ReleaseStanding]) throws {
    if repository.isShallow, base == nil { throw unsafe("the clone is shallow and holds no tag of \(pattern.text)") }
    guard rule?.series != .maintenance || base == nil else { return }
    let here = Set(tagged.map(\.tag))
    let missing = standings.filter { standing in
      guard standing.isLive, !here.contains(standing.tag) else { return false }
      guard let version = pattern.version(of: standing.tag), !version.isPrerelease else { return false }
      return base.map { $0.version.precedence < version.precedence } ?? true
    }
    guard !missing.isEmpty else { return }
    throw unsafe("the ledger has \(missing.map(\.tag).sorted().joined(separator: ", ")), and the clone has no such tag")
  }

  private var baseName: String { base?.tag ?? "its first commit" }

  private func unsafe(_ why: String) -> Refusal {
    Refusal(
      .historyUnsafe, what: "The next version was not worked out.", why: why,
      remedy: repository.isShallow
        ? "Run `git fetch --unshallow --tags`; in GitHub Actions, check out with `fetch-depth: 0`."
        : "Run `git fetch --tags`")
  }
}

extension VersionHistory {
  /// The base is among the commits below HEAD; on a trunk it need not be, and finding out may cost a whole walk.
  public func isBaseInHistory() throws -> Bool {
    try base.map { try repository.isAncestor($0.commit, of: head) } ?? true
  }

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
    var request = NextVersion.Request(
      known: tagged.map(\.version), burnt: burnt, live: live.map(\.version), base: base?.version,
      commits: commits.map { .init(id: $0.id.description, message: $0.message, isMerge: $0.parents.count > 1) },
      bump: bump, pre: pre, rules: rules, spelling: spelling)
    guard let answer = NextVersion.decide(request) else { throw nothingToRelease(request) }
    guard let foreign = foreignLine(of: answer, in: request) else { return answer }
    guard case .auto = bump, let base else {
      throw Refusal(
        .versionExists, what: "The next version was not worked out: \(foreign) are released from another branch.",
        why: "The \(answer.bump?.rawValue ?? "") bump leaves the line of \(baseName)",
        remedy: "Leave --bump out, or release from the branch of that line.")
    }
    // The line ends where the next one begins, so what is left is the largest step inside it.
    request.bump = .exactly(rule?.line == .major ? .minor : .patch)
    guard var kept = NextVersion.decide(request) else { throw nothingToRelease(request) }
    kept.notes.append(
      "The commits ask for more than \(base.tag)'s line has room for: \(foreign) are released from another branch.")
    return kept
  }

  /// The line that the answer would leave the maintained one for although others release from it, such as `1.2.x`.
  private func foreignLine(of answer: NextVersion.Answer, in request: NextVersion.Request) -> String? {
    guard let rule, rule.series == .maintenance, let base else { return nil }
    func isBeside(_ one: SemanticVersion, _ other: SemanticVersion) -> Bool {
      one.major == other.major && (rule.line == .major || one.minor == other.minor)
    }
    let next = answer.version
    guard !isBeside(next, base.version) else { return nil }
    guard (request.known + request.burnt).contains(where: { !$0.isPrerelease && isBeside($0, next) }) else {
      return nil
    }
    return rule.line == .major ? "versions \(next.major).x" : "versions \(next.major).\(next.minor).x"
  }

  private func nothingToRelease(_ request: NextVersion.Request) -> Refusal {
    let seen = commits.prefix(20).map { "\($0.id.short) \($0.subject)" }
    let more = commits.count > 20 ? ["and \(commits.count - 20) more"] : []
    return Refusal(
      .nothingToRelease, what: "There is nothing to release\(base.map { " since \($0.tag)" } ?? "").",
      why: seen.isEmpty
        ? (base == nil ? "No commit counts for it." : "No commit that counts came after it.")
        : (["These commits ask for no release:"] + seen + more).joined(separator: "\n"),
      remedy: "Ask for a version all the same with `brokkr-release next --bump patch`, and cut that one.")
  }
}

/// Whether a release belongs to the history of one commit.
private final class Reach {
  let repository: Repository
  let head: ObjectID
  /// The whole history; nil until a question could only be answered by walking all of it.
  private var whole: Set<ObjectID>?

  init(_ repository: Repository, _ head: ObjectID) { (self.repository, self.head) = (repository, head) }

  /// The commit is in the history, or its first parent is and no branch but the tag alone reaches the commit: so lies a
  /// release whose stamp is on no branch.
  func holds(_ commit: ObjectID) throws -> Bool {
    if try reaches(commit) { return true }
    guard let parent = try repository.commit(commit).parents.first, try reaches(parent) else { return false }
    let branches = try repository.references(under: "refs/heads/") + repository.references(under: "refs/remotes/")
    let tips = try branches.compactMap { try repository.peeled($0.target) }
    return try repository.commits(from: commit, excluding: tips).commits.contains { $0.id == commit }
  }

  private func reaches(_ commit: ObjectID) throws -> Bool {
    if let whole { return whole.contains(commit) }
    // A hit is near as a rule; a miss has walked everything, and the next question would walk it again.
    if try repository.isAncestor(commit, of: head) { return true }
    whole = Set(try repository.commits(from: head, excluding: []).commits.map(\.id))
    return false
  }
}
