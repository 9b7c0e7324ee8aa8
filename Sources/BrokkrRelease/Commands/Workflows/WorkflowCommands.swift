import ArgumentParser

/// The workflows of GitHub Actions.
struct WorkflowCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workflows",
    abstract: "Write the workflows of GitHub Actions and the release guide, and keep them in step.",
    subcommands: [WorkflowsWrite.self, WorkflowsCheck.self, WorkflowsStart.self, WorkflowsCells.self])
}
