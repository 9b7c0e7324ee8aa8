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
    abstract: "Write the version into the files of the working tree, for a pull request of your own.")

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
      let edits = try Candidate.edits(of: scope, version: chosen) { path in
        (try? Data(contentsOf: URL(filePath: "\(workspace.root)/\(path)"))).map { [UInt8]($0) }
      }
      for (file, bytes) in edits.files {
        try Data(bytes).write(to: URL(filePath: "\(workspace.root)/\(file)"), options: .atomic)
      }
      let lines = edits.stamped.map { scalar -> StyledText in
        "  \(scalar.file): \(scalar.key.joined(separator: "."))  \(scalar.before ?? "-") → \(scalar.after)"
      }
      return Answer(
        lines: lines + ["\(edits.files.count) files say \(chosen.description, .strong) now."],
        json: [
          "version": .string(chosen.description), "tag": .string(scope.tag.tag(for: chosen)),
          "stamped": try JSONValue(encoding: edits.stamped),
        ])
    }
  }
}
