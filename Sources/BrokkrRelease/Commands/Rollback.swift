import ArgumentParser
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Takes a release away, or publishes it again.
struct Rollback: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Take a release away, or publish it again with --undo.",
    discussion: """
      Withdraws by default: nobody new gets the release, and its bytes stay. --purge makes everything as if it had \
      never been. Without a version: the release published last, if it is also the highest live one.
      """)

  @Argument(help: "The version; otherwise the release published last.", completion: VersionCompletion.kind)
  var version: String?

  @Option(
    help: ArgumentHelp("Arrive at this version: take away every live one above it.", valueName: "version"),
    completion: VersionCompletion.kind)
  var to: String?

  @Flag(help: "Take away the names too: tags go, the branch says the version before.")
  var purge = false

  @Option(
    help: ArgumentHelp(
      "Leave slots of these roles: floating, charts, release, images, tag, branch.", valueName: "roles"))
  var keep: [String] = []

  @Option(help: ArgumentHelp("Overwrite a slot that somebody else changed.", valueName: "slot"))
  var force: [String] = []

  @Flag(help: "Publish the same bytes again.")
  var undo = false

  @Flag(help: "Show what would change and stop.")
  var dryRun = false

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if undo, purge { throw ValidationError("--undo and --purge exclude each other.") }
    if undo, to != nil {
      throw ValidationError("--undo and --to exclude each other: name the version.")
    }
    if version != nil, to != nil { throw ValidationError("A version and --to exclude each other.") }
  }

  func execute(_ output: Output) async throws -> Answer {
    let request = RollbackSettlement.Request(
      undo ? .undo : purge ? .purge : .withdraw, keep: try roles(), force: Set(force))
    return try await Session.run(output, isLooking: dryRun) { session in
      try await refuseHalfWritten(session)
      let tags: [String]
      switch try await choose(session) {
      case .releases(let chosen) where chosen.isEmpty:
        let tag = try await session.tag(of: to ?? "", component: component.name)
        let record = try await session.workspace.ledger.load().state.records[tag]
        return Answer(
          "Nothing is above \(tag, .strong): nothing was changed.",
          json: try record.map { try RecordAnswer.json($0) } ?? [:])
      case .releases(let chosen): tags = chosen
      case .alreadyDone(let last, let choices):
        let record = try await session.workspace.ledger.load().state.records[last]
        let json = try record.map { try RecordAnswer.json($0) } ?? [:]
        return Answer(
          lines: [
            "\(last, .strong) is rolled back already; nothing was changed.",
            choices.isEmpty
              ? "No other release is live." : "To take another, name it: \(choices.joined(separator: ", "))",
          ], json: json)
      }
      return try await roll(tags, request, session)
    }
  }

  private func roles() throws -> Set<Role> {
    try Set(
      keep.flatMap { $0.split(separator: ",") }.map { word in
        guard let role = Role(rawValue: String(word)) else {
          throw Refusal(
            .usage, what: "`\(word)` is no role.",
            remedy: "Name some of \(Role.publishing.map(\.rawValue).joined(separator: ", ")).")
        }
        return role
      })
  }

  private func choose(_ session: Session) async throws -> RollbackChoice {
    let state = try await session.workspace.ledger.load().state
    if let version { return .releases([try await session.tag(of: version, component: component.name)]) }
    if let to { return try await above(to, session, state) }
    if undo { return .releases([try RollbackChoice.lastTaken(in: state, of: component.name)]) }
    return try RollbackChoice.newest(in: state, of: component.name)
  }

  private func above(_ target: String, _ session: Session, _ state: LedgerState) async throws -> RollbackChoice {
    let tag = try await session.tag(of: target, component: component.name)
    guard state.records[tag] == nil else { return try RollbackChoice.above(tag, in: state) }
    let (scope, version) = try ComponentScope.resolve(
      target, component: component.name, in: session.workspace.configuration)
    let facts = try await RemoteFacts.ask(session.workspace.git)
    let unrecorded = UnrecordedVersions.stable(of: scope.tag, in: facts, besides: state)
    return try RollbackChoice.above(version, of: scope, unrecorded: unrecorded, in: state)
  }

  /// Throws where another release is half written, before anything is chosen or previewed: what slots show now is on its
  /// way, and nothing can be written before that has ended.
  private func refuseHalfWritten(_ session: Session) async throws {
    let state = try await session.workspace.ledger.load().state
    guard let open = state.halfWritten else { return }
    let isOwn =
      if let version {
        try await session.tag(of: version, component: component.name) == open.tag
      } else {
        open.state == .rollingBack || open.isBeingUndone
      }
    try session.workspace.observingPublisher().admit(state, writing: isOwn ? open.tag : "", continuing: isOwn)
  }

  private func roll(
    _ tags: [String], _ request: RollbackSettlement.Request, _ session: Session
  ) async throws -> Answer {
    var run = RollbackRun(
      workspace: session.workspace, request: request, report: session.report, progress: session.progress)
    let previews = try await run.preview(tags)
    try Session.refuseOtherSlots(request.force, of: previews.map(\.settlement.record))
    run.see(previews)
    let lines = RollbackText.preview(previews, request)
    if dryRun { return try Self.answer(lines, previews.map(\.settlement.record)) }
    for line in lines { session.output.progress(line) }
    let isDue = previews.contains { preview in preview.settlement.changes.contains { $0.state == .pending } }
    if isDue || previews.contains(where: { $0.settlement.record.state != .rolledBack }) {
      try confirm(tags, request, session.output)
    }
    var (done, records): ([StyledText], [Record]) = ([], [])
    var status = ExitStatus.done
    for tag in tags {
      do {
        let record = try await run.run(tag)
        records.append(record)
        done += RollbackText.done(record)
      } catch let unfinished as UnfinishedRollback {
        let answer = try RecordAnswer.unfinished(unfinished, session.output)
        records.append(unfinished.record)
        done.append(answer.text)
        status = .gravest([status, answer.status])
      }
    }
    return try Self.answer(done, records, status: status)
  }

  /// The record of the highest release, and all of them where several were taken.
  private static func answer(
    _ lines: [StyledText], _ records: [Record], status: ExitStatus = .done
  ) throws -> Answer {
    var json = try records.last.map { try RecordAnswer.json($0) } ?? [:]
    if records.count > 1 {
      json = json.merging(["releases": .array(try records.reversed().map { try RecordAnswer.json($0) })])
    }
    var answer = Answer(lines: lines, json: json, status: status)
    if records.count == 1, let record = records.first { answer.summary = StepSummary(of: record) }
    return answer
  }

  private func confirm(_ tags: [String], _ request: RollbackSettlement.Request, _ output: Output) throws {
    let verb = request.verb == .undo ? "Publish again" : request.verb == .purge ? "Purge" : "Withdraw"
    switch try output.terminal.confirm("\(verb) \(tags.joined(separator: ", "))?") {
    case .yes: return
    case .no:
      throw Refusal(.noConfirmation, what: "Nothing was changed: it was not confirmed.")
    case .unavailable:
      throw Refusal(
        .noConfirmation, what: "Nothing was changed: nobody could be asked.",
        remedy: "Run it on a terminal, or with --yes.")
    }
  }
}
