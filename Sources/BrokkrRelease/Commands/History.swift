import ArgumentParser
import Publishing
import Planning
import ReleaseEngine

/// Lists the recorded releases.
struct History: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the recorded releases, newest first.")

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let records = try await session.workspace.ledger.load().state.records.values
        .filter { component.name == nil || $0.component == component.name }
        .sorted { Self.moment($0) > Self.moment($1) }
      var table = TextTable()
      table.rows = records.map { record in
        [
          StyledText(record.tag, .strong), StyledText(record.mode?.rawValue ?? record.state.rawValue),
          StyledText(Self.moment(record), .dim),
        ]
      }
      return Answer(
        lines: records.isEmpty ? ["No release is recorded."] : table.lines(),
        json: [
          "releases": .array(
            records.map { record in
              [
                "version": .string(record.version), "tag": .string(record.tag),
                "state": .string(record.state.rawValue), "mode": JSONValue(record.mode?.rawValue),
                "at": .string(Self.moment(record)),
              ]
            })
        ])
    }
  }

  /// When the release was published, else when something happened to it last.
  private static func moment(_ record: Record) -> String {
    (record.events.first { $0.what == "published" } ?? record.events.last)?.at ?? ""
  }
}
