import ExternalTools
import FoundationEssentials
import TestSupport

@testable import Workflows

/// The real linters of GitHub Actions, which Tests/setup.sh has put into .venv, at work on one folder.
struct Linters {
  /// The root of this repository.
  static let root: String = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path(percentEncoded: false)
    return path.hasSuffix("/") ? String(path.dropLast()) : path
  }()

  private static func program(_ name: String) -> String {
    let own = "\(root)/.venv/bin/\(name)"
    return FileManager.default.isExecutableFile(atPath: own) ? own : name
  }

  private let scratch: ScratchDirectory
  /// The root of what is linted.
  var path: String { scratch.path }

  /// Writes the files of a configuration, and the workflows of the user's own that it calls, as a repository.
  init(_ input: WorkflowInput, _ name: String) async throws {
    try await self.init(named: name)
    for file in input.settings.test + input.settings.assets {
      try scratch.write(Self.own, to: ".github/workflows/\(file)")
    }
    _ = try WorkflowFolder(at: scratch.path).write(WorkflowFiles(input))
  }

  /// An empty repository.
  init(named name: String) async throws {
    scratch = try ScratchDirectory("lint-\(name)")
    _ = try await Invocation("git", ["init", "-q", scratch.path]).run().checked("git init failed.", remedy: "")
  }

  private static let own = """
    name: Own
    on:
      workflow_call:
    permissions: {}
    jobs:
      own:
        name: Own
        runs-on: ubuntu-24.04
        permissions: {}
        steps:
          - name: Say something
            run: echo something

    """

  /// Puts another file among those that are linted.
  func add(_ text: String, to file: String) throws { try scratch.write(text, to: file) }

  /// What a linter finds; nil where it finds nothing.
  func findings(_ linter: String, _ arguments: [String]) async throws -> String? {
    let outcome = try await Invocation(Self.program(linter), arguments, in: path, deadline: .seconds(300)).run()
    return outcome.succeeded ? nil : outcome.text + outcome.errorText
  }

  /// What actionlint finds, shell scripts included.
  func actionlint() async throws -> String? {
    try await findings("actionlint", ["-shellcheck", Self.program("shellcheck"), "-pyflakes", ""])
  }

  /// What zizmor finds as one of its personas; a file that it cannot read is a finding too.
  func zizmor(_ persona: String) async throws -> String? {
    try await findings(
      "zizmor",
      ["--offline", "--no-progress", "--no-config", "--no-ignores", "--strict-collection", "--persona", persona, "."])
  }

  /// What GitHub's own schema of workflows finds.
  func schema() async throws -> String? {
    let folder = "\(path)/.github/workflows"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
    return try await findings("check-jsonschema", ["--builtin-schema", "vendor.github-workflows"] + files)
  }
}
