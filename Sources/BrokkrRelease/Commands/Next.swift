import ArgumentParser

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

  /// What was typed.
  var request: NextRequest {
    NextRequest(bump: bump, pre: pre, explain: explain, fetch: fetch, all: all, component: component.name)
  }

  func execute(_ output: Output) throws -> Answer { try request.answer(output) }
}
