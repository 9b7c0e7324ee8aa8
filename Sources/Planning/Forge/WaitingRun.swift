public import GitHub
import Refusals
import SemanticVersioning

/// A run of the release workflow that waits for a review, and the release that it makes.
public struct WaitingRun: Sendable {
  /// The run.
  public var run: WorkflowRun
  /// The release's tag; nil where the run does not say which version it is for.
  public var tag: String?
  /// The version, without the tag's prefix; nil where the run does not say it.
  public var version: String?

  /// Reads what a run says: the tag that it runs on, or a title of the form `Release VERSION`.
  init(_ run: WorkflowRun, in configuration: Configuration) {
    self.run = run
    let words = (run.title ?? "").split(separator: " ")
    let titled = words.count == 2 && words[0].lowercased() == "release" ? String(words[1]) : nil
    for name in [titled, run.event == "push" ? run.reference : nil].compactMap(\.self) {
      guard let found = try? ComponentScope.resolve(name, component: nil, in: configuration) else { continue }
      (tag, version) = (found.scope.tag.tag(for: found.version), found.version.description)
      return
    }
  }
}

extension Workspace {
  /// The runs that wait for a review in the environment that approves releases, newest first: one request, made once.
  ///
  /// - Returns: the runs; none where no environment approves, the remote is not on GitHub, or there is no token.
  /// - Throws: a `Refusal` where GitHub does not answer.
  public func waitingRuns() async throws -> [WaitingRun] {
    guard configuration.approve.by == .environment, let client = await forge, client.token != nil else { return [] }
    let runs = try await ReleaseWorkflow(client.askingOnce).openRuns(isWaiting: true)
    return runs.map { WaitingRun($0, in: configuration) }
  }
}
