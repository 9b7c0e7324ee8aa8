import ArgumentParser
import OCI
import Planning
import Publishing
import Refusals

/// Deletes what nobody needs any more.
struct Prune: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete the images of a closed pull request, what neither a tag nor a record reaches, or drafts.",
    discussion: """
      What a release needs, also one that was taken back, stays: every record of the ledger is asked first. Where there is \
      nothing to delete, that is no error; what could not be deleted is one. What GitHub never deletes, such as the last \
      tagged version of a package, is told and is no error.
      """)

  @Option(help: ArgumentHelp("Delete the images of this pull request, and only them: the tag pr-N.", valueName: "n"))
  var pr: Int?

  @Flag(help: "Delete what neither a tag nor a record reaches.")
  var untagged = false

  @Option(
    help: ArgumentHelp(
      "With --untagged: how old it must be at least, where the registry is GitHub's.", valueName: "time"))
  var olderThan: String?

  @Flag(help: "Delete the drafts of GitHub Releases that purges and given-up releases have left.")
  var released = false

  @Flag(help: "Show what would go, and delete nothing.")
  var dryRun = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard [pr != nil, untagged, released].count(where: { $0 }) == 1 else {
      throw ValidationError("Say what to prune: one of --pr N, --untagged and --released.")
    }
    guard olderThan == nil || untagged else { throw ValidationError("--older-than goes with --untagged.") }
  }

  func execute(_ output: Output) async throws -> Answer {
    let age = try olderThan.map { try PruneRun.age(parsing: $0) } ?? PruneRun.defaultAge
    return try await Session.run(output, isLooking: true) { session in
      let run = PruneRun(workspace: session.workspace, isDryRun: dryRun)
      if released { return DraftsAnswer.make(try await run.runReleased(), isDryRun: dryRun) }
      let outcomes = if let pr { try await run.run(pullRequest: pr) } else { try await run.runUntagged(olderThan: age) }
      return PruneAnswer.make(outcomes, isDryRun: dryRun)
    }
  }
}
