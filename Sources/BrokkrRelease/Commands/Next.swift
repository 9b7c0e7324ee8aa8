import ArgumentParser
import Git
import Planning
import Refusals
import SemanticVersioning

/// Prints the next version's tag.
struct Next: DirectCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the next version's tag.",
    discussion: """
      The base is the highest live release: of all on a trunk branch, of its own line on a maintenance branch. The \
      commits since then say how far the version moves: a breaking change the first number, `feat` the second, `fix`, \
      `perf` and `revert` the third; below 1.0.0 a breaking change moves the second. Nothing is fetched unless \
      --fetch is given.

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

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) throws -> Answer {
    let repository = try output.openRepository()
    let configuration = try output.configuration(of: repository, isDetecting: false)
    let scope = try ComponentScope.named(component.name, in: configuration)
    let (head, branch) = try Self.checkedOut(in: repository)
    if fetch {
      guard !configuration.remote.isEmpty else {
        throw Refusal(
          .usage, what: "Nothing was fetched: the configuration names no remote.", remedy: "Leave out --fetch.")
      }
      let remote = RemoteHistory(
        repository: repository, remote: configuration.remote, ledger: configuration.ledger, pattern: scope.tag)
      try CommandRunner.wait(output) { try await remote.fetch() }
    }
    let owner = configuration.components.first { $0.name == scope.name && !$0.paths.isEmpty }
    let history = try VersionHistory(
      of: repository, at: head, pattern: scope.tag, rule: branch.flatMap(configuration.rule(forBranch:)),
      standings: LedgerStandings.read(repository, ledger: configuration.ledger), counts: owner.map { $0.owns })
    let answer = try history.next(bump.requested, pre: pre?.channel, spelling: configuration.prerelease)
    let tag = scope.tag.tag(for: answer.version)
    for note in answer.notes { output.note(Note("next", note)) }
    if explain {
      let explanation = NextExplanation(
        history: history, answer: answer, tag: tag, branch: branch, isBaseInHistory: try history.isBaseInHistory())
      for line in explanation.lines { output.progress(line) }
    }
    return Answer(StyledText(tag), json: Self.json(answer, tag: tag, history))
  }

  /// The commit that is checked out, and its branch; nil where none is.
  static func checkedOut(in repository: Repository) throws -> (ObjectID, String?) {
    switch try repository.head() {
    case .branch(let name, let id): return (id, name)
    case .detached(let id): return (id, nil)
    case .unborn(let branch):
      throw Refusal(
        .unbornHead, what: "There is no next version: the branch \(branch) has no commit yet.",
        remedy: "Commit something first.")
    }
  }

  /// The fields of the contract.
  private static func json(_ answer: NextVersion.Answer, tag: String, _ history: VersionHistory) -> JSONValue {
    [
      "version": .string(answer.version.description),
      "tag": .string(tag),
      "base": history.base.map { base in
        [
          "version": .string(base.version.description), "tag": .string(base.tag),
          "commit": .string(base.commit.description),
        ]
      } ?? nil,
      "bump": JSONValue(answer.bump?.rawValue),
      "prerelease": .bool(answer.version.isPrerelease),
      "channel": JSONValue(answer.version.channel?.rawValue),
      "commits": JSONValue(history.commits.count),
      "reasons": .array(
        answer.reasons.map { reason in
          [
            "commit": .string(reason.commit), "subject": .string(reason.subject),
            "bump": JSONValue(reason.bump?.rawValue),
          ]
        }),
      "ignored": .array(history.ignored.map { ["tag": .string($0.tag), "reason": .string($0.reason)] }),
    ]
  }
}
