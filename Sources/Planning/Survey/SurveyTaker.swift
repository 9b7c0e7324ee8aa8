import BuildEngines
import Git
import Publishing
import Refusals
import ReleaseEngine
public import SemanticVersioning

/// Gathers the facts of a release; all that stands in the way is found in one look.
public struct SurveyTaker: Sendable {
  /// What the release works on.
  public var workspace: Workspace
  /// What is released.
  public var scope: ComponentScope
  /// Which version is asked for.
  public var request: VersionRequest
  /// The local history is asked, so it has to be whole: its tags must be those of the remote.
  public var needsHistory = true
  /// The version is to be recorded, so that no other cut of it may be under way.
  public var isCutting = true
  /// The working tree has to be clean.
  public var needsCleanTree = true

  /// Makes a taker.
  public init(workspace: Workspace, scope: ComponentScope, request: VersionRequest) {
    self.workspace = workspace
    self.scope = scope
    self.request = request
  }

  /// Gathers the facts.
  public func take() async throws -> Survey {
    try workspace.requireWorkTree()
    let repository = workspace.repository
    var (headID, branch) = try checkedOut()
    var refusals: [Refusal] = []
    func collect(_ body: () async throws -> Void) async throws {
      do {
        try await body()
      } catch let refusal as Refusal {
        refusals.append(refusal)
      } catch let list as RefusalList {
        refusals += list.refusals
      }
    }
    if needsCleanTree { try await collect { try refuseUncleanTree(try await repository.uncleanPaths()) } }
    let facts = try await RemoteFacts.ask(workspace.git)
    let ledger = try await workspace.ledger.load()
    let state = ledger.state
    if isCutting { try LedgerAnchor.check(ledger, in: workspace, tags: facts.tags) }
    let detached: DetachedHead? =
      branch == nil
      ? try DetachedHead(headID, among: facts.branches, workspace.configuration, in: repository) : nil
    if case .branch(let name) = detached { branch = name }
    // With slots half written tags differ for that reason, and what helps is another command.
    if isCutting, state.halfWritten != nil { try workspace.publisher().admit(state, writing: "", continuing: false) }
    if case .exactly(let version) = request, let record = state.records[scope.tag.tag(for: version)], record.isBurnt {
      // Whatever the tags here say, this version is used up.
      try workspace.publisher().admitCut(over: record)
    }
    var areTagsKnown = true
    if needsHistory {
      try await collect { try refuseOtherTags(facts, state) }
      areTagsKnown = !refusals.contains { $0.code == .historyUnsafe }
    }
    var choice: (version: SemanticVersion, notes: [Note])?
    // Without the tags of the remote no version can be chosen.
    if areTagsKnown {
      try await collect {
        choice = try choose(
          head: headID, branch: branch, state: state, facts: facts, hasComparedTags: needsHistory)
      }
    }
    // What else stands in the way of a version that was asked for can be told all the same.
    if case .exactly(let version) = request, choice == nil { choice = (version, []) }

    let head = try repository.commit(headID)
    var adopted: ObjectID?
    if let choice {
      let tag = scope.tag.tag(for: choice.version)
      try await collect { adopted = try adoptable(tag, at: headID, facts, state) }
      if let record = state.records[tag], adopted == nil, isCutting || record.isBurnt {
        try await collect { try workspace.publisher().admitCut(over: record) }
      }
    }
    if adopted == nil { try await collect { try await refuseUnpushed(head, branch: branch, facts) } }
    if adopted == nil, case .ambiguous(let names) = detached {
      refusals.append(
        Refusal(
          .ambiguous, what: "Nothing was released: no branch is checked out, and several have this commit.",
          why: names.joined(separator: ", "), remedy: "Run `git switch BRANCH` for the one to release from."))
    }
    let configured = workspace.configuration.stamp
    var candidate: Candidate?
    let missing = try missingPaths(headID)
    refusals += missing
    var texts = ReleaseTexts()
    if let choice {
      if adopted == nil, areTagsKnown {
        try await collect {
          texts = try ReleaseTexts(
            of: choice.version, at: head, scope, in: workspace, tags: facts.tags, standings: state.standings)
        }
      }
      try await collect {
        let mode: StampMode = adopted == nil ? configured : .none
        do {
          candidate = try Candidate(
            choice.version, of: scope, at: head, mode: mode, in: repository, adding: texts.section)
        } catch let list as RefusalList where !missing.isEmpty {
          // Files that are not there are told already, with the place that names them.
          throw RefusalList(list.refusals.filter { $0.code != .missingPath })
        }
      }
    }
    if let refusal = refusals.first, refusals.count == 1 { throw refusal }
    guard refusals.isEmpty, let candidate, let choice else { throw RefusalList(refusals) }
    let tag = scope.tag.tag(for: choice.version)
    let waiting = state.records.values.filter { $0.state == .awaitingApproval && $0.head == headID.description }
    let reminders = waiting.map(\.tag).filter { $0 != tag }.sorted().map {
      Note("release-waiting", "\($0) of the same commit waits for its approval: brokkr-release resume \($0)")
    }
    return Survey(
      scope: scope, version: choice.version, tag: tag, candidate: candidate,
      branch: adopted == nil && configured == .commit ? branch : nil, adopted: adopted,
      // A tag that is adopted stands for this release, not for one before it.
      unrecorded: UnrecordedVersions.stable(of: scope.tag, in: facts, besides: state).filter { $0 != choice.version },
      message: texts.message, approve: try await ApprovalPolicy.inEffect(workspace, facts), state: state, remote: facts,
      notes: workspace.configuration.notes() + choice.notes + texts.remarks + reminders + inspections(headID))
  }

  /// The commit that is checked out, and its branch; nil when none is.
  private func checkedOut() throws -> (ObjectID, String?) {
    switch try workspace.repository.head() {
    case .branch(let name, let id): return (id, name)
    case .detached(let id): return (id, nil)
    case .unborn(let branch):
      throw Refusal(
        .unbornHead, what: "Nothing was released: the branch \(branch) has no commit yet.",
        remedy: "Commit something first.")
    }
  }

  /// The version alone, from the local history and the local copy of the ledger.
  public func version() throws -> SemanticVersion {
    if case .exactly(let version) = request { return version }
    let (head, branch) = try checkedOut()
    return try choose(
      head: head, branch: branch, state: workspace.ledger.loadLocal().state, facts: nil,
      hasComparedTags: false
    ).version
  }

  /// The version that is asked for, and what there is to say about it.
  private func choose(
    head: ObjectID, branch: String?, state: LedgerState, facts: RemoteFacts?, hasComparedTags: Bool
  ) throws -> (version: SemanticVersion, notes: [Note]) {
    let isExplicit = if case .exactly = request { true } else { false }
    if isExplicit, !needsHistory, case .exactly(let version) = request { return (version, []) }
    let configuration = workspace.configuration
    let rule = branch.flatMap { configuration.rule(forBranch: $0) }
    let source = HistorySource(
      of: workspace.repository, at: head, rule: rule, standings: state.standings, remote: configuration.remote,
      hasAllTags: hasComparedTags)
    let history = try VersionHistory(of: scope, in: configuration, source)
    switch request {
    case .next(let bump, let channel):
      let answer = try history.next(
        bump.map { .exactly($0) } ?? .auto, pre: channel, rules: configuration.bump, spelling: configuration.prerelease)
      return (answer.version, answer.notes.map { Note("next", $0) })
    case .exactly(let version):
      let tag = scope.tag.tag(for: version)
      // Of a tag at another commit that is said first, and elsewhere.
      let isElsewhere = facts?.commit(of: tag).map { $0 != head } ?? false
      if !isElsewhere { try refuseTooLow(version, history, rule, state) }
      let isIdle = history.isIdle(rules: configuration.bump)
      return (version, isIdle ? [Note("nothing-to-release", "No commit since the base asks for a release.")] : [])
    }
  }

  /// A version has to be above the base, and on a maintained line inside of it; one that is recorded is judged elsewhere.
  private func refuseTooLow(
    _ version: SemanticVersion, _ history: VersionHistory, _ rule: BranchRule?, _ state: LedgerState
  ) throws {
    guard let base = history.base, state.records[scope.tag.tag(for: version)] == nil else { return }
    // The base itself: whether its tag can be taken over, or lies at another commit, is asked of the tag.
    if version.precedence == base.version.precedence { return }
    guard base.version.precedence < version.precedence else {
      throw Refusal(
        .versionTooLow, what: "\(scope.tag.tag(for: version)) was not cut: it is not above \(base.tag).",
        why: "\(base.tag) is the highest live release \(rule?.series == .maintenance ? "of this line" : "of all")",
        remedy: "`brokkr-release next` names the next version; older lines are released from a maintenance branch.")
    }
    guard let rule, !rule.isInside(version, lineOf: base.version) else { return }
    throw Refusal(
      .usage, what: "\(scope.tag.tag(for: version)) was not cut: this branch releases the line of \(base.tag).",
      remedy: "Release it from another branch, or set `line: major` for this one.")
  }

  /// Remarks on the Dockerfiles of the commit.
  private func inspections(_ head: ObjectID) -> [Note] {
    scope.images.flatMap { image -> [Note] in
      guard let text = try? workspace.repository.file(image.dockerfile, in: head) else { return [] }
      return DockerfileInspection(String(decoding: text, as: UTF8.self), file: image.dockerfile).notes
    }
  }

  private func refuseUncleanTree(_ paths: [String]) throws {
    guard !paths.isEmpty else { return }
    throw Refusal(
      .dirtyTree, what: "Nothing was released: the working tree is not clean.",
      why: (paths.prefix(20) + (paths.count > 20 ? ["and \(paths.count - 20) more"] : [])).joined(separator: "\n"),
      remedy: "Commit, stash or remove these; a release is made of a commit.")
  }

  private func refuseOtherTags(_ facts: RemoteFacts, _ state: LedgerState) throws {
    if let difference = try TagDifference(scope.tag, workspace, facts, state) { throw difference.refusal }
  }

  /// The tag of this version that somebody else made at this commit; a tag at another commit is refused.
  private func adoptable(
    _ tag: String, at head: ObjectID, _ facts: RemoteFacts, _ state: LedgerState
  ) throws -> ObjectID? {
    guard let target = facts.tags[tag], let commit = facts.commit(of: tag) else { return nil }
    if let record = state.records[tag], record.isBurnt || record.state == .awaitingApproval { return nil }
    guard commit == head else {
      throw Refusal(
        .historyUnsafe, what: "\(tag) was not released: it exists at another commit.",
        why: "It is at \(commit.short), and \(head.short) is checked out",
        remedy: "Check out \(tag) to release that commit, or cut another version.")
    }
    return target
  }

  private func refuseUnpushed(_ head: Commit, branch: String?, _ facts: RemoteFacts) async throws {
    guard let remote = workspace.git.remote else { return }
    let tips = branch.map { [facts.branches[$0]].compactMap(\.self) } ?? Array(facts.branches.values)
    for tip in tips where tip == head.id { return }
    for (name, tip) in facts.branches where tips.contains(tip) && !workspace.repository.contains(tip) {
      try await remote.fetch(["refs/heads/\(name)"])
    }
    let known = tips.filter { workspace.repository.contains($0) }
    for tip in known where try workspace.repository.isAncestor(head.id, of: tip) { return }
    let elsewhere = facts.branches.values.filter { workspace.repository.contains($0) }
    let unpushed = try workspace.repository.commits(from: head.id, excluding: known + elsewhere).commits
    if let branch, unpushed.isEmpty {
      let remote = workspace.configuration.remote
      throw Refusal(
        .unpushed, what: "Nothing was released: the branch \(branch) of \(remote) does not have this commit.",
        why: "\(head.id.short) is on other branches there", remedy: "Run `git push \(remote) \(branch)` first.")
    }
    throw Refusal(
      .unpushed, what: "Nothing was released: commits are not on \(workspace.configuration.remote) yet.",
      why: unpushed.prefix(20).map { "\($0.id.short) \($0.subject)" }.joined(separator: "\n"),
      remedy: branch.map { "Run `git push \(workspace.configuration.remote) \($0)` first." }
        ?? "Push a branch that contains them first.")
  }

  /// What the configuration names and the commit does not have.
  private func missingPaths(_ head: ObjectID) throws -> [Refusal] {
    let files = try workspace.repository.files(in: head).map(\.path)
    var known = Set(files)
    for file in files {
      var path = file[...]
      while let slash = path.lastIndex(of: "/") {
        path = path[..<slash]
        guard known.insert(String(path)).inserted else { break }
      }
    }
    known.insert(".")
    return workspace.configuration.pathProblems(exists: { known.contains($0) }) { folder in
      known.compactMap { path in
        let (parent, name) = RepositoryPath.split(path)
        return parent == folder ? name : nil
      }
    }
  }
}
