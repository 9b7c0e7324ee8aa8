import Git
import BuildEngines
import Planning
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

extension Session {
  /// The request and scope of a version on the command line; without one, what the commits ask for.
  func request(
    _ version: String?, component: String?, channel: Channel? = nil
  ) throws -> (scope: ComponentScope, request: VersionRequest) {
    guard let version else {
      return (try ComponentScope.named(component, in: workspace.configuration), .next(nil, channel))
    }
    if let bump = Bump(rawValue: version) {
      return (try ComponentScope.named(component, in: workspace.configuration), .next(bump, channel))
    }
    if channel != nil {
      throw Refusal(
        .usage, what: "\(version) and --pre exclude each other: a version says itself whether it is a candidate.",
        remedy: "Write the whole candidate, such as 1.2.0-rc.1, or leave the version out.")
    }
    let resolved = try ComponentScope.resolve(version, component: component, in: workspace.configuration)
    return (resolved.scope, .exactly(resolved.version))
  }

  /// The facts of a release.
  func survey(
    _ version: String?, component: String?, channel: Channel? = nil, needsHistory: Bool = true,
    needsCleanTree: Bool = true, isCutting: Bool = true, isBinding: Bool = false
  ) async throws -> Survey {
    let (scope, request) = try request(version, component: component, channel: channel)
    var taker = SurveyTaker(workspace: workspace, scope: scope, request: request)
    taker.needsHistory = needsHistory
    taker.needsCleanTree = needsCleanTree
    taker.isCutting = isCutting
    taker.isBinding = isBinding
    return try await taker.take()
  }

  /// The plan of a release, from what was built or before the build; a binding one is to be approved.
  func plan(
    _ version: String?, component: String?, inputs: [String], channel: Channel? = nil, force: Set<String> = [],
    isBinding: Bool = false
  ) async throws -> ReleasePlan {
    let survey = try await survey(
      version, component: component, channel: channel, needsHistory: inputs.isEmpty, needsCleanTree: false,
      isCutting: false, isBinding: isBinding)
    let built = try collect(inputs, survey)
    let run = CutRun(workspace: workspace, survey: survey, report: report, progress: progress)
    let draft = try Planner(survey: survey, configuration: workspace.configuration).draft(
      built: built, objects: nil, holder: workspace.observer(), force: force)
    try Self.refuseOtherSlots(force, of: [draft.record])
    return try await run.plan(draft, notes: run.chartRemarks())
  }

  /// What folders hold that were built from the surveyed candidate; nil for no folder.
  func collect(_ inputs: [String], _ survey: Survey) throws -> Built? {
    guard !inputs.isEmpty else { return nil }
    let folders = inputs.map { HandOverFolder(at: $0) }
    for folder in folders { try folder.verify(survey.origin) }
    let head = survey.candidate.head
    return try HandOverFolder.collect(
      folders, of: survey.scope, version: survey.version,
      annotations: ReleaseAnnotations.of(survey.version, head: head, source: workspace.sourceURL),
      created: Clock.text(seconds: head.committerTime), isStored: workspace.configuration.handOver == .registry)
  }
}
