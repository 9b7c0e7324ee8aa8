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
      let subject = try await session.subject(version, component: component.name)
      let scratch = try ScratchFolder("test")
      let export = try await session.workspace.export(subject.candidate, to: scratch)
      output.phase("test")
      let phase = subject.tests(in: export, of: session.workspace, report: session.report)
      let notes = try await phase.run()
      for note in notes { output.note(note) }
      return Answer(
        "\(subject.tag, .strong) passed its tests.",
        json: [
          "version": .string(subject.version.description), "tag": .string(subject.tag), "state": "tested",
          "warnings": try JSONValue(encoding: notes),
        ])
    }
  }
}
