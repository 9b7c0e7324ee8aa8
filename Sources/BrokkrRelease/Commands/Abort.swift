import ArgumentParser
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Takes back what is unfinished.
struct Abort: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort",
    abstract: "Take an unfinished release back; of a rollback in flight: publish again.")

  @Argument(help: "The version; otherwise the only one there is.", completion: VersionCompletion.kind)
  var version: String?

  @Option(help: ArgumentHelp("Overwrite a floating slot that somebody else changed.", valueName: "slot"))
  var force: [String] = []

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let tag = try await session.unfinished(version, to: "abort")
      var forced: [ForcedSlot] = []
      if let before = try await session.workspace.ledger.load().state.records[tag] {
        if before.state.isHalfWritten { try session.workspace.refuseOtherFolders(of: before) }
        try Session.refuseOtherSlots(Set(force), of: [before])
        forced = try await session.seen(Set(force), of: before)
        try await session.tellRemaining(before, takingBack: true, forced)
      }
      do {
        let record = try await session.workspace.publisher(progress: session.progress).abort(tag, forcing: forced)
        try await session.workspace.follow(record)
        session.workspace.forgetHandOver(of: record)
        if record.state == .aborted, let note = await session.workspace.discardDraft(of: record) { output.note(note) }
        return try await session.ended(record)
      } catch let unfinished as UnfinishedRollback {
        return try RecordAnswer.unfinished(
          unfinished, output, stays: await session.stays(of: unfinished.record))
      }
    }
  }
}
