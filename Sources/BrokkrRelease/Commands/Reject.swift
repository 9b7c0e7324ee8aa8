import ArgumentParser
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Ends a release that waits for its approval.
struct Reject: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "reject", abstract: "Reject a release that waits for its approval; its version is free again.")

  @Argument(help: "The version; otherwise the only one that waits.")
  var version: String?

  @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("The run of GitHub Actions to review; otherwise that of the version.", valueName: "id"))
  var run: Int64?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason needs a text.") }
  }

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      if let review = try await session.review(isApproved: false, reason: reason, run: run) {
        return try await review.answer(version: version, run: run)
      }
      let waiting = try await PendingApproval.waiting(session.waiting(version, to: "reject"), session)
      let said = reason.split(whereSeparator: \.isNewline).joined(separator: " ")
      let record = try await session.reject(waiting.record.tag, said)
      return try RecordAnswer.make(["\(record.tag, .strong) is rejected; its version is free again."], record)
    }
  }
}
