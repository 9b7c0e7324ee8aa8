import Git
import Planning
import Refusals
import SemanticVersioning

/// The question for the next version, with all that may be said about it.
struct NextRequest: Sendable, Equatable {
  /// How far to move.
  var bump = BumpChoice.auto
  /// The channel of a candidate; nil for a final version.
  var pre: ChannelChoice?
  /// How it came about is told as well.
  var explain = false
  /// Tags and the ledger are fetched first.
  var fetch = false
  /// Every component is asked for.
  var all = false
  /// The component's name; nil for the only one.
  var component: String?

  /// Works it out.
  func answer(_ output: Output) throws -> Answer {
    let repository = try output.openRepository(lookingOnce: true)
    let configuration = try output.configuration(of: repository, isDetecting: false)
    let scopes = try scopes(of: configuration)
    let checkedOut = try CheckedOut(in: repository, configuration)
    let branch = checkedOut.branch
    if fetch { try bring(scopes.map(\.tag), of: configuration, into: repository, output) }
    let standings = try LedgerStandings.read(repository, ledger: configuration.ledger)
    if standings == nil, !fetch { output.progress(Self.unknownLedger(configuration)) }
    let source = HistorySource(
      of: repository, at: checkedOut.commit, rule: branch.flatMap(configuration.rule(forBranch:)),
      standings: standings ?? [],
      remote: configuration.remote, hasAllTags: fetch)
    let outcomes = try scopes.map { scope in
      try NextOutcome(
        of: scope, VersionHistory(of: scope, in: configuration, source), bump.requested, pre: pre?.channel, branch,
        configuration)
    }
    // What holds for all of them is told once.
    if branch == nil, configuration.branches.contains(where: { $0.series == .maintenance }) {
      output.progress(
        "\("No branch is checked out, and none with a rule has this commit: it counts as a trunk.", .dim)")
    }
    for outcome in outcomes { tell(outcome, output) }
    let all = self.all
    let json: @Sendable () -> JSONValue = {
      all ? ["components": .array(outcomes.map(\.json))] : outcomes[0].json
    }
    let refusals = outcomes.compactMap(\.refusal)
    guard refusals.count < outcomes.count else { throw ExplainedRefusal(refusals: refusals, json: json) }
    return Answer(StyledText(lines: outcomes.compactMap { $0.tag.map { StyledText($0) } }), json: json)
  }

  private func scopes(of configuration: Configuration) throws -> [ComponentScope] {
    guard all else { return [try ComponentScope.named(component, in: configuration)] }
    guard component == nil else {
      throw Refusal(
        .usage, what: "--all and --component were given.", remedy: "Leave one of them out: --all means every component."
      )
    }
    return ComponentScope.all(of: configuration)
  }

  private func bring(
    _ patterns: [TagPattern], of configuration: Configuration, into repository: Repository, _ output: Output
  ) throws {
    guard !configuration.remote.isEmpty else {
      throw Refusal(
        .usage, what: "Nothing was fetched: the configuration names no remote.", remedy: "Leave out --fetch.")
    }
    let remote = RemoteHistory(
      repository: repository, remote: configuration.remote, ledger: configuration.ledger, patterns: patterns)
    try CommandRunner.wait(output) { try await remote.fetch() }
  }

  private static func unknownLedger(_ configuration: Configuration) -> StyledText {
    let remedy = configuration.remote.isEmpty ? "" : "; --fetch asks \(configuration.remote)"
    return "\("No ledger is known here, so the tags alone decide\(remedy).", .dim)"
  }

  /// What standard error is told of one component.
  private func tell(_ outcome: NextOutcome, _ output: Output) {
    for note in outcome.answer?.notes ?? [] { output.note(Note("next", note)) }
    if explain {
      for line in NextExplanation(outcome).lines { output.progress(line) }
    } else {
      for line in outcome.remarks { output.progress("\(line, .dim)") }
    }
  }
}
