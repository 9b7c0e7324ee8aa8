import ArgumentParser
import FoundationEssentials
import Git
import Planning
import Publishing
import Refusals

/// Writes a first configuration.
struct Init: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a configuration from the Dockerfiles and charts of the repository.",
    discussion: """
      Nothing is overwritten. --config names another file than .brokkr-release.yml. Where the remote is at GitHub, the \
      commands are printed that set up the environment whose reviewers approve releases; --apply does that through the \
      API, also where there is a configuration already. It shows what it will change, asks, and keeps what is there.
      """)

  @Flag(help: "Print the configuration, or with --apply what would change, and write nothing.")
  var dryRun = false

  @Flag(help: "Set up the GitHub environments of releases and rollbacks.")
  var apply = false

  @Option(
    help: ArgumentHelp(
      "With --apply: who approves releases, a person or ORGANIZATION/TEAM; can be given again.", valueName: "login"))
  var reviewer: [String] = []

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard reviewer.isEmpty || apply else { throw ValidationError("--reviewer goes with --apply.") }
  }

  func execute(_ output: Output) async throws -> Answer {
    guard apply else { return try write(output) }
    if try !isConfigured(output) { output.progress(try write(output).text) }
    return try await Session.run(output, isLooking: true) { session in
      try await EnvironmentAnswer.make(
        EnvironmentRun(workspace: session.workspace, reviewers: reviewer), session.output, isDryRun: dryRun)
    }
  }

  private func isConfigured(_ output: Output) throws -> Bool {
    if let name = output.settings.configuration {
      return name == "-" || FileManager.default.fileExists(atPath: AbsolutePath.of(name))
    }
    return try output.openRepository().workTree.flatMap { try Configuration.find(in: $0) } != nil
  }

  private func write(_ output: Output) throws -> Answer {
    let repository = try output.openRepository()
    guard let root = repository.workTree else {
      throw Refusal(
        .noRepository, what: "No configuration was written: \(repository.gitDirectory) is a bare repository.",
        remedy: "Run it in a clone with a working tree.")
    }
    let (name, path) = try target(output, root)
    let url = try repository.configuration("remote.origin.url")
    let detected = try Configuration.detected(in: root, remoteURL: url)
    let draft = try ConfigurationDraft(detected)
    let setup = EnvironmentSetup(
      detected, remoteURL: url, server: output.environment["GITHUB_SERVER_URL"] ?? "https://github.com")
    if !dryRun { try write(draft.text, to: path, name) }
    for note in detected.notes() { output.note(note) }
    let tags = try repository.references(under: "refs/tags/").map { String($0.0.dropFirst("refs/tags/".count)) }
    if let note = TagPatternHint.note(for: detected.tag, among: tags) { output.note(note) }
    let json: JSONValue = [
      "file": .string(path), "written": .bool(!dryRun), "configuration": .string(draft.text),
      "images": .array(detected.images.map { .string($0.name) }),
      "charts": .array(detected.charts.map { .string($0.name) }),
      "environment": setup.map {
        ["name": .string($0.environment), "commands": .array($0.commands.map { .string($0) })]
      }
        ?? .null,
    ]
    guard !dryRun else { return Answer(StyledText(draft.text.dropLast()), json: json) }
    return Answer(lines: lines(name, detected, setup), json: json)
  }

  /// The file to write, as it is called and where it lies; throws where there is a configuration already.
  private func target(_ output: Output, _ root: String) throws -> (name: String, path: String) {
    if let name = output.settings.configuration {
      guard name != "-" else {
        throw Refusal(
          .usage, what: "No configuration was written: standard input is no file to write to.",
          remedy: "Leave --config out, or use --dry-run and a redirection.")
      }
      let path = AbsolutePath.of(name)
      guard !FileManager.default.fileExists(atPath: path) else { throw Self.isThere(name) }
      return (name, path)
    }
    if let found = try Configuration.find(in: root) { throw Self.isThere(found.file) }
    return (Configuration.fileNames[0], "\(root)/\(Configuration.fileNames[0])")
  }

  private static func isThere(_ name: String) -> Refusal {
    Refusal(
      .usage, what: "No configuration was written: \(name) is there already.",
      remedy: "Compare it with what `brokkr-release init --dry-run --config FILE` prints for a FILE that is not there.")
  }

  private func write(_ text: String, to path: String, _ name: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      guard !FileManager.default.fileExists(atPath: path) else { throw Self.isThere(name) }
      throw Refusal(
        .failed, what: "\(name) was not written.", why: "No file can be written there",
        remedy: "Name a file in a folder that exists and can be written.")
    }
  }

  private func lines(_ name: String, _ detected: Configuration, _ setup: EnvironmentSetup?) -> [StyledText] {
    func list(_ names: [String], _ noun: String) -> String {
      names.isEmpty
        ? "no \(noun)" : "\(names.count) \(noun)\(names.count == 1 ? "" : "s") (\(names.joined(separator: ", ")))"
    }
    let parts = [list(detected.images.map(\.name), "image"), list(detected.charts.map(\.name), "chart")]
    var lines: [StyledText] = ["\(name, .strong) was written: \(parts.joined(separator: ", "))."]
    lines += [
      "Next:", "  brokkr-release check              what is wrong with it",
      "  brokkr-release rehearse           a whole release on throw-away targets",
      "  git add \(ShellWord.quoted(name)) && git commit",
      "  brokkr-release plan               what the first release would change",
    ]
    guard let setup else { return lines }
    lines.append("To have releases approved by reviewers of the GitHub environment \(setup.environment, .strong):")
    lines += setup.commands.joined(separator: "\n").split(separator: "\n").map { "  \($0)" }
    lines += EnvironmentSetup.remarks.map { StyledText("  # \($0)", .dim) }
    return lines
  }
}
