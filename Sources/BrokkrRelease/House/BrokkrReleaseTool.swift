import ArgumentParser

/// The program as a whole; its commands do the work.
struct BrokkrReleaseTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "brokkr-release",
    abstract: "Releases container images and Helm charts as a list of changes that can be taken back.",
    discussion: """
      A release moves named places outside the repository (git references, registry tags) from what they hold to what \
      they must hold. `plan` shows each with both values, `cut` makes the release, `rollback` takes it away, and \
      `verify` compares what is there with what must be.

      Every command takes these options, before or after its name: -C/--repo PATH, -c/--config FILE, --json, \
      -q/--quiet, -v/--verbose, --debug, --color auto|always|never, --no-input, --yes. \
      The variables BROKKR_RELEASE_REPO, …_CONFIG, …_JSON and so on say the same where the option is not given.

      Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 nothing to release, 4 not authorized, 5 a half-written \
      release stands in the way, 6 approval missing, 7 somebody else may be at work, 8 a difference was found, \
      9 history unsafe, 10 a foreign change or a taken name, 130 interrupted.
      """,
    version: "brokkr-release \(ToolVersion.text)",
    groupedSubcommands: Commands.groups)
}
