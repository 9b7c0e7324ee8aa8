import ArgumentParser
import Planning
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning
import Workflows

/// Says whether a run of the release workflow has anything to do, and which cells it builds.
struct WorkflowsStart: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Ask the ledger whether a release run goes on; its first job does.",
    discussion: """
      Says in the step's outputs `proceed`, with the `reason` where it is false, `version` and `tag`, and with \
      components `cells_1` and so on: the matrices of the builds. A version that is published, used up or under way \
      elsewhere is no error.
      """)

  @Argument(help: "The version, or a tag.")
  var version: String

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, isLooking: true) { session in
      let configuration = session.workspace.configuration
      let (scope, version) = try ComponentScope.resolve(self.version, component: component.name, in: configuration)
      let tag = scope.tag.tag(for: version)
      var json: JSONValue = ["version": .string(version.description), "tag": .string(tag)]
      if let reason = try await Self.reason(not: tag, session) {
        let outputs: JSONValue = ["proceed": "false", "reason": .string(reason)]
        json = json.merging(["proceed": false, "reason": .string(reason), "outputs": outputs])
        return Answer(StyledText(reason), json: json)
      }
      let input = WorkflowInput(configuration)
      var outputs: JSONValue = ["proceed": "true"]
      if scope.name != nil {
        let images = input.images.filter { image in scope.images.contains { $0.name == image.name } }
        let cells = BuildCell.cells(of: images, input.settings, standsForCharts: true)
        outputs = outputs.merging(WorkflowsCells.outputs(cells, atLeast: input.mostReleaseShards))
      }
      return Answer("\(tag, .strong) can be released.", json: json.merging(["proceed": true, "outputs": outputs]))
    }
  }

  /// Why there is nothing to do for a tag; nil where there is.
  private static func reason(not tag: String, _ session: Session) async throws -> String? {
    guard let record = try await session.workspace.ledger.load().state.records[tag] else { return nil }
    do {
      try session.workspace.observingPublisher().admitCut(over: record)
      return nil
    } catch let refusal as Refusal where [.versionBurnt, .locked].contains(refusal.code) {
      return "\(tag) is \(record.state.rawValue): there is nothing to do here. \(refusal.remedy)"
    }
  }
}
