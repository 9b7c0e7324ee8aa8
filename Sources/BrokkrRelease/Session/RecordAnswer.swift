import Planning
import Publishing
import Refusals
import ReleaseEngine

/// A record as an answer.
enum RecordAnswer {
  /// The record as the contract's object.
  static func json(_ record: Record) throws -> JSONValue { try JSONValue(encoding: record) }

  /// The record after something was done, and how that ended.
  static func make(
    _ lines: [StyledText], _ record: Record, status: ExitStatus = .done, warnings: [Note] = []
  ) throws -> Answer {
    var json = try json(record)
    if !warnings.isEmpty { json = json.merging(["warnings": try JSONValue(encoding: warnings)]) }
    return Answer(lines: lines, json: json, status: status)
  }

  /// The end of a release that is published: the workflows that are due on its tag are started, and all of it is told.
  static func published(_ record: Record, _ session: Session, lines: [StyledText]? = nil) async throws -> Answer {
    let (record, notes) = await session.workspace.startWorkflows(of: record)
    for note in notes { session.output.note(note) }
    var all = lines ?? published(record)
    let moved = Set(record.changes.filter { $0.state == .done }.map(\.slot))
    if record.claims.contains(where: { $0.role == .floating && $0.active && !moved.contains($0.slot) }) {
      all += overtaken(record, in: try await session.workspace.ledger.load().state)
    }
    for entry in record.dispatch ?? [] where entry.state == .started {
      all.append("  started \(entry.workflow)\(entry.run.map { "  \($0)" } ?? "")")
    }
    var answer = try make(all, record, warnings: notes)
    if lines == nil { answer.summary = StepSummary(of: record) }
    return answer
  }

  /// The floating tags that the release claims and does not have: a higher one took them, before or meanwhile.
  private static func overtaken(_ record: Record, in state: LedgerState) -> [StyledText] {
    let rightful = state.rightful
    return record.claims.filter { $0.role == .floating && $0.active }.compactMap { claim in
      let holding = rightful.holding(claim.slot)
      guard let holder = holding.tag, !holding.isClaimed || holder != record.tag else { return nil }
      return holding.isClaimed
        ? "  \(claim.slot) stays with \(holder), which is higher"
        : "  \(claim.slot) stays as it was before: what it holds is higher"
    }
  }

  /// An operation that left slots as they are: each is told, and the gravest decides the status.
  ///
  /// `stays` is what places keep of it for good.
  static func unfinished(_ unfinished: UnfinishedRollback, _ output: Output, stays: [Note] = []) throws -> Answer {
    let reported = ReportedError(RefusalList(unfinished.refusals))
    output.progress(reported.text)
    let record = unfinished.record
    let line: StyledText =
      record.state.isHalfWritten
      ? "\(record.tag, .strong) is not finished: its record says \(record.state.rawValue)."
      : "\(record.tag, .strong) is \(record.mode?.rawValue ?? record.state.rawValue) but for the slots named above."
    let left = stays.map { StyledText("  \($0.message)") }
    return try make([line] + left, record, status: reported.status, warnings: stays)
  }

  /// What is public after a release, and the command that takes it back.
  static func published(_ record: Record) -> [StyledText] {
    var lines: [StyledText] = ["\(record.tag, .strong) is published."]
    for image in record.images {
      let tags = record.claims.filter { $0.value == image.digest && ($0.role == .images || $0.role == .floating) }
      let moved = Set(record.changes.filter { $0.state == .done }.map(\.slot))
      let names = tags.filter { moved.contains($0.slot) }.compactMap { $0.slot.split(separator: ":").last }
      let shown = names.count == 1 ? String(names[0]) : "{\(names.joined(separator: ","))}"
      if !names.isEmpty { lines.append("  \(image.repository):\(shown)  \(image.digest)") }
    }
    for chart in record.charts { lines.append("  \(chart.repository):\(chart.version)  \(chart.digest)") }
    for claim in record.claims where claim.role == .release { lines.append("  \(claim.slot)") }
    lines.append("Take it back: brokkr-release rollback \(record.tag)")
    for entry in record.changes where entry.role == .branch && entry.state == .kept {
      lines.append("\(entry.slot) was left as it is: \(entry.reversal ?? "it could not move")")
      lines.append("Merge into it what this writes: brokkr-release stamp \(record.tag)")
    }
    return lines
  }
}
