import ArgumentParser
import GitHub
import Publishing
import Planning
import Refusals
import ReleaseEngine

/// Says what is in flight.
struct Status: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the release whose slots are half written, those that wait, and the lock.")

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let state = try await session.workspace.ledger.load().state
      let waiting = state.records.values.filter(\.state.isBeforePublishing).sorted { $0.tag < $1.tag }
      let runs = await Self.runs(session)
      var json: JSONValue = ["state": nil]
      var lines: [StyledText] = []
      if let record = state.halfWritten {
        json = try RecordAnswer.json(record)
        lines.append("\(record.tag, .strong) is half written: its record says \(record.state.rawValue).")
        let (slots, foreign) = await Self.slots(record, session, tags: state.records.keys)
        lines += slots
        lines += Self.finishing(record, foreign)
        lines.append(
          record.state == .rollingBack
            ? "Publish it again: brokkr-release abort \(record.tag)"
            : "Take it back: brokkr-release abort \(record.tag)")
      }
      for record in waiting {
        lines.append("\(record.tag, .strong), since \(record.events.last?.at ?? ""), \(Self.needs(record))")
      }
      for run in runs { lines.append(Self.line(run, session)) }
      if let lock = state.lock {
        lines.append("The lock \(lock.id) is held by \(lock.holder) since \(lock.since)")
        lines.append("If its holder is gone for certain: brokkr-release unlock \(lock.id)")
      }
      if lines.isEmpty { lines.append("Nothing is in flight.") }
      return Answer(
        lines: lines,
        json: json.merging([
          "waiting": .array(
            waiting.map { record in
              [
                "version": .string(record.version), "tag": .string(record.tag),
                "since": .string(record.events.last?.at ?? ""), "needs": .string(Self.needs(record)),
              ]
            } + runs.map { Self.json($0, session) }),
          "lock": try state.lock.map { try JSONValue(encoding: $0) } ?? nil,
        ]))
    }
  }

  /// The slots that are still to be written, by what they show; all of them where that cannot be read.
  ///
  /// Gives besides those that somebody else has changed.
  private static func slots(
    _ record: Record, _ session: Session, tags: some Sequence<String>
  ) async -> ([StyledText], foreign: [ChangeEntry]) {
    do {
      let remaining = try await session.workspace.observingPublisher().remaining(record.tag, takingBack: false)
      // What is left on purpose is neither written nor still to be.
      let count = record.changes.count { $0.state != .kept && $0.state != .impossible }
      return (
        ["\(count - remaining.count) of \(count) slots are written; to be written:"]
          + ChangeTable.lines(remaining, tags: tags), remaining.filter { $0.state == .foreign }
      )
    } catch {
      let why = ReportedError(error).refusals.first?.what ?? "\(error)"
      return (["Which slots are written could not be read: \(why)"] + ChangeTable.lines(record.changes, tags: tags), [])
    }
  }

  /// The runs of GitHub Actions that wait for a review; what stands in the way of listing them is a remark.
  private static func runs(_ session: Session) async -> [WaitingRun] {
    do {
      return try await session.workspace.waitingRuns()
    } catch {
      let why = ReportedError(error).refusals.first?.message.replacing("\n", with: " ") ?? "\(error)"
      session.output.note(
        Note("runs-unknown", "Whether runs of \(ReleaseWorkflow.file) wait for a review could not be read: \(why)"))
      return []
    }
  }

  private static func line(_ waiting: WaitingRun, _ session: Session) -> StyledText {
    let name = waiting.tag ?? waiting.run.title ?? "A run"
    return "\(name, .strong), since \(waiting.run.createdAt), \(needs(waiting, session))  \(waiting.run.page)"
  }

  private static func json(_ waiting: WaitingRun, _ session: Session) -> JSONValue {
    [
      "version": JSONValue(waiting.version), "tag": JSONValue(waiting.tag), "since": .string(waiting.run.createdAt),
      "needs": .string(needs(waiting, session)),
      "run": ["id": .integer(waiting.run.id), "url": .string(waiting.run.page)],
    ]
  }

  private static func needs(_ waiting: WaitingRun, _ session: Session) -> String {
    let name = waiting.tag ?? "--run \(waiting.run.id)"
    let environment = session.workspace.configuration.approve.environment
    return "waits for its approval in the environment \(environment): brokkr-release approve \(name)"
  }

  /// How it is finished, which where somebody else has changed a slot is no command alone.
  static func finishing(_ record: Record, _ foreign: [ChangeEntry]) -> [StyledText] {
    // What goes on past such slots is finished without them.
    if record.operation?.goesOn == true {
      return foreign.map { "Somebody else changed \($0.slot): it stays as it is." }
        + ["Finish it: brokkr-release resume \(record.tag)"]
    }
    let fixed = foreign.filter { $0.role != .floating }.map(\.slot)
    guard fixed.isEmpty else {
      return ["Somebody else changed \(fixed.joined(separator: ", ")): nothing finishes it before that is set back."]
    }
    let force = foreign.map { " --force \(ShellWord.quoted($0.slot))" }.joined()
    return [
      foreign.isEmpty
        ? "Finish it: brokkr-release resume \(record.tag)"
        : "Finish it, over what somebody else wrote there: brokkr-release resume \(record.tag)\(force)"
    ]
  }

  private static func needs(_ record: Record) -> String {
    switch record.state {
    case .awaitingApproval: "waits for its approval: brokkr-release resume \(record.tag)"
    default: "was begun by \(record.holder); if that is gone: brokkr-release abort \(record.tag)"
    }
  }
}
