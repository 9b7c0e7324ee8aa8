import BuildEngines
import Git
import Helm
import OCI
import Publishing
public import Refusals
public import ReleaseEngine
import SemanticVersioning

/// One cut from its survey to its closing record: test, build, approve, publish.
public struct CutRun: Sendable {
  /// What a plan is answered.
  public enum Answer: Sendable {
    /// Go on: these people let it, each once.
    case approved([Approval])
    /// Go on: the record says already who let it.
    case alreadyApproved
    /// Do not.
    case rejected(String)
    /// Nobody can answer now: the release waits, with its content handed over.
    case parked
  }

  /// What the release works on.
  public var workspace: Workspace
  /// The facts.
  public var survey: Survey
  /// Where content goes that is handed over, absolute, since it is recorded; nil for a folder of the repository's own.
  public var output: String?
  /// Floating slots whose foreign value is taken over.
  public var force: Set<String>
  /// What the slots showed in the survey; nil to read them for the plan.
  public var surveyed: [SlotName: HeldValue]?
  /// Without a Helm the chart tests are left out.
  public var toleratesMissingHelm = false
  /// Told what happens.
  public var report: PhaseReport
  /// Told which slots were written.
  public var progress: @Sendable (Progress) -> Void

  /// Makes a run.
  public init(
    workspace: Workspace, survey: Survey, output: String? = nil, force: Set<String> = [], report: PhaseReport,
    progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.workspace = workspace
    self.survey = survey
    self.output = output
    self.force = force
    self.report = report
    self.progress = progress
  }

  /// Runs all phases; `approve` is shown the complete plan.
  public func run(approve: @Sendable (ReleasePlan) async throws -> Answer) async throws -> Record {
    try await begun { publisher, first in
      let (built, folder, notes) = try await prepare()
      var draft = try await draft(of: built, publisher)
      draft.record.events = first.events
      return try await settle(draft, built, folder, notes, publisher, approve)
    }
  }

  /// Approves and publishes what was built before, elsewhere; `folder` holds all of it, where one does.
  public func publish(
    _ built: Built, from folder: HandOverFolder?, approve: @Sendable (ReleasePlan) async throws -> Answer
  ) async throws -> Record {
    let publisher = try workspace.publisher(progress: progress)
    var draft = try await draft(of: built, publisher)
    draft.isBegun = false
    return try await settle(draft, built, folder, [], publisher, approve)
  }

  /// Records that the cut has begun, does `body`, and frees the version where that fails before it publishes.
  private func begun(_ body: (Publisher, Record) async throws -> Record) async throws -> Record {
    let publisher = try workspace.publisher(progress: progress)
    var first = Record(
      version: survey.version.description, tag: survey.tag, component: survey.scope.name, state: .planned,
      holder: publisher.holder)
    first.head = survey.candidate.head.id.description
    first.branch = survey.branch
    let tag = first.tag
    do {
      return try await body(publisher, publisher.begin(first))
    } catch let parked as Parked {
      throw parked
    } catch {
      let isInterrupted = error is CancellationError || Task.isCancelled
      // The last act of a cut that failed frees its version; it must not be cancelled with the rest.
      let isDropped = await Task { (try? await publisher.dropOwn(tag, saying: "aborted")) != nil }.value
      // Where another cut has taken its place, the folder is that one's.
      let workspace = workspace
      let now = await Task { try? await workspace.ledger.load().state.records[tag] }.value
      if isDropped || now?.holder == publisher.holder, output == nil { workspace.forgetHandOver(of: survey.tag) }
      if isDropped, let note = await Task(operation: { await workspace.discardDraft(of: first) }).value {
        report.note(note)
      }
      guard isInterrupted, isDropped else {
        if isDropped { report.note(Note("not-cut", "\(tag) was not cut; nothing was published, its version is free.")) }
        throw error
      }
      throw Refusal(
        .interrupted, what: "\(tag) was not cut: the cut was interrupted before it published anything.",
        remedy: "Its version is free; run `brokkr-release cut \(tag)` again.")
    }
  }

  /// A release that waits for its approval; its record, and where its content lies.
  public struct Parked: Error {
    /// The record.
    public var record: Record
  }

  /// Tests and builds.
  private func prepare() async throws -> (Built, HandOverFolder, [Note]) {
    let scratch = try ScratchFolder("cut")
    let export = try await workspace.export(survey.candidate, to: scratch)
    report.phase("test")
    var tests = tests(in: export)
    tests.toleratesMissingHelm = toleratesMissingHelm
    let notes = try await tests.run()
    for note in notes { report.note(note) }
    try Task.checkCancellation()

    report.phase("build")
    let folder = HandOverFolder(at: output ?? workspace.handOverFolder(for: survey.tag))
    let phase = try await buildPhase(in: export, to: folder)
    try await phase.buildImages()
    try await phase.packCharts(cache: workspace.cacheFolder)
    try folder.write(survey.origin)
    let built = try HandOverFolder.collect(
      [folder], of: survey.scope, version: survey.version, annotations: phase.annotations, created: phase.created)
    try Task.checkCancellation()
    return (built, folder, notes)
  }

  /// What deserves a remark in what the candidate's charts render.
  public func chartRemarks() async throws -> [Note] {
    guard !survey.scope.charts.isEmpty else { return [] }
    let scratch = try ScratchFolder("plan")
    return await tests(in: try await workspace.export(survey.candidate, to: scratch)).remarks()
  }

  private func tests(in export: String) -> TestPhase {
    survey.subject.tests(in: export, of: workspace, report: report)
  }

  /// The build phase of this candidate.
  public func buildPhase(in export: String, to folder: HandOverFolder) async throws -> BuildPhase {
    try await survey.subject.build(in: export, to: folder, of: workspace, report: report)
  }

  /// The draft of what was built, with its commit and tag made.
  public func draft(of built: Built, _ publisher: Publisher) async throws -> Draft {
    let head = try await workspace.ledger.load().head?.identity
    let objects: ReleaseObjects
    if let adopted = survey.adopted {
      objects = try ReleaseObjects.adopt(adopted, at: survey.candidate.head.id, in: workspace.repository)
    } else {
      objects = try await ReleaseObjects.make(
        survey.candidate, tag: survey.tag, notes: survey.message, ledgerHead: head, of: workspace.ledger,
        in: workspace.repository,
        by: workspace.identity())
    }
    var draft = try Planner(survey: survey, configuration: workspace.configuration).draft(
      built: built, objects: objects, holder: publisher.holder, force: force)
    draft.record.dispatch = workspace.dispatches
    draft.attachments += try built.charts.flatMap { chart in
      try chart.blobs.compactMap { source, descriptor in
        guard descriptor.size <= 1 << 20, case .bytes(let bytes) = source else { return nil }
        return HeldValue(descriptor.digest.description, content: bytes)
      }
    }
    return draft
  }

  /// Asks for the approval and publishes.
  private func settle(
    _ draft: Draft, _ built: Built, _ folder: HandOverFolder?, _ notes: [Note], _ publisher: Publisher,
    _ approve: @Sendable (ReleasePlan) async throws -> Answer
  ) async throws -> Record {
    report.phase("approve")
    var draft = draft
    // The force is for what the plan shows.
    if !draft.force.isEmpty { draft.see(try await shown(draft)) }
    let plan = try await plan(draft, notes: notes)
    switch try await approve(plan) {
    case .approved(let approvals):
      draft.record.approvals += approvals
    case .alreadyApproved: break
    case .rejected(let reason):
      _ = try await publisher.reject(draft, saying: "rejected: \(reason)")
      throw Refusal(
        .approvalMissing, what: "\(draft.record.tag) was not published: \(reason).",
        remedy: "Its version is free; `brokkr-release cut \(draft.record.tag)` begins anew.")
    case .parked:
      if workspace.configuration.handOver == .registry {
        try await ContentStage(places: workspace.places, report: report).upload(built)
      } else {
        draft.record.handOver = folder?.path
      }
      draft.record.changes = plan.changes
      if survey.approve.by == .signature {
        draft.record.cutKeys = try await workspace.repository.signingKeyFingerprint().map { [$0] }
        // Where there are no signers yet, whoever approves will be told.
        let signers = try? await ApprovalPolicy.signers(of: survey.approve, workspace, survey.remote)
        if let signers, let note = CutterCheck.note(draft.record, survey.approve, signers) { report.note(note) }
      }
      throw Parked(record: try await publisher.park(draft))
    }
    report.phase("publish")
    // What was staged before is looked for again: jobs that clean up do not know what waits to be published.
    try await ContentStage(places: workspace.places, report: report).upload(built)
    let record: Record
    do {
      try await ReleaseStage(places: workspace.places, report: report).stage(draft.record, draft.values, built: built) {
        _ in nil
      }
      try Task.checkCancellation()
      record = try await publisher.publish(draft)
    } catch {
      // What has begun drops itself, and its draft with it; of the rest nobody would know.
      if !draft.isBegun { await discardUnrecorded(draft.record) }
      throw error
    }
    for note in await PublicAudit(workspace: workspace).notes(of: record) { report.note(note) }
    if output == nil, folder != nil { workspace.forgetHandOver(of: survey.tag) }
    try await workspace.follow(record)
    return record
  }

  /// Takes the draft of a GitHub Release away again, where no record has come to be that would know of it; it must not be
  /// cancelled with the rest.
  private func discardUnrecorded(_ record: Record) async {
    let note = await Task { () -> Note? in
      guard let state = try? await workspace.ledger.load().state,
        state.records[record.tag].map({ [.aborted, .rejected].contains($0.state) }) ?? true
      else { return nil }
      return await workspace.discardDraft(of: record)
    }.value
    if let note { report.note(note) }
  }

  /// The complete plan of a draft.
  public func plan(_ draft: Draft, notes: [Note] = []) async throws -> ReleasePlan {
    let planner = Planner(survey: survey, configuration: workspace.configuration)
    return try await workspace.observingPublisher().atOneMoment(
      draft.record.claims.map(\.name), of: draft.record.tag, known: surveyed
    ) { state, now in
      try await planner.plan(
        draft, now: now, state: state, catalog: workspace.catalog,
        notes: notes + survey.notes + workspace.branchNotes(draft.record, now, state))
    }
  }

  /// What the slots of a draft showed in the survey, else show now.
  private func shown(_ draft: Draft) async throws -> [SlotName: HeldValue] {
    if let surveyed { return surveyed }
    return try await workspace.catalog.read(draft.record.claims.map(\.name))
  }
}
