import ArgumentParser
import SemanticVersioning
import ReleaseEngine
import FoundationEssentials
import Git
import Planning
import Publishing
import Refusals
import Stamping

/// Writes the version into the working tree.
struct Stamp: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "stamp",
    abstract: "Write the version into the files of the working tree, for a pull request of your own.",
    discussion: """
      Where a changelog is configured it gets the section of the version as well, unless it has one; a cut of the \
      version then leaves both as they are.
      """)

  @Argument(help: "The version; otherwise what `next` says.")
  var version: String?

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let (scope, request) = try session.request(version, component: component.name)
      let workspace = session.workspace
      try workspace.requireWorkTree()
      let chosen = try SurveyTaker(workspace: workspace, scope: scope, request: request).version()
      func read(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: "\(workspace.root)/\(path)"))).map { [UInt8]($0) }
      }
      var edits = try Candidate.edits(of: scope, version: chosen) { read($0) }
      let changelog = try ChangelogSection.stamped(chosen, of: scope, in: workspace) { edits.files[$0] ?? read($0) }
      if let changelog { edits.files[changelog.file] = changelog.bytes }
      for (file, bytes) in edits.files {
        try Data(bytes).write(to: URL(filePath: "\(workspace.root)/\(file)"), options: .atomic)
      }
      var lines = edits.stamped.map { scalar -> StyledText in
        "  \(scalar.file): \(scalar.key.joined(separator: "."))  \(scalar.before ?? "-") → \(scalar.after)"
      }
      if let changelog { lines.append("  \(changelog.file): the notes of \(chosen)") }
      return Answer(
        lines: lines + ["\(edits.files.count) files say \(chosen.description, .strong) now."],
        json: [
          "version": .string(chosen.description), "tag": .string(scope.tag.tag(for: chosen)),
          "stamped": try JSONValue(encoding: edits.stamped), "changelog": JSONValue(changelog?.file),
        ])
    }
  }
}
