import ArgumentParser
import Refusals

/// The options of a command that variables set: `BROKKR_RELEASE_` and the option's name in capitals.
///
/// What is typed wins. The options that every command takes are not among them; `Settings` reads those.
enum EnvironmentOptions {
  private static let prefix = "BROKKR_RELEASE_"
  private static let common: Set = [
    "REPO", "CONFIG", "JSON", "QUIET", "VERBOSE", "DEBUG", "COLOR", "NO_INPUT", "YES", "HELP", "VERSION",
  ]
  /// Options that exclude each other: typing one of them leaves the other's variable alone.
  private static let exclusive = ["all": "component", "component": "all"]

  /// The options as the parser reads them; none where no variable is of any.
  static func arguments(for order: ArgumentOrder, _ environment: Environment) throws -> [String] {
    guard let command = order.command, order.choices.isEmpty else { return [] }
    let set = Set(environment.all.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    // Asking the parser for its options takes longer than most commands do.
    guard !set.subtracting(common).isEmpty else { return [] }
    return try options(of: command).compactMap { option in
      let name = variable(option.name)
      guard set.contains(name), !common.contains(name), environment.option(name) != nil else { return nil }
      let excluding = [option.name, exclusive[option.name] ?? option.name]
      guard !excluding.contains(where: { isTyped($0, in: order.rest) }) else { return nil }
      return try argument(option, name, environment)
    }
  }

  private struct Option {
    var name: String
    var isFlag: Bool
    /// What it may be; empty for anything.
    var values: [String]
  }

  private static func argument(_ option: Option, _ name: String, _ environment: Environment) throws -> String? {
    if option.isFlag { return try environment.flag(name) == true ? "--\(option.name)" : nil }
    let value = environment.option(name) ?? ""
    guard option.values.isEmpty || option.values.contains(value) else {
      throw Refusal(
        .usage, what: "\(prefix)\(name) is not understood.", why: "Its value is `\(value)`",
        remedy: "Set it to one of \(option.values.joined(separator: ", ")).")
    }
    return "--\(option.name)=\(value)"
  }

  private static func isTyped(_ name: String, in arguments: some Sequence<String>) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }
  }

  private static func variable(_ name: String) -> String {
    name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }

  /// What the parser knows of a command.
  private static func options(of command: any ParsableCommand.Type) throws -> [Option] {
    let description = try JSONValue(parsing: Array(command._dumpHelp().utf8))
    guard case .array(let arguments)? = description["command"]?["arguments"] else { return [] }
    return arguments.compactMap { argument in
      guard let kind = argument["kind"]?.text, kind != "positional", case .array(let names)? = argument["names"],
        let name = names.first(where: { $0["kind"] == "long" })?["name"]?.text
      else { return nil }
      let values: [String] =
        if case .array(let all)? = argument["allValues"] { all.compactMap(\.text) } else { [] }
      return Option(name: name, isFlag: kind == "flag", values: values)
    }
  }
}
