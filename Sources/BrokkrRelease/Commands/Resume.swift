import ArgumentParser
import Publishing
import Planning
import Refusals
import ReleaseEngine

/// Finishes what is unfinished.
struct Resume: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Finish an unfinished release or rollback.",
    discussion: "A release that waits for a prompt approval is approved by it, on a terminal or with --yes.")

  @Argument(help: "The version; otherwise the only one there is.", completion: VersionCompletion.kind)
  var version: String?

  @Option(help: ArgumentHelp("A folder with handed-over content.", valueName: "dir"), completion: .directory)
  var input: [String] = []

  @Option(
    help: ArgumentHelp("Write a floating slot although somebody else changed it.", valueName: "slot"))
  var force: [String] = []

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let tag = try await session.unfinished(version, to: "resume")
      // What is half written is finished by its record alone, from any clone.
      if try await session.workspace.ledger.load().state.records[tag]?.state == .awaitingApproval {
        try session.requireFile()
      }
      return try await Self.finish(tag, inputs: input, force: Set(force), session)
    }
  }

  /// Finishes the release of a tag.
  static func finish(
    _ tag: String, inputs: [String], force: Set<String> = [], _ session: Session
  ) async throws -> Answer {
    let before = try await session.workspace.ledger.load().state.records[tag]
    var run = ResumeRun(
      workspace: session.workspace, inputs: inputs, report: session.report, progress: session.progress)
    if let before {
      try Session.refuseOtherSlots(force, of: [before])
      run.forced = try await session.seen(force, of: before)
      try await session.tellRemaining(before, takingBack: false, run.forced)
    }
    do {
      let record = try await run.run(tag) { try await PendingApproval.ask($0, session) }
      guard record.state == .published else {
        return try await session.ended(record)
      }
      if before?.state == .published {
        let isDue = (record.dispatch ?? []).contains { $0.state != .started }
        return try await RecordAnswer.published(
          record, session,
          lines: [
            "\(tag, .strong) is published; \(isDue ? "its slots were all written" : "there was nothing left to do")."
          ])
      }
      return try await RecordAnswer.published(record, session)
    } catch let unfinished as UnfinishedRollback {
      return try RecordAnswer.unfinished(
        unfinished, session.output, stays: await session.stays(of: unfinished.record))
    }
  }
}
