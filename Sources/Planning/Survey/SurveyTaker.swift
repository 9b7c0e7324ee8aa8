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
    let (headID, branch) = try checkedOut()
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
    let state = try await workspace.ledger.load().state
    if case .exactly(let version) = request, let record = state.records[scope.tag.tag(for: version)], record.isBurnt {
      // Whatever the tags here say, this version is used up.
      try workspace.publisher().admitCut(over: record)
    }
    if needsHistory {
      let found = refusals.count
      try await collect { try refuseOtherTags(facts, state) }
      // Without the tags of the remote no version can be chosen.
      guard refusals.count == found else { throw RefusalList(refusals) }
    }
    let choice: (version: SemanticVersion, notes: [Note])
    do {
      choice = try choose(head: headID, branch: branch, state: state, hasComparedTags: needsHistory)
    } catch let refusal as Refusal where !refusals.isEmpty {
      throw RefusalList(refusals + [refusal])
    }
    let tag = scope.tag.tag(for: choice.version)
    var adopted: ObjectID?
    try await collect { adopted = try adoptable(tag, at: headID, facts, state) }
    if let record = state.records[tag], adopted == nil {
      try await collect { try workspace.publisher().admitCut(over: record) }
    }
    let head = try repository.commit(headID)
    if adopted == nil { try await collect { try await refuseUnpushed(head, branch: branch, facts) } }
    let configured = workspace.configuration.stamp
    var candidate: Candidate?
    let missing = try missingPaths(headID)
    refusals += missing
    try await collect {
      let mode: StampMode = adopted == nil ? configured : .none
      do {
        candidate = try Candidate(choice.version, of: scope, at: head, mode: mode, in: repository)
      } catch let list as RefusalList where !missing.isEmpty {
        // Files that are not there are told already, with the place that names them.
        throw RefusalList(list.refusals.filter { $0.code != .missingPath })
      }
    }
    guard refusals.isEmpty, let candidate else { throw RefusalList(refusals) }
    return Survey(
      scope: scope, version: choice.version, tag: tag, candidate: candidate,
      branch: adopted == nil && configured == .commit ? branch : nil, adopted: adopted,
      // A tag that is adopted stands for this release, not for one before it.
      unrecorded: UnrecordedVersions.stable(of: scope.tag, in: facts, besides: state).filter { $0 != choice.version },
      approve: try await ApprovalPolicy.inEffect(workspace, facts), state: state, remote: facts,
      notes: choice.notes + inspections(headID))
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
      head: head, branch: branch, state: workspace.ledger.loadLocal().state, hasComparedTags: false
    ).version
  }

  /// The version that is asked for, and what there is to say about it.
  private func choose(
    head: ObjectID, branch: String?, state: LedgerState, hasComparedTags: Bool
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
      try refuseTooLow(version, history, rule, state)
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

  /// Tags of the pattern have to be the same here and on the remote; a local tag that a purge has removed is no matter.
  private func refuseOtherTags(_ facts: RemoteFacts, _ state: LedgerState) throws {
    guard workspace.git.remote != nil else { return }
    var local: [String: ObjectID] = [:]
    for (name, target) in try workspace.repository.references(under: "refs/tags/") {
      local[String(name.dropFirst(10))] = target
    }
    func counts(_ tag: String) -> Bool { scope.tag.version(of: tag) != nil }
    let missing = facts.tags.keys.filter { counts($0) && local[$0] == nil }.sorted()
    let moved = facts.tags.filter { counts($0.key) && local[$0.key] != nil && local[$0.key] != $0.value }.keys.sorted()
    let unknown = local.keys.filter { counts($0) && facts.tags[$0] == nil && state.records[$0]?.mode != .purged }
      .sorted()
    guard !(missing.isEmpty && moved.isEmpty && unknown.isEmpty) else { return }
    let lines = [("only on the remote", missing), ("elsewhere on the remote", moved), ("only here", unknown)]
      .filter { !$0.1.isEmpty }
      .map {
        "\($0.0): \($0.1.prefix(10).joined(separator: ", "))\($0.1.count > 10 ? ", and \($0.1.count - 10) more" : "")"
      }
    let remote = workspace.configuration.remote
    let fetching =
      workspace.repository.isShallow
      ? "Run `git fetch --unshallow --tags --force \(remote)`; in GitHub Actions, check out with `fetch-depth: 0`."
      : "Run `git fetch --tags --force \(remote)`"
    throw Refusal(
      .historyUnsafe, what: "Nothing was released: the tags here and on \(remote) differ.",
      why: lines.joined(separator: "\n"),
      remedy: unknown.isEmpty
        ? fetching
        : "Push or delete the tags that are only here: `git push \(remote) TAG` or `git tag -d TAG`")
  }

  /// The tag of this version that somebody else made at this commit; a tag at another commit is refused.
  private func adoptable(
    _ tag: String, at head: ObjectID, _ facts: RemoteFacts, _ state: LedgerState
  ) throws -> ObjectID? {
    guard let target = facts.tags[tag] else { return nil }
    if let record = state.records[tag], record.isBurnt || record.state == .awaitingApproval { return nil }
    let commit = facts.taggedCommits[tag] ?? target
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
    let unpushed = try workspace.repository.commits(from: head.id, excluding: known).commits
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
