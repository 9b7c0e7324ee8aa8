import ArgumentParser
import Planning

/// Prints the JSON Schema of the configuration.
struct Schema: DirectCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of the configuration, for editors and linters.",
    discussion: """
      An editor finds it by a first line in the configuration, where it lies beside it:
      # yaml-language-server: $schema=brokkr-release.schema.json
      """)

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) throws -> Answer {
    let text = try Configuration.schema()
    return Answer(StyledText(text), json: try JSONValue(parsing: Array(text.utf8)))
  }
}
