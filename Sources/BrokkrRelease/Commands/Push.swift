import ArgumentParser
import OCI
import Planning
import Publishing
import ReleaseEngine

/// Pushes the images of a branch or a pull request.
struct Push: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Put built images under a tag that no release owns, such as pr-12 or main.",
    discussion: """
      Takes the folders that `build 0.0.0-pr.12 --output` wrote, merges each image into one index and puts the tag on it \
      when all content is up. A tag that a version or a release could have is refused. Charts are not published.
      """)

  @Option(name: .customLong("as"), help: ArgumentHelp("The tag.", valueName: "tag"))
  var tag: String

  @Option(help: ArgumentHelp("A folder that `build --output` wrote.", valueName: "dir"), completion: .directory)
  var input: [String] = []

  @Option(help: ArgumentHelp("Push this image only; may be given several times.", valueName: "name"))
  var image: [String] = []

  @Option(
    help: ArgumentHelp(
      "Push to this registry instead of the configured one, such as 127.0.0.1:5000.", valueName: "host"))
  var registry: String?

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, isLooking: true) { session in
      let tag = try BranchTag(parsing: tag, in: session.workspace.configuration)
      output.phase("push")
      let push = BranchPush(
        workspace: session.workspace, tag: tag, only: image, registry: registry, report: session.report)
      let pushed = try await push.run(input.map { HandOverFolder(at: AbsolutePath.of($0)) })
      let lines = pushed.images.map { image -> StyledText in
        "\(image.repository):\(tag.name, .strong)  \(image.digest)"
      }
      return Answer(
        lines: lines,
        json: [
          "tag": .string(tag.name), "version": .string(pushed.origin.version), "commit": .string(pushed.origin.head),
          "images": try JSONValue(encoding: pushed.images),
          "changes": .array(
            pushed.changes.map {
              [
                "slot": .string($0.slot.address), "before": JSONValue($0.before?.identity),
                "after": JSONValue($0.after?.identity),
              ]
            }),
        ])
    }
  }
}
