import ArgumentParser
import OCI
import Planning
import Publishing
import Refusals

/// Deletes what nobody needs any more.
struct Prune: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete the images of a closed pull request, or what neither a tag nor a record reaches.",
    discussion: """
      What a release needs, also one that was taken back, stays: every record of the ledger is asked first. Where there is \
      nothing to delete, that is no error; what could not be deleted is one.
      """)

  @Option(help: ArgumentHelp("Delete the images of this pull request, and only them: the tag pr-N.", valueName: "n"))
  var pr: Int?

  @Flag(help: "Delete what neither a tag nor a record reaches.")
  var untagged = false

  @Flag(help: "Delete the drafts that purges have left.")
  var released = false

  @Flag(help: "Show what would go, and delete nothing.")
  var dryRun = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard [pr != nil, untagged, released].count(where: { $0 }) == 1 else {
      throw ValidationError("Say what to prune: one of --pr N, --untagged and --released.")
    }
  }

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, isLooking: true) { session in
      let run = PruneRun(workspace: session.workspace, isDryRun: dryRun)
      if released { return try await drafts(session) }
      let outcomes = if let pr { try await run.run(pullRequest: pr) } else { try await run.runUntagged() }
      return PruneAnswer.make(outcomes, isDryRun: dryRun)
    }
  }

  /// Drafts are left on a forge, and nothing of this ledger is on one.
  private func drafts(_ session: Session) async throws -> Answer {
    _ = try await session.workspace.ledger.load()
    return Answer(
      "No release of this repository is on a forge; nothing to delete.",
      json: ["dry_run": .bool(dryRun), "repositories": []])
  }
}
