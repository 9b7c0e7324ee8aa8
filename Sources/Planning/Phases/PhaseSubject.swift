import BuildEngines
import Git
public import SemanticVersioning

/// What is tested and built: the candidate of a release, or a branch under a version that nobody releases.
public struct PhaseSubject: Sendable {
  /// The images and charts.
  public var scope: ComponentScope
  /// The version that is stamped and passed to builds.
  public var version: SemanticVersion
  /// The tag that the version makes.
  public var tag: String
  /// The commit and the stamped tree.
  public var candidate: Candidate

  /// It is a branch, under a version that nobody releases.
  public var isBranch = false

  /// Makes a subject.
  public init(scope: ComponentScope, version: SemanticVersion, tag: String, candidate: Candidate) {
    (self.scope, self.version, self.tag, self.candidate) = (scope, version, tag, candidate)
  }

  /// What was built has to come from this.
  public var origin: HandOverFolder.Origin {
    HandOverFolder.Origin(
      version: version.description, tag: tag, head: candidate.head.id.description, tree: candidate.tree.description)
  }

  /// Its test phase, in the folder that the candidate was exported to.
  public func tests(in export: String, of workspace: Workspace, report: PhaseReport) -> TestPhase {
    TestPhase(
      directory: export, scope: scope, version: version, commands: workspace.configuration.testCommands,
      cache: workspace.cacheFolder, report: report)
  }

  /// Its build phase, in the folder that the candidate was exported to.
  public func build(
    in export: String, to folder: HandOverFolder, of workspace: Workspace, report: PhaseReport
  ) async throws -> BuildPhase {
    BuildPhase(
      directory: export, scope: scope, version: version, head: candidate.head, source: workspace.sourceURL,
      engine: try await BuildEngines.choose(workspace.configuration.builder), output: folder, report: report)
  }
}
