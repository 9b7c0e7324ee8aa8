import Planning
import ReleaseEngine

/// A rollback as people read it, before and after.
enum RollbackText {
  /// What goes and what it falls back to, then every change, and who notices.
  static func preview(_ preview: Publisher.Rollback, _ request: RollbackSettlement.Request) -> [StyledText] {
    let record = preview.settlement.record
    var lines: [StyledText] = [headline(record, preview.settlement, request)]
    lines += ChangeTable.lines(preview.settlement.record.changes)
    if preview.settlement.changes.isEmpty { lines.append("  no slot has to change") }
    lines += preview.shortfalls.map { "  \("missing", .bad)  \($0)" }
    guard request.verb != .undo else { return lines }
    lines += notices(record, preview.settlement, request)
    return lines
  }

  private static func headline(
    _ record: Record, _ settlement: RollbackSettlement, _ request: RollbackSettlement.Request
  ) -> StyledText {
    let verb = request.verb == .undo ? "Publish" : request.verb == .purge ? "Purge" : "Withdraw"
    if request.verb == .undo { return "\(verb) \(record.tag, .strong) again, with the same bytes" }
    let rightful = settlement.state.rightful
    let floats = record.claims.filter { $0.role == .floating }
    var falls: [String: [String]] = [:]
    for claim in floats {
      guard settlement.changes.contains(where: { $0.slot.address == claim.slot }) else { continue }
      let holding = rightful.holding(claim.slot)
      let target =
        holding.isClaimed ? holding.tag ?? "nothing" : holding.value == nil ? "nothing" : "what was there before"
      falls[target, default: []].append(String(claim.slot.split(separator: ":").last ?? ""))
    }
    guard !falls.isEmpty else { return "\(verb) \(record.tag, .strong); no floating tag moves" }
    let parts = falls.sorted { $0.key < $1.key }.map { target, tags in
      "\(Array(Set(tags)).sorted().joined(separator: ", ")) → \(target)"
    }
    return "\(verb) \(record.tag, .strong): \(parts.joined(separator: "; "))"
  }

  private static func notices(
    _ record: Record, _ settlement: RollbackSettlement, _ request: RollbackSettlement.Request
  ) -> [StyledText] {
    var lines: [StyledText] = []
    let gone = settlement.changes.filter { $0.after == nil && $0.state == .pending }
    if gone.contains(where: { $0.role == .charts }) {
      lines.append("Version ranges of charts move back by themselves; exact pins need the digest, or `--keep charts`:")
      lines += record.charts.map { "  \(address($0))@\($0.digest)" }
    }
    if gone.contains(where: { $0.role == .floating }) {
      lines.append("Floating tags vanish: pods that pull them fail to start; `--keep floating` leaves them.")
    }
    if !record.charts.isEmpty {
      lines.append("Clusters are not touched. To move one back:")
      lines += record.charts.map { "  helm upgrade RELEASE \(address($0)) --version VERSION" }
    }
    return lines
  }

  /// As Helm takes it.
  private static func address(_ chart: RecordedChart) -> String {
    chart.repository.hasPrefix("oci-layout:") ? chart.repository : "oci://\(chart.repository)"
  }

  /// What is so afterwards.
  static func done(_ record: Record) -> [StyledText] {
    guard record.mode != nil else { return RecordAnswer.published(record) }
    return [
      "\(record.tag, .strong) is \(record.mode?.rawValue ?? "").",
      "Publish it again: brokkr-release rollback \(record.tag) --undo",
    ]
  }
}
