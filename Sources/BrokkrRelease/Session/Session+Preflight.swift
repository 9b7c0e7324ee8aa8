import OCI
import Git
import BuildEngines
import Helm
import Planning
import Publishing
import Refusals
import ReleaseEngine

extension Session {
  /// Everything that can be known to stand in the way before time is spent on tests and builds, in one look.
  ///
  /// Gives what the slots show.
  func preflight(_ survey: Survey, force: Set<String>) async throws -> [SlotName: HeldValue] {
    var refusals: [Refusal] = []
    func check(_ body: () async throws -> Void) async throws {
      do {
        try await body()
      } catch let refusal as Refusal {
        refusals.append(refusal)
      } catch let list as RefusalList {
        refusals += list.refusals
      }
    }
    let workspace = workspace
    try await check { try await preflightPublishing(survey) }
    try await check { try workspace.publisher().admit(survey.state, writing: survey.tag, continuing: false) }
    if !survey.scope.images.isEmpty {
      try await check { _ = try await BuildEngines.choose(workspace.configuration.builder) }
    }
    if !survey.scope.charts.isEmpty { try await check { _ = try HelmProgram() } }
    guard refusals.isEmpty else { throw RefusalList(refusals) }
    let draft = try Planner(survey: survey, configuration: workspace.configuration).draft(
      built: nil, objects: nil, holder: workspace.publisher().holder, force: force)
    try Self.refuseOtherSlots(force, of: [draft.record])
    var run = CutRun(workspace: workspace, survey: survey, report: report, progress: progress)
    let now = try await workspace.catalog.read(draft.record.claims.map(\.name))
    run.surveyed = now
    _ = try await run.plan(draft)
    return now
  }

  /// Throws where --force names a slot that is not one of these releases': a slip of the pen would force nothing.
  static func refuseOtherSlots(_ force: Set<String>, of records: [Record]) throws {
    let own = Set(records.flatMap(\.claims).map(\.slot))
    guard let other = force.subtracting(own).min() else { return }
    let nearest = NearestName.of(other, among: own.sorted())
    throw Refusal(
      .usage, what: "Nothing was changed: \(other) is no slot of \(records.map(\.tag).joined(separator: ", ")).",
      remedy: nearest.map { "Did you mean `--force \($0)`?" } ?? "Write the slot as the plan and `verify` show it.")
  }

  /// The right to push, to the remote and to every repository.
  func preflightPublishing(_ survey: Survey) async throws {
    var refusals: [Refusal] = []
    if let remote = workspace.git.remote {
      do { try await remote.checkPushRight() } catch let refusal as Refusal { refusals.append(refusal) }
    }
    let targets = Set(survey.scope.imageTargets.map(\.repository) + survey.scope.chartTargets.map(\.repository))
    var silent: Set<Substring> = []
    for address in targets.sorted(by: { $0.text < $1.text }) {
      let host = address.text.prefix { $0 != "/" }
      // Waiting once for a host that does not answer is enough.
      guard !silent.contains(host) else { continue }
      do {
        try await workspace.places.repository(address).checkPushRight()
      } catch let refusal as Refusal {
        refusals.append(refusal)
        if refusal.code == .registryUnreachable { silent.insert(host) }
      }
    }
    guard refusals.isEmpty else { throw RefusalList(refusals) }
  }
}
