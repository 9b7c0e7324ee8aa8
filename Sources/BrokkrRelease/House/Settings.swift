import Refusals

/// What the common options come to: the flag, else the environment, else the default.
struct Settings: Sendable {
  /// The form of results.
  enum Form: Sendable { case text, json }

  /// How much is said.
  enum Verbosity: Int, Comparable, Sendable {
    case quiet, normal, verbose, debug

    static func < (one: Verbosity, other: Verbosity) -> Bool { one.rawValue < other.rawValue }
  }

  /// Where to look for the repository.
  var repository = "."
  /// It was named, so that variables of git's say nothing of it.
  var isRepositoryNamed = false
  /// The configuration file; nil for the one of the repository.
  var configuration: String?
  /// The form of results.
  var form = Form.text
  /// How much is said.
  var verbosity = Verbosity.normal
  /// When color is used.
  var color = ColorChoice.auto
  /// A question may be asked where somebody can answer.
  var mayAsk = true
  /// Every question is answered with yes.
  var saysYes = false

  /// The settings of nothing typed and nothing set.
  init() {}

  /// Throws where a variable's value makes no sense.
  init(_ typed: CommonOptions, _ environment: Environment) throws { try self.init(typed.values, environment) }

  /// Throws where a variable's value makes no sense.
  init(_ typed: TypedOptions, _ environment: Environment) throws {
    let named = typed.repo ?? environment.option("REPO")
    (repository, isRepositoryNamed) = (named ?? ".", named != nil)
    configuration = typed.config ?? environment.option("CONFIG")
    form = try typed.json || environment.flag("JSON") ?? false ? .json : .text
    color = try typed.color ?? environment.choice("COLOR") ?? .auto
    mayAsk = try !(typed.noInput || environment.flag("NO_INPUT") ?? false)
    saysYes = try typed.yes || environment.flag("YES") ?? false
    let isTyped = typed.debug || typed.verbose || typed.quiet
    func holds(_ flag: Bool, _ name: String) throws -> Bool { try isTyped ? flag : environment.flag(name) ?? false }
    if try holds(typed.debug, "DEBUG") {
      verbosity = .debug
    } else if try holds(typed.verbose, "VERBOSE") {
      verbosity = .verbose
    } else if try holds(typed.quiet, "QUIET") {
      verbosity = .quiet
    }
  }

  /// The settings for an error that is found before a command is known: what can be read of them.
  init(guessing arguments: [String], _ environment: Environment) {
    if let typed = CommonOptions.found(in: arguments), let settings = try? Settings(typed, environment) {
      self = settings
    } else if arguments.contains("--json") {
      form = .json
    }
  }
}

extension Environment {
  /// The setting of an option with one of a few values.
  fileprivate func choice<Choice: RawRepresentable & CaseIterable>(_ name: String) throws -> Choice?
  where Choice.RawValue == String {
    guard let text = option(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw Refusal(
        .usage, what: "BROKKR_RELEASE_\(name) is not understood.", why: "Its value is `\(text)`",
        remedy: "Set it to one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return choice
  }
}
