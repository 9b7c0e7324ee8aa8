import OCI
import Git
import BuildEngines
import Helm
import Planning
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

extension Session {
  /// The facts of a release that is to be cut, and what its slots show.
  ///
  /// Everything that can be known to stand in the way is told in one look, before time is spent on tests and builds.
  func preflight(
    _ version: String?, component: String?, channel: Channel?, force: Set<String>
  ) async throws -> (survey: Survey, now: [SlotName: HeldValue]) {
    var refusals: [Refusal] = []
    func check<Value>(_ body: () async throws -> Value) async throws -> Value? {
      do {
        return try await body()
      } catch let refusal as Refusal {
        refusals.append(refusal)
      } catch let list as RefusalList {
        refusals += list.refusals
      }
      return nil
    }
    let workspace = workspace
    let (scope, asked) = try request(version, component: component, channel: channel)
    let survey = try await check { try await self.survey(version, component: component, channel: channel) }
    if let survey { for note in survey.notes { output.note(note) } }
    // A release that stands in the way is answered by another command, and hides nothing.
    if refusals.contains(where: { $0.code == .halfWritten || $0.code == .locked }) { throw RefusalList(refusals) }
    // Where a run elsewhere makes the release, this machine's programs and rights are not asked for.
    let isRemote = survey?.approve.by == .environment && !isInActions
    if !isRemote, !scope.images.isEmpty {
      _ = try await check { try await BuildEngines.choose(workspace.configuration.builder) }
    }
    if !isRemote, !scope.charts.isEmpty { _ = try await check { try HelmProgram() } }
    if !isRemote { _ = try await check { try await preflightPublishing(scope) } }
    if survey == nil || !refusals.isEmpty, case .exactly(let exact) = asked {
      // The names in registries can be asked for all the same; the git tag has been.
      let unbuilt = HeldValue(Draft.unbuilt)
      let claims =
        scope.imageTargets.flatMap { $0.claims(exact, value: unbuilt) }
        + scope.chartTargets.map { $0.claim(exact, value: unbuilt) }
      refusals += try await check { try await workspace.publisher().takenNames(claims) } ?? []
    }
    var told: Set<String> = []
    refusals = refusals.filter { told.insert($0.message).inserted }
    guard refusals.isEmpty, let survey else { throw RefusalList(refusals) }
    try workspace.publisher().admit(survey.state, writing: survey.tag, continuing: false)
    var draft = try Planner(survey: survey, configuration: workspace.configuration).draft(
      built: nil, objects: nil, holder: workspace.publisher().holder, force: force)
    try Self.refuseOtherSlots(force, of: [draft.record])
    var run = CutRun(workspace: workspace, survey: survey, report: report, progress: progress)
    guard isRemote else {
      let now = try await workspace.catalog.read(draft.record.claims.map(\.name))
      run.surveyed = now
      _ = try await run.plan(draft)
      return (survey, now)
    }
    let (now, unseen) = try await RemoteCut.look(at: draft.record.claims.map(\.name), self)
    draft.record.claims.removeAll { unseen.contains($0.name) }
    run.surveyed = now
    do {
      _ = try await run.plan(draft)
    } catch let list as RefusalList {
      throw RefusalList(list.refusals.map(RemoteCut.withoutForce))
    }
    return (survey, now)
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
  func preflightPublishing(_ scope: ComponentScope) async throws {
    var refusals: [Refusal] = []
    if let remote = workspace.git.remote {
      do { try await remote.checkPushRight() } catch let refusal as Refusal { refusals.append(refusal) }
    }
    var silent: Set<Substring> = []
    for address in scope.repositories.sorted(by: { $0.text < $1.text }) {
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
