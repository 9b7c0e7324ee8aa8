import ArgumentParser
import Planning
import Publishing
import Refusals

/// Checks the configuration and what it names.
struct Check: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the configuration and what it names: paths, charts, Dockerfiles.")

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let (refusals, notes) = try WorkTreeCheck(session.workspace).run()
      guard refusals.isEmpty else { throw RefusalList(refusals) }
      for note in notes { output.note(note) }
      let configuration = session.workspace.configuration
      return Answer(
        "\(configuration.fileName) is in order: \(configuration.images.count) images, \(configuration.charts.count) charts, \(notes.count) remarks.",
        json: [
          "ok": true, "configuration": .string(configuration.fileName), "warnings": try JSONValue(encoding: notes),
        ])
    }
  }
}
