import ArgumentParser
import SemanticVersioning
import Planning
import Publishing

/// Tests a candidate, as a CI job does it.
struct Test: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test the candidate: charts by Helm, then the configured commands.")

  @Argument(help: "The version; otherwise what `next` says.")
  var version: String?

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let survey = try await session.survey(
        version, component: component.name, needsHistory: version == nil, needsCleanTree: false, isCutting: false)
      let scratch = try ScratchFolder("test")
      let export = try await session.workspace.export(survey.candidate, to: scratch)
      output.phase("test")
      let phase = TestPhase(
        directory: export, scope: survey.scope, version: survey.version,
        commands: session.workspace.configuration.testCommands, cache: session.workspace.cacheFolder,
        report: session.report)
      let notes = try await phase.run()
      for note in notes { output.note(note) }
      return Answer(
        "\(survey.tag, .strong) passed its tests.",
        json: [
          "version": .string(survey.version.description), "tag": .string(survey.tag), "state": "tested",
          "warnings": try JSONValue(encoding: notes),
        ])
    }
  }
}
