import BuildEngines
import Git
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

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
  /// A plan of it is to be approved: what the job that publishes will be refused stands in the way already.
  public var isBinding = false
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
    if needsCleanTree { try await collect { try refuseUncleanTree(try await workspace.uncleanPaths()) } }
    let facts = try await RemoteFacts.ask(workspace.git)
    let ledger = try await workspace.ledger.load()
    let state = ledger.state
    let detached = try await branch == nil ? self.detached(headID, facts) : nil
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
      if adopted == nil || workspace.slug != nil, areTagsKnown {
        try await collect {
          texts = try ReleaseTexts(
            of: choice.version, at: head, scope, in: workspace, tags: facts.tags, standings: state.standings,
            rule: branch.flatMap { workspace.configuration.rule(forBranch: $0) })
        }
        // A tag that somebody else made has its message already.
        if adopted != nil { (texts.message, texts.section) = ("", nil) }
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
    var forge = ForgeSurvey()
    if let choice, let candidate {
      try await collect {
        forge = try await examined(choice.version, candidate, branch: branch, adopted: adopted != nil, facts, state)
      }
      refusals += forge.refusals
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
      branch: adopted == nil && configured == .commit ? branch : nil, checkedOut: branch, adopted: adopted,
      // A tag that is adopted stands for this release, not for one before it.
      unrecorded: UnrecordedVersions.stable(of: scope.tag, in: facts, besides: state).filter { $0 != choice.version },
      message: texts.message, page: texts.page,
      forge: workspace.releaseTarget(tag, of: scope.name, in: state), keepsTag: forge.keepsTag,
      approve: try await ApprovalPolicy.inEffect(workspace, facts),
      state: state, remote: facts,
      notes: workspace.configuration.notes() + choice.notes + texts.remarks + forge.notes + reminders
        + inspections(headID))
  }

  /// The branch that a commit is released from; the remote's branches that are not here are fetched where they could have
  /// it.
  private func detached(_ head: ObjectID, _ facts: RemoteFacts) async throws -> DetachedHead {
    let ruled = facts.branches.filter { workspace.configuration.rule(forBranch: $0.key) != nil }
    let absent = ruled.filter { !workspace.repository.contains($0.value) }.keys.sorted()
    if let remote = workspace.git.remote, !absent.isEmpty, !ruled.values.contains(head) {
      try await remote.fetch(absent.map { "refs/heads/\($0)" })
    }
    return try DetachedHead(head, among: facts.branches, workspace.configuration, in: workspace.repository)
  }

  /// The commit that is checked out, and its branch; nil when none is.
  func checkedOut() throws -> (ObjectID, String?) {
    switch try workspace.repository.head() {
    case .branch(let name, let id): return (id, name)
    case .detached(let id): return (id, nil)
    case .unborn(let branch):
      throw Refusal(
        .unbornHead, what: "Nothing was released: the branch \(branch) has no commit yet.",
        remedy: "Commit something first.")
    }
  }
}
