import ArgumentParser

/// The option of the commands that work on one component.
struct ComponentOption: ParsableArguments, Sendable {
  @Option(
    name: [.customLong("component")],
    help: ArgumentHelp("The component, where the configuration has several.", valueName: "name"))
  var name: String?
}
