import ArgumentParser
import Publishing
import Planning
import Refusals
import ReleaseEngine

/// Shows one record whole.
struct Show: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the record of a release.")

  @Argument(help: "The version.", completion: VersionCompletion.kind)
  var version: String

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let tag = try await session.tag(of: version, component: component.name)
      guard let record = try await session.workspace.ledger.load().state.records[tag] else {
        throw Refusal(
          .usage, what: "\(tag) is not recorded.", remedy: "`brokkr-release history` lists what is.")
      }
      return try RecordAnswer.make(Self.lines(record), record)
    }
  }

  private static func lines(_ record: Record) -> [StyledText] {
    var lines: [StyledText] = [
      "\(record.tag, .strong)  \(record.state.rawValue)\(record.mode.map { ", \($0.rawValue)" } ?? "")",
      "  commit \(record.commit ?? "-")  plan \((record.planHash ?? "-").prefix(12))",
    ]
    for image in record.images {
      lines.append("  image \(image.repository)@\(image.digest)")
      lines += image.platforms.map { "    \($0.platform)  \($0.digest)" }
    }
    for chart in record.charts {
      lines.append("  chart \(chart.repository):\(chart.version)@\(chart.digest)")
    }
    lines.append("  changes of the last operation:")
    lines += ChangeTable.lines(record.changes)
    lines += record.approvals.map { "  approved by \($0.by) at \($0.at) (\($0.method))" }
    lines += record.events.map { "  \($0.at)  \($0.what)" }
    return lines
  }
}
