import ArgumentParser

/// The options that every command takes, as they were typed; `Settings` is what they come to.
struct CommonOptions: ParsableArguments, Sendable {
  @Option(
    name: [.customShort("C", allowingJoined: true), .long],
    help: ArgumentHelp("The repository; otherwise the one around the working directory.", valueName: "path"),
    completion: .directory)
  var repo: String?

  @Option(
    name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("The configuration file; - is standard input.", valueName: "file"), completion: .file())
  var config: String?

  @Flag(name: .long, help: "Print one JSON object, errors included.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Show what the tools say.")
  var verbose = false

  @Flag(name: .long, help: "Show what only the makers of this program want to know.")
  var debug = false

  @Option(name: .long, help: "When to use color.")
  var color: ColorChoice?

  @Flag(name: .long, help: "Ask nothing, even at a terminal.")
  var noInput = false

  @Flag(name: .long, help: "Answer every question with yes; never gives an approval that others have to give.")
  var yes = false
}

extension CommonOptions {
  private static let flags: Set = ["--json", "-q", "--quiet", "-v", "--verbose", "--debug", "--no-input", "--yes"]
  private static let valued = ["-C", "--repo", "-c", "--config", "--color"]

  /// The options as values.
  var values: TypedOptions {
    TypedOptions(
      repo: repo, config: config, json: json, quiet: quiet, verbose: verbose, debug: debug, color: color,
      noInput: noInput, yes: yes)
  }

  /// How many of the leading arguments are one of these options with its value; 0 where another argument leads.
  static func count(leading arguments: some Collection<String>) -> Int {
    guard let first = arguments.first else { return 0 }
    if flags.contains(first) { return 1 }
    if valued.contains(first) { return min(2, arguments.count) }
    guard !first.hasPrefix("--") else { return valued.contains { first.hasPrefix("\($0)=") } ? 1 : 0 }
    if first.hasPrefix("-C") || first.hasPrefix("-c") { return 1 }
    return first.hasPrefix("-") && first.count > 2 && first.dropFirst().allSatisfy { "qv".contains($0) } ? 1 : 0
  }

  /// These options among any arguments, wherever they stand: for errors that are found before a command is known.
  static func found(in arguments: [String]) -> TypedOptions? {
    var rest = arguments.prefix { $0 != "--" }
    var own: [String] = []
    while !rest.isEmpty {
      let count = count(leading: rest)
      own += rest.prefix(count)
      rest = rest.dropFirst(max(1, count))
    }
    // The parser costs more than all of a short command.
    return own.isEmpty ? TypedOptions() : try? CommonOptions.parse(own).values
  }
}
