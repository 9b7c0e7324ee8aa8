import Planning
import Publishing
import ReleaseEngine

/// A rollback as people read it, before and after.
enum RollbackText {
  /// What goes and what it falls back to; then, release by release, every change, and who notices.
  static func preview(_ previews: [Publisher.Rollback], _ request: RollbackSettlement.Request) -> [StyledText] {
    var lines = previews.count > 1 ? [headline(previews, request)] : []
    for preview in previews {
      lines.append(headline([preview], request))
      lines += ChangeTable.lines(
        preview.settlement.record.changes,
        tags: preview.settlement.state.records.keys
          + preview.settlement.changes.flatMap { [$0.before, $0.after].compactMap(ShortIdentity.release) })
      if preview.settlement.changes.isEmpty { lines.append("  no slot has to change") }
      lines += preview.shortfalls.map { "  \("missing", .bad)  \($0)" }
    }
    if request.verb != .undo { lines += notices(previews.map(\.settlement)) }
    return lines
  }

  /// Where every floating tag of the releases arrives in the end, and which stay although they should not.
  private static func headline(
    _ previews: [Publisher.Rollback], _ request: RollbackSettlement.Request
  ) -> StyledText {
    let verb = request.verb == .undo ? "Publish" : request.verb == .purge ? "Purge" : "Withdraw"
    let tags = previews.map(\.settlement.record.tag).reversed().joined(separator: ", ")
    guard request.verb != .undo, let last = previews.last?.settlement else {
      return "\(verb) \(tags, .strong) again, with the same bytes"
    }
    let rightful = last.state.rightful
    var (falls, staying): ([String: Set<String>], Set<String>) = ([:], [])
    let changes = previews.flatMap(\.settlement.changes).filter { $0.role == .floating }
    for change in changes {
      let tag = name(of: change.slot.address, among: changes, last.state)
      guard change.state == .pending else {
        staying.insert(tag)
        continue
      }
      let holding = rightful.holding(change.slot.address)
      let target =
        holding.isClaimed
        ? holding.tag ?? "nothing"
        : holding.value == nil ? "nothing" : ShortIdentity.release(change.after) ?? "what was there before"
      falls[target, default: []].insert(tag)
    }
    var parts = falls.sorted { $0.key < $1.key }.map { "\($1.sorted().joined(separator: ", ")) → \($0)" }
    if !staying.isEmpty { parts.append("\(staying.sorted().joined(separator: ", ")) stays as it is") }
    guard !parts.isEmpty else { return "\(verb) \(tags, .strong); no floating tag moves" }
    return "\(verb) \(tags, .strong): \(parts.joined(separator: "; "))"
  }

  /// A floating tag by its name, with its image's where tags of that name go different ways.
  private static func name(of slot: String, among changes: [SlotChange], _ state: LedgerState) -> String {
    guard !slot.hasPrefix("github:") else { return "GitHub's latest" }
    let rightful = state.rightful
    let parts = slot.split(separator: ":")
    let tag = String(parts.last ?? "")
    let fates = Set(
      changes.filter { $0.slot.address.hasSuffix(":\(tag)") }.map { change in
        change.state == .pending ? rightful.holding(change.slot.address).tag ?? "" : "stays"
      })
    guard fates.count > 1, let image = parts.dropLast().last?.split(separator: "/").last else { return tag }
    return "\(image):\(tag)"
  }

  private static func notices(_ settlements: [RollbackSettlement]) -> [StyledText] {
    var lines: [StyledText] = []
    let gone = settlements.flatMap(\.changes).filter { $0.after == nil && $0.state == .pending }
    let charts = settlements.flatMap(\.record.charts)
    if gone.contains(where: { $0.role == .charts }) {
      lines.append("Version ranges of charts move back by themselves; exact pins need the digest, or `--keep charts`:")
      lines += charts.map { "  \(address($0))@\($0.digest)" }
    }
    if gone.contains(where: { $0.role == .floating }) {
      lines.append("Floating tags vanish: pods that pull them fail to start; `--keep floating` leaves them.")
    }
    guard let last = settlements.last, !last.record.charts.isEmpty else { return lines }
    lines.append("Clusters are not touched. To move one back:")
    return lines
      + last.record.charts.map { chart in
        "  helm upgrade RELEASE \(address(chart)) --version \(below(chart, in: last) ?? "VERSION")"
      }
  }

  /// The version that the highest live release below has of the same chart; nil where none has it.
  private static func below(_ chart: RecordedChart, in settlement: RollbackSettlement) -> String? {
    let record = settlement.record
    return settlement.state.records.values
      .filter { $0.isLive && !$0.version.contains("-") && $0.component == record.component }
      .filter { PrecedenceOrder.precedes($0.version, record.version) }
      .sorted { PrecedenceOrder.precedes($0.version, $1.version) }
      .last { $0.charts.contains { $0.repository == chart.repository } }?
      .charts.first { $0.repository == chart.repository }?.version
  }

  /// As Helm takes it.
  private static func address(_ chart: RecordedChart) -> String {
    chart.repository.hasPrefix("oci-layout:") ? chart.repository : "oci://\(chart.repository)"
  }

  /// What is so afterwards.
  static func done(_ record: Record) -> [StyledText] {
    guard record.mode != nil else { return RecordAnswer.published(record) }
    let left = record.changes.filter { $0.state == .impossible }
    let stays = left.map { StyledText("  \($0.slot) stays as it is: \($0.reversal ?? "its place does not let it go")") }
    var lines =
      stays + [
        left.isEmpty
          ? "\(record.tag, .strong) is \(record.mode?.rawValue ?? "")."
          : "\(record.tag, .strong) is \(record.mode?.rawValue ?? "") but for the slots named above.",
        "Publish it again: brokkr-release rollback \(record.tag) --undo",
      ]
    if left.contains(where: { $0.reversal?.hasPrefix(Reversal.lackingRight) == true }) {
      lines.append("With the right to delete them, this takes away what stays: \(again(record))")
    }
    for entry in record.changes where entry.role == .branch && entry.state == .kept && entry.reversible == "leaving" {
      lines.append("\(entry.slot) was left as it is: \(entry.reversal ?? "it could not move")")
      lines.append("This sets it back: \(again(record))")
    }
    return lines
  }

  /// The command that takes the same release away in the same way.
  private static func again(_ record: Record) -> String {
    "brokkr-release rollback \(record.tag)\(record.mode == .purged ? " --purge" : "")"
  }
}
