import ArgumentParser
import Publishing
import Planning
import Refusals
import ReleaseEngine

/// Compares a release with its record.
struct Verify: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare every slot of a release with what it must show now; write nothing.")

  @Argument(help: "The version; otherwise the release published last.", completion: VersionCompletion.kind)
  var version: String?

  @Flag(help: "Read every layer and chart, and compare it with its digest.")
  var deep = false

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, isLooking: true) { session in
      let tag: String
      if let version {
        tag = try await session.tag(of: version, component: component.name)
      } else {
        let records = try await session.workspace.ledger.load().state.records.values.filter(\.state.claimsCount)
        guard let last = records.max(by: { $0.ordinal < $1.ordinal }) else {
          throw Refusal(.usage, what: "Nothing was verified: no release is recorded.")
        }
        tag = last.tag
      }
      var run = VerifyRun(workspace: session.workspace)
      run.isDeep = deep
      let outcome = try await run.run(tag)
      let (record, findings) = (outcome.record, outcome.findings)
      for (slot, why) in outcome.unread {
        output.note(Note("unread", "\(slot) was not read: \(why.description.replacing("\n", with: " "))"))
      }
      let names = ShortIdentity.names(outcome.tags)
      func words(_ identity: String?) -> String { identity.map { names[$0] ?? $0 } ?? "nothing" }
      var lines = findings.map { finding -> StyledText in
        "\("DRIFT", .bad)  \(finding.slot)  expected \(words(finding.expected)), found \(words(finding.actual))"
      }
      let (compared, unread) = (outcome.compared, outcome.unread.count)
      let differing = Set(findings.map(\.slot)).count
      let said: StyledText =
        switch (findings.isEmpty, unread) {
        case (true, 0): "\(tag, .strong): all \(compared) slots show what they must."
        case (true, _):
          "\(tag, .strong): \(compared - unread) of \(compared) slots show what they must; \(unread) not read."
        case (false, 0): "\(tag, .strong): \(differing) of \(compared) slots differ."
        case (false, _): "\(tag, .strong): \(differing) of \(compared) slots differ; \(unread) not read."
        }
      lines.append(said)
      return Answer(
        lines: lines,
        json: [
          "version": .string(record.version), "tag": .string(tag), "ok": .bool(findings.isEmpty && unread == 0),
          "findings": try JSONValue(encoding: findings),
        ], status: !findings.isEmpty ? .different : unread > 0 ? .failed : .done)
    }
  }
}
