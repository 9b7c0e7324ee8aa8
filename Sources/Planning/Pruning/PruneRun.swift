public import OCI
public import Publishing
import Refusals
import ReleaseEngine

/// Deletes what nobody needs any more, in the repositories that the configuration names.
public struct PruneRun: Sendable {
  /// What came of one repository.
  public struct Outcome: Sendable {
    /// The repository.
    public var repository: RepositoryAddress
    /// What went, or would go; nil where the repository lists no content without a tag.
    public var pruned: Pruned?
  }

  /// How old what nothing reaches must be, unless something else is said: GitHub lets a run wait 30 days at an
  /// environment.
  public static let defaultAge = Duration.seconds(31 * 86_400)

  /// Reads an age, such as `31d` or `12h`; `0d` is any.
  public static func age(parsing text: String) throws -> Duration {
    if ["0", "0d", "0h", "0m", "0s"].contains(text) { return .zero }
    guard let age = Lifetime.parsed(text) else {
      throw Refusal(
        .usage, what: "`\(text.prefix(60))` is no age.", remedy: "Write a number and a unit, such as 31d or 12h.")
    }
    return age
  }

  /// What the command works on.
  public var workspace: Workspace
  /// Only tell.
  public var isDryRun: Bool

  /// Makes a run.
  public init(workspace: Workspace, isDryRun: Bool) { (self.workspace, self.isDryRun) = (workspace, isDryRun) }

  /// Deletes the images of a pull request, and only them.
  ///
  /// - Returns: what came of each repository of an image.
  /// - Throws: a `RefusalList` with what was not deleted, when everything else was.
  public func run(pullRequest number: Int) async throws -> [Outcome] {
    let tag = try BranchTag(pullRequest: number, in: workspace.configuration)
    let repositories = Set(workspace.configuration.images.map(\.repository))
    let snapshot = try await workspace.ledger.load()
    try tag.refuseClaimed(in: Array(repositories), by: snapshot.state)
    let kept = try await KeptContent(recordedIn: snapshot, of: workspace.ledger)
    return try await each(repositories) { try await $0.prune(tag: tag.name, keeping: kept, isDryRun: isDryRun) }
  }

  /// Deletes what neither a tag nor a record reaches.
  ///
  /// - Parameter age: how old it must be at least, where the place knows; what a job has handed over by digest waits for
  ///   an approval without a name, and without a record.
  /// - Returns: what came of each repository of an image or a chart.
  /// - Throws: a `RefusalList` with what was not deleted, when everything else was; a `Refusal` while a release is being
  ///   written, whose content has no names yet.
  public func runUntagged(olderThan age: Duration = defaultAge) async throws -> [Outcome] {
    let configuration = workspace.configuration
    let repositories = Set(configuration.images.map(\.repository) + configuration.charts.map(\.address))
    let snapshot = try await workspace.ledger.load()
    try workspace.observingPublisher().admit(snapshot.state, writing: "", continuing: false)
    let kept = try await KeptContent(recordedIn: snapshot, of: workspace.ledger)
    guard let moment = Clock.text(Clock.now(), plus: .seconds(-age.components.seconds)) else { return [] }
    return try await each(repositories) {
      try await $0.pruneUntagged(keeping: kept, before: moment, isDryRun: isDryRun)
    }
  }

  private func each(
    _ repositories: Set<RepositoryAddress>, _ body: (any PackageStore) async throws -> Pruned?
  ) async throws -> [Outcome] {
    var outcomes: [Outcome] = []
    var refusals: [Refusal] = []
    for repository in repositories.sorted(by: { $0.text < $1.text }) {
      try Task.checkCancellation()
      do {
        let packages = try await workspace.places.packages(repository, of: workspace.slug)
        outcomes.append(Outcome(repository: repository, pruned: try await body(packages)))
      } catch let refusal as Refusal {
        refusals.append(refusal)
      } catch let list as RefusalList {
        refusals += list.refusals
      }
    }
    guard refusals.isEmpty else { throw RefusalList(refusals) }
    return outcomes
  }
}
