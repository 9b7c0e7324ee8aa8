import SemanticVersioning
import Git
import GitHub
import HTTP
import OCI
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// One command at work in one repository: the workspace, and what is told while it works.
struct Session: Sendable {
  /// What the command works on.
  let workspace: Workspace
  /// Where messages go.
  let output: Output

  /// Opens the repository and its configuration, runs `body`, and closes the connections that it opened.
  ///
  /// - Parameters:
  ///   - output: where messages go, and the settings.
  ///   - needsFile: a configuration that was only detected does not do.
  ///   - isLooking: no reference of the repository is moved, not even the copy of the ledger.
  ///   - body: the command's work.
  /// - Returns: what `body` gives.
  /// - Throws: what `body` throws, or a `Refusal` where repository or configuration cannot be read.
  static func run<Result: Sendable>(
    _ output: Output, needsFile: Bool = false, isLooking: Bool = false,
    _ body: @Sendable (Session) async throws -> Result
  ) async throws -> Result {
    let repository = try output.openRepository()
    let configuration = try output.configuration(of: repository)
    let transport = NetworkTransport()
    let registries = Self.registries(configuration.insecureRegistries, output.environment, transport)
    var server = GitHubServer(environment: output.environment.all)
    if let registry = configuration.github.registry { server.registry = registry }
    let forge = GitHubAccess(server: server, environment: output.environment.all, transport: transport)
    var workspace = Workspace(
      repository: repository, configuration: configuration, registries: registries, forge: forge,
      environment: output.environment.all)
    workspace.ledger.isFollowing = !isLooking
    let session = Session(workspace: workspace, output: output)
    do {
      if needsFile { try session.requireFile() }
      let result = try await body(session)
      await registries.shutdown()
      return result
    } catch {
      await registries.shutdown()
      throw error
    }
  }

  /// Throws where the configuration was only detected, and nobody says that it will do.
  func requireFile() throws {
    // A bare repository shows no file that anything could be detected in.
    if workspace.configuration.origin == .detected { try workspace.requireWorkTree() }
    try output.consentToDetection(of: workspace.configuration)
  }

  /// The way to all registries.
  static func registries(
    _ insecure: [String], _ environment: Environment, _ transport: NetworkTransport = NetworkTransport()
  ) -> Registries {
    Registries(
      transport: transport, credentials: CredentialStore(environment: environment.all), insecure: insecure)
  }

  /// What phases tell.
  var report: PhaseReport { Self.report(output) }

  /// What phases tell.
  static func report(_ output: Output) -> PhaseReport {
    PhaseReport(
      phase: { output.phase($0) }, done: { output.done(StyledText($0)) }, line: { output.detail($0) },
      note: { output.note($0) })
  }

  /// What the engine tells.
  var progress: @Sendable (Progress) -> Void { Self.progress(output) }

  /// What the engine tells.
  static func progress(_ output: Output) -> @Sendable (Progress) -> Void {
    { progress in
      switch progress {
      case .written(let change): output.done("\(change.slot.address) \(ShortIdentity.arrow(change), .dim)")
      case .left(let change, let reason):
        output.progress("  \("left", .caution)  \(change.slot.address): \(reason)")
      case .recorded(let what): output.debug("recorded: \(what)")
      }
    }
  }

  /// The recorded tag that a version on the command line means.
  func tag(of version: String, component: String?) async throws -> String {
    let state = try await workspace.ledger.load().state
    if state.records[version] != nil { return version }
    let resolved = try ComponentScope.resolve(version, component: component, in: workspace.configuration)
    return resolved.scope.tag.tag(for: resolved.version)
  }
}
