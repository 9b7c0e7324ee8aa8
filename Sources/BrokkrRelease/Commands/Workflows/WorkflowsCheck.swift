import ArgumentParser
import GitHub
import Planning
import Publishing
import Refusals
import Workflows

/// Compares the workflows and the guide with what would be written.
struct WorkflowsCheck: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compare the workflows with what would be written; exit 8 where they differ.")

  @Option(
    help: ArgumentHelp("Look below this folder instead of the repository's root.", valueName: "dir"),
    completion: .directory)
  var to: String?

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, isLooking: true) { session in
      try session.workspace.requireWorkTree()
      let hooks = WorkTreeCheck(session.workspace).hooks()
      guard hooks.isEmpty else { throw RefusalList(hooks) }
      if let note = Self.serverNote(session) { output.note(note) }
      let wanted = try session.workspace.workflowFiles()
      let standings = try WorkflowFolder(at: to.map(AbsolutePath.of) ?? session.workspace.root).compare(wanted)
      let different = standings.filter { $0.state != .same }
      guard !different.isEmpty else {
        return Answer(
          "All \(standings.count) files are as they would be written.",
          json: ["ok": true, "files": Self.json(standings)])
      }
      var lines: [StyledText] = []
      for standing in different {
        lines.append("\(standing.state.rawValue, .bad)  \(standing.path): \(Self.words(standing.state))")
        lines += standing.difference.map { StyledText($0) }
      }
      if different.contains(where: { $0.state != .abandoned }) {
        lines.append("Run `brokkr-release workflows write`, and commit what it writes.")
      }
      return Answer(lines: lines, json: ["ok": false, "files": Self.json(standings)], status: .different)
    }
  }

  /// A remark where the files are for another server than the one that they were made for; nil elsewhere.
  static func serverNote(_ session: Session) -> Note? {
    let server = session.workspace.places.forge.server.pages
    guard server != "https://github.com" else { return nil }
    return Note(
      "workflow-server-untried",
      "GITHUB_SERVER_URL names \(server): the written workflows were made for github.com, and were not tried elsewhere; the release guide says what they need of a server."
    )
  }

  /// The files and how they stand.
  static func json(_ standings: [FileStanding]) -> JSONValue {
    .array(
      standings.map { standing in
        [
          "path": .string(standing.path), "state": .string(standing.state.rawValue),
          "difference": .string(standing.difference.joined(separator: "\n")),
        ]
      })
  }

  private static func words(_ state: FileStanding.State) -> String {
    switch state {
    case .same: "it is as it would be written"
    case .missing: "it is not there"
    case .stale: "the configuration or the tool has changed since it was written"
    case .edited: "it was changed by hand"
    case .foreign: "it was not written by brokkr-release, and would not be overwritten"
    case .superfluous: "the configuration has no use for it any more"
    case .abandoned: "the configuration has no use for it any more, and it was changed by hand: delete it by hand"
    }
  }
}
