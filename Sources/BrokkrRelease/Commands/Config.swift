import ArgumentParser
import Planning

/// Prints the effective configuration.
struct Config: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the effective configuration.",
    discussion: "With --origin each value is followed by where it comes from.")

  @Flag(help: "Say where each value comes from.")
  var origin = false

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let configuration = session.workspace.configuration
      let json: JSONValue = ["configuration": try JSONValue(parsing: configuration.effectiveJSON())]
      guard origin else {
        let text = configuration.effectiveYAML()
        return Answer(StyledText(text.hasSuffix("\n") ? String(text.dropLast()) : text), json: json)
      }
      let origins = configuration.origins()
      var table = TextTable()
      table.rows = origins.map { [StyledText($0.key), StyledText($0.value), StyledText($0.origin, .dim)] }
      return Answer(
        lines: table.lines(),
        json: json.merging([
          "origins": .array(
            origins.map { ["key": .string($0.key), "value": .string($0.value), "origin": .string($0.origin)] })
        ]))
    }
  }
}
