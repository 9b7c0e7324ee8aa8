public import GitHub
import Refusals
public import ReleaseEngine

/// The workflow that makes releases on GitHub: its runs, and starting one.
public struct ReleaseWorkflow: Sendable {
  /// The name of its file.
  public static let file = "release.yml"

  /// The repository on GitHub.
  public var client: GitHubClient

  /// Names the workflow of a repository.
  public init(_ client: GitHubClient) { self.client = client }

  /// The runs of a release that have not ended, newest first.
  ///
  /// - Parameters:
  ///   - tag: the release's tag.
  ///   - version: its version, without the tag's prefix.
  ///   - record: what the ledger says of it; nil for nothing.
  ///   - isWaiting: only those that wait for a review.
  /// - Returns: the runs.
  /// - Throws: a `Refusal` where they cannot be listed.
  public func openRuns(
    of tag: String, version: String, record: Record?, isWaiting: Bool = false
  ) async throws -> [WorkflowRun] {
    try await openRuns(isWaiting: isWaiting).filter {
      Self.isRun($0, of: tag, version: version, holder: record?.holder.runID)
    }
  }

  /// All runs that have not ended, newest first.
  public func openRuns(isWaiting: Bool = false) async throws -> [WorkflowRun] {
    // One that waits for weeks is not among the newest any more.
    let filters = isWaiting ? [["status=waiting"]] : [[], ["status=in_progress"], ["status=waiting"]]
    var found: [Int64: WorkflowRun] = [:]
    for filter in filters {
      for run in try await client.runs(of: Self.file, filter) { found[run.id] = run }
    }
    return found.values.filter { !$0.isCompleted }.sorted { $0.id > $1.id }
  }

  /// Whether a run is a release's: the record was written by it, it runs on the tag, or its title names the version.
  static func isRun(_ run: WorkflowRun, of tag: String, version: String, holder: String?) -> Bool {
    if let holder, holder == "\(run.id)" { return true }
    if run.reference == tag { return true }
    return (run.title ?? "").split(separator: " ").contains { $0 == tag || $0 == version }
  }

  /// Starts a run that releases `tag`.
  ///
  /// - Parameters:
  ///   - tag: the release's tag; the input `version`.
  ///   - reference: the branch, or the tag, that it runs on.
  /// - Returns: the run; nil where it was started and cannot be told among others.
  /// - Throws: a `Refusal` where it was not started.
  public func start(_ tag: String, on reference: String) async throws -> GitHubClient.Dispatched? {
    do {
      return try await client.dispatch(Self.file, on: reference, inputs: ["version": tag])
    } catch var refusal as Refusal {
      if refusal.code == .unauthorized || refusal.code == .forgeRefused {
        let hint = "\(Self.file) has to be on the default branch and on \(reference), and take `version` by dispatch."
        refusal.remedy = [refusal.remedy, hint].filter { !$0.isEmpty }.joined(separator: "\n")
      }
      throw refusal
    }
  }
}
