import ArgumentParser
import FoundationEssentials
import Planning
import Refusals
import Workflows

/// Says which images are to be built, as matrices.
struct WorkflowsCells: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "cells",
    abstract: "Say which images are to be built after a change, as matrices of at most 256 jobs.",
    discussion: "Says them in the step's outputs `cells_1` and so on.")

  @Option(
    help: ArgumentHelp("A list of changed paths, as `git diff --name-only -z` prints it.", valueName: "file"),
    completion: .file())
  var changed: String?

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    let paths = try changed.map(Self.read)
    return try await Session.run(output, isLooking: true) { session in
      let configuration = session.workspace.configuration
      let input = WorkflowInput(configuration)
      let images = input.images.filter { image in
        guard let paths else { return true }
        return paths.contains { configuration.concerns(image.name, $0) }
      }
      let all = BuildCell.cells(of: input.images, input.settings, standsForCharts: false)
      let cells = BuildCell.cells(of: images, input.settings, standsForCharts: false)
      let names = images.map(\.name)
      return Answer(
        lines: names.isEmpty ? ["No image has to be built."] : names.map { StyledText($0) },
        json: [
          "images": .array(names.map { .string($0) }),
          "outputs": Self.outputs(cells, atLeast: Shards.count(all.count)),
        ])
    }
  }

  /// The matrices by the names of the outputs; what is not needed is an empty list.
  static func outputs(_ cells: [BuildCell], atLeast count: Int) -> JSONValue {
    let shards = Shards.of(cells)
    let pairs = (0..<max(1, count, shards.count)).map { index in
      let shard = index < shards.count ? shards[index] : []
      return ("cells_\(index + 1)", JSONValue.string(BuildCell.json(shard)))
    }
    return .object(Dictionary(pairs) { _, last in last })
  }

  private static func read(_ file: String) throws -> [String] {
    guard let bytes = try? Data(contentsOf: URL(filePath: AbsolutePath.of(file))) else {
      throw Refusal(.usage, what: "\(file) was not read.", why: "It is no readable file")
    }
    return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}
