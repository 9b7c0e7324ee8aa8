import ArgumentParser
import Planning
import Refusals
import Workflows

/// Writes the workflows and the guide.
struct WorkflowsWrite: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "write",
    abstract: "Write the workflows of GitHub Actions and the release guide, from the configuration.",
    discussion: """
      A file that was not written by this command is never overwritten: then nothing is written, and all such files are \
      named.
      """)

  @Option(
    help: ArgumentHelp("Write below this folder instead of the repository's root.", valueName: "dir"),
    completion: .directory)
  var to: String?

  @Option(
    help: ArgumentHelp("Overwrite this file although somebody else has written it.", valueName: "file"),
    completion: .file())
  var replace: [String] = []

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, needsFile: true) { session in
      try session.workspace.requireWorkTree()
      let wanted = try session.workspace.workflowFiles()
      let folder = WorkflowFolder(at: to.map(AbsolutePath.of) ?? session.workspace.root)
      let before = try folder.write(wanted, replacing: replace)
      for standing in before where standing.state == .edited {
        output.note(Note("workflow-was-edited", "\(standing.path) had been changed by hand; it is written anew."))
      }
      if let note = WorkflowsCheck.serverNote(session) { output.note(note) }
      for problem in WorkTreeCheck(session.workspace).hooks() {
        output.note(Note("workflow-hook-missing", "\(problem.message) \(problem.remedy)"))
      }
      if case .variables = session.workspace.configuration.workflows.tool {
        output.note(
          Note(
            "workflow-tool-unset",
            "The workflows take brokkr-release from variables of the repository; \(session.workspace.configuration.workflows.guide) names them."
          ))
      }
      let lines = before.filter { $0.state != .same }.map { standing -> StyledText in
        switch standing.state {
        case .superfluous: "\("removed", .good)  \(standing.path)"
        case .abandoned:
          "\("left", .bad)  \(standing.path): the configuration has no use for it, and it was changed by hand; delete it by hand"
        case .same, .missing, .stale, .edited, .foreign: "\("wrote", .good)  \(standing.path)"
        }
      }
      return Answer(
        lines: lines.isEmpty ? ["All \(before.count) files are as they would be written."] : lines,
        json: ["files": WorkflowsCheck.json(before)])
    }
  }
}
