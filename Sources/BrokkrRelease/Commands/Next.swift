import ArgumentParser
import Git
import Planning
import Refusals
import SemanticVersioning

/// Prints the next version's tag.
struct Next: DirectCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Print the next version's tag.",
    discussion: """
      The base is the highest live release: of all on a trunk branch, of its own line on a maintenance branch. The \
      commits since then say how far the version moves: a breaking change the first number, `feat` the second, `fix`, \
      `perf` and `revert` the third; below 1.0.0 a breaking change moves the second. `bump` in the configuration says \
      otherwise. Nothing is fetched unless --fetch is given.

      With --all there is a tag for each component that has something to release. The components of one `group` get \
      the same version: the highest that the commits of any of them ask for.

      It ends with 3 where there is nothing to release, and with 9 where the clone holds too little history to say.
      """)

  @Option(help: "How far to move; auto asks the commits.")
  var bump = BumpChoice.auto

  @Option(help: "Make it a candidate: rc, beta or alpha.")
  var pre: ChannelChoice?

  @Flag(help: "Say on standard error how it came about.")
  var explain = false

  @Flag(help: "Fetch tags and the ledger first.")
  var fetch = false

  @Flag(help: "Ask for every component of the configuration.")
  var all = false

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) throws -> Answer {
    let repository = try output.openRepository(lookingOnce: true)
    let configuration = try output.configuration(of: repository, isDetecting: false)
    let scopes = try scopes(of: configuration)
    let (head, branch) = try Self.checkedOut(in: repository)
    if fetch { try bring(scopes.map(\.tag), of: configuration, into: repository, output) }
    let standings = try LedgerStandings.read(repository, ledger: configuration.ledger)
    if standings == nil, !fetch { output.progress(Self.unknownLedger(configuration)) }
    let source = HistorySource(
      of: repository, at: head, rule: branch.flatMap(configuration.rule(forBranch:)), standings: standings ?? [],
      remote: configuration.remote, hasAllTags: fetch)
    let outcomes = try scopes.map { scope in
      try NextOutcome(
        of: scope, VersionHistory(of: scope, in: configuration, source), bump.requested, pre: pre?.channel, branch,
        configuration)
    }
    for outcome in outcomes { tell(outcome, output) }
    let refusals = outcomes.compactMap(\.refusal)
    guard refusals.count < outcomes.count else { throw RefusalList(refusals) }
    let text = StyledText(lines: outcomes.compactMap { $0.tag.map { StyledText($0) } })
    guard all else { return Answer(text) { outcomes[0].json } }
    return Answer(text) { ["components": .array(outcomes.map(\.json))] }
  }

  private func scopes(of configuration: Configuration) throws -> [ComponentScope] {
    guard all else { return [try ComponentScope.named(component.name, in: configuration)] }
    guard component.name == nil else {
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

  private static func checkedOut(in repository: Repository) throws -> (ObjectID, String?) {
    switch try repository.head() {
    case .branch(let name, let id): return (id, name)
    case .detached(let id): return (id, nil)
    case .unborn(let branch):
      throw Refusal(
        .unbornHead, what: "There is no next version: the branch \(branch) has no commit yet.",
        remedy: "Commit something first.")
    }
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
