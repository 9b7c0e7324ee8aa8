import BuildEngines
import Git
import Publishing
import Refusals
import ReleaseEngine
public import SemanticVersioning

extension SurveyTaker {
  /// The version alone, from the local history and the local copy of the ledger.
  public func version() throws -> SemanticVersion {
    if case .exactly(let version) = request { return version }
    let checkedOut = try CheckedOut(in: workspace.repository, workspace.configuration)
    return try choose(
      head: checkedOut.commit, branch: checkedOut.branch, state: workspace.ledger.loadLocal().state, facts: nil,
      hasComparedTags: false
    ).version
  }

  /// The version that is asked for, and what there is to say about it.
  func choose(
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
      return (answer.version, answer.notes.map { Note("next", $0) } + (try staleness(history, head, answer.version)))
    case .exactly(let version):
      let tag = scope.tag.tag(for: version)
      // Of a tag at another commit that is said first, and elsewhere.
      let isElsewhere = facts?.commit(of: tag).map { $0 != head } ?? false
      if !isElsewhere { try refuseTooLow(version, history, rule, state) }
      let isIdle = try history.isIdle(rules: configuration.bump)
      let idle = isIdle ? [Note("nothing-to-release", "No commit since the base asks for a release.")] : []
      return (version, idle + (try staleness(history, head, version)))
    }
  }

  /// A remark where the base is not in the history of what is released: what it brought would be missing.
  ///
  /// A release commit that only its tag reaches counts at its parent.
  private func staleness(_ history: VersionHistory, _ head: ObjectID, _ version: SemanticVersion) throws -> [Note] {
    guard let base = history.base, history.offHead == base.tag else { return [] }
    let repository = workspace.repository
    if let parent = try repository.commit(base.commit).parents.first, try repository.isAncestor(parent, of: head) {
      return []
    }
    return [
      Note(
        "base-not-in-history",
        "\(base.tag), the highest live release, is not in the history of \(head.short): what it brought is missing from \(scope.tag.tag(for: version)), and floating tags would move to that."
      )
    ]
  }

  /// A version has to be above the base, and on a maintained line inside of it; one that is recorded is judged elsewhere.
  func refuseTooLow(
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
}
