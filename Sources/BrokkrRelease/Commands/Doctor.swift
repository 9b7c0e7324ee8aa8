import ArgumentParser
import Planning
import Publishing
import Refusals

/// Says whether everything that a release needs is there.
struct Doctor: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look at tools, clone, configuration, remote, ledger and registries, and say how to mend each.",
    discussion: """
      Nothing is changed without --fix, which takes the remote's ledger where the local copy is damaged, pushes the \
      local copy where the remote's is gone, and removes the lock that a killed git process has left on it.
      """)

  @Flag(help: "Mend the ledger and its lock file.")
  var fix = false

  @Flag(help: "Take over the ledger of a repository that was renamed or moved; recorded.")
  var adoptLedger = false

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "What you want to do: release, or rollback, from here and with these credentials.", valueName: "what"))
  var purpose: PurposeChoice = .release

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, isLooking: !fix && !adoptLedger) { session in
      var run = DoctorRun(workspace: session.workspace)
      run.purpose = purpose.purpose
      var done = fix ? try await run.fix() : []
      if adoptLedger { done += try await run.adoptLedger() }
      let diagnoses = try await run.run()
      let isWell = diagnoses.allSatisfy { $0.state != .failed }
      var lines: [StyledText] = done.map { "  \("fixed", .good)  \($0)" }
      for diagnosis in diagnoses {
        let mark: StyledText =
          switch diagnosis.state {
          case .ok: StyledText("ok  ", .good)
          case .warning: StyledText("warn", .caution)
          case .failed: StyledText("FAIL", .bad)
          case .unknown: StyledText("?   ", .dim)
          }
        lines.append("  \(mark)  \(diagnosis.name): \(diagnosis.message)")
        if !diagnosis.fix.isEmpty { lines.append("        \(diagnosis.fix.replacing("\n", with: "\n        "))") }
      }
      let what = purpose == .release ? "A release can" : "A rollback from here can"
      lines.append(isWell ? "\(what) be made." : "\(what)not be made before these are mended.")
      return Answer(
        lines: lines,
        json: [
          "ok": .bool(isWell), "fixed": .array(done.map { .string($0) }),
          "checks": try JSONValue(encoding: diagnoses),
        ], status: isWell ? .done : .failed)
    }
  }
}
