import ArgumentParser
import SemanticVersioning
import OCI
import Planning
import Publishing
import Refusals

/// Builds a candidate, or one cell of it, as a CI job does it.
struct Build: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build images and pack charts into a folder.",
    discussion: """
      --image and --platform leave one cell of the images; charts are packed in every case, byte for byte the same, so \
      that the folders of a matrix hold everything together. With `hand-over: registry` images go to their registry by \
      digest, and the folder keeps their manifests. A version of a branch or a pull request, such as 0.0.0-pr.12, builds \
      what is checked out and asks no remote; `push` gives it a tag.
      """)

  @Argument(help: "The version.")
  var version: String

  @Option(help: ArgumentHelp("Build this image only.", valueName: "name"))
  var image: String?

  @Option(help: ArgumentHelp("Build this platform only, such as linux/arm64.", valueName: "platform"))
  var platform: String?

  @Option(help: ArgumentHelp("The folder to write to.", valueName: "dir"), completion: .directory)
  var output: String

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    let platform = try platform.map { try Platform(parsing: $0) }
    return try await Session.run(output) { session in
      let subject = try await session.subject(version, component: component.name)
      let scratch = try ScratchFolder("build")
      let export = try await session.workspace.export(subject.candidate, to: scratch)
      output.phase("build")
      let folder = HandOverFolder(at: self.output)
      try folder.refuseOlderContent(than: subject.origin)
      let phase = try await subject.build(in: export, to: folder, of: session.workspace, report: session.report)
      try await phase.buildImages(only: image, platform: platform)
      try await phase.packCharts(cache: session.workspace.cacheFolder)
      // A branch's images go nowhere by being built: the job may have no credentials, and `push` takes the folder.
      if session.workspace.configuration.handOver == .registry, !subject.isBranch {
        try await phase.handOver(to: session.workspace.places, only: image, platform: platform)
      }
      try folder.write(subject.origin)
      return Answer(
        "\(subject.tag, .strong) was built into \(self.output)",
        json: [
          "version": .string(subject.version.description), "tag": .string(subject.tag), "state": "built",
          "output": .string(self.output),
        ])
    }
  }
}
