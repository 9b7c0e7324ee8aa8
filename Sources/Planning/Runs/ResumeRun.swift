import Git
import OCI
import Publishing
import Refusals
public import ReleaseEngine
import SemanticVersioning

/// One unfinished release finished: a parked one approved and published, a half-written one written to its end.
public struct ResumeRun: Sendable {
  /// What it works on.
  public var workspace: Workspace
  /// Folders with handed-over content.
  public var inputs: [String]
  /// Floating slots that are written although somebody else changed them, with what they were seen to hold.
  public var forced: [ForcedSlot] = []
  /// Told what happens.
  public var report: PhaseReport
  /// Told which slots were written.
  public var progress: @Sendable (Progress) -> Void

  /// Makes a run.
  public init(
    workspace: Workspace, inputs: [String], report: PhaseReport, progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.workspace = workspace
    self.inputs = inputs
    self.report = report
    self.progress = progress
  }

  /// Finishes the release of `tag`; `approve` is asked where it waits for an approval.
  public func run(
    _ tag: String, approve: @Sendable (ReleasePlan) async throws -> CutRun.Answer
  ) async throws -> Record {
    let publisher = try workspace.publisher(progress: progress)
    let snapshot = try await workspace.ledger.load()
    guard let record = snapshot.state.records[tag] else {
      throw Refusal(
        .nothingInFlight, what: "\(tag) is not recorded: there is nothing to resume.",
        remedy: "`brokkr-release status` shows what is in flight.")
    }
    if record.state.isHalfWritten || record.state == .awaitingApproval { try workspace.refuseOtherFolders(of: record) }
    switch record.state {
    case .publishing, .rollingBack, .aborting:
      try await RecordedApprovals.check(record, at: snapshot, in: workspace)
      let finished = try await publisher.resume(tag, forcing: forced)
      if finished.state == .published {
        for note in await PublicAudit(workspace: workspace).notes(of: finished) { report.note(note) }
      }
      try await workspace.follow(finished)
      return finished
    case .awaitingApproval:
      return try await publish(record, at: snapshot, publisher, approve)
    case .planned, .tested, .built:
      throw Refusal(
        .usage, what: "\(tag) was not resumed: it was begun and had not been approved.",
        why: "It was begun by \(record.holder)",
        remedy: "Run `brokkr-release cut \(tag)` again, or `brokkr-release abort \(tag)` to drop it.")
    case .published, .rolledBack, .aborted, .rejected:
      return record
    }
  }

  private func publish(
    _ record: Record, at snapshot: LedgerSnapshot, _ publisher: Publisher,
    _ approve: @Sendable (ReleasePlan) async throws -> CutRun.Answer
  ) async throws -> Record {
    var draft = Draft(record: record, values: [:], force: Set(record.forced ?? []))
    draft.see(forced)
    for claim in record.claims {
      guard let identity = claim.value else { continue }
      let content = try await workspace.ledger.content(identity, of: record.tag, at: snapshot) ?? []
      draft.values[claim.name] = HeldValue(identity, content: content)
    }
    let facts = try await RemoteFacts.ask(workspace.git)
    let scope = try ComponentScope.named(record.component, in: workspace.configuration)
    guard let version = try? SemanticVersion(parsing: record.version) else {
      throw Refusal(.ledgerDamaged, what: "The record of \(record.tag) has no valid version.")
    }
    let unrecorded = UnrecordedVersions.stable(of: scope.tag, in: facts, besides: snapshot.state)
    if let target = workspace.releaseTarget(record.tag, of: record.component, in: snapshot.state) {
      draft.ranks.merge(target.ranks(unrecorded: unrecorded)) { first, _ in first }
    }
    for target in scope.imageTargets {
      draft.ranks.merge(target.ranks(version, unrecorded: unrecorded)) { first, _ in first }
    }
    let stage = ContentStage(places: workspace.places, report: report)
    let keptBytes = { try await workspace.ledger.content($0, of: record.tag, at: snapshot) }
    var built: Built?
    if try await !stage.missing(of: record, values: draft.values).isEmpty {
      built = try await collect(record, scope, version) { try await stage.missing(of: record, values: draft.values) }
    }
    switch try await approve(plan(draft)) {
    case .approved(let approvals): draft.record.approvals += approvals
    case .alreadyApproved: break
    case .rejected(let reason):
      throw Refusal(
        .approvalMissing, what: "\(record.tag) was not published: \(reason).",
        remedy: "It still waits; `brokkr-release abort \(record.tag)` drops it.")
    case .parked:
      throw Refusal(
        .approvalMissing, what: "\(record.tag) was not published: nobody could be asked.",
        remedy: "Run `brokkr-release resume \(record.tag) --yes`, or run it on a terminal.")
    }
    report.phase("publish")
    if let built { try await stage.upload(built) }
    // The approval may have taken its time, and jobs that clean up do not know what waits.
    try await stage.requireContent(of: record, values: draft.values)
    try await ReleaseStage(places: workspace.places, report: report).stage(
      draft.record, draft.values, built: built, content: keptBytes)
    let finished = try await publisher.publish(draft)
    for note in await PublicAudit(workspace: workspace).notes(of: finished) { report.note(note) }
    workspace.forgetHandOver(of: record)
    try await workspace.follow(finished)
    return finished
  }

  /// What was handed over, with the digests that the record says.
  private func collect(
    _ record: Record, _ scope: ComponentScope, _ version: SemanticVersion, missing: () async throws -> [String]
  ) async throws -> Built {
    var folders = inputs.map { HandOverFolder(at: $0) }
    if folders.isEmpty, let folder = record.handOver { folders = [HandOverFolder(at: folder)] }
    // It was handed over by digest, and nobody has a folder with it.
    guard !folders.isEmpty else { throw ContentStage.gone(try await missing(), of: record.tag) }
    for folder in folders { try folder.verifyContent() }
    guard let id = try record.head.map({ try ObjectID(parsing: $0) }) else {
      throw Refusal(.ledgerDamaged, what: "The record of \(record.tag) names no commit.")
    }
    try await workspace.git.bring(id)
    let head = try workspace.repository.commit(id)
    let annotations = ReleaseAnnotations.of(version, head: head, source: workspace.sourceURL)
    let built = try HandOverFolder.collect(
      folders, of: scope, version: version, annotations: annotations,
      created: Clock.text(seconds: head.committerTime), isStored: workspace.configuration.handOver == .registry)
    let found = Set(
      built.images.map { $0.merged.index.digest.description } + built.charts.map { $0.stored.digest.description })
    let wanted = Set(record.images.map(\.digest) + record.charts.map(\.digest))
    guard found == wanted else {
      throw Refusal(
        .approvalMissing, what: "\(record.tag) was not published: the content at hand is not what was recorded.",
        why: "Recorded: \(wanted.subtracting(found).sorted().joined(separator: ", "))",
        remedy: "Give the folder that the cut handed over by --input.")
    }
    return built
  }

  /// The plan as it was parked, from what the slots show now.
  private func plan(_ draft: Draft) async throws -> ReleasePlan {
    let record = draft.record
    return try await workspace.observingPublisher().atOneMoment(record.claims.map(\.name), of: record.tag) {
      state, now in
      var open = state
      open.records[record.tag] = nil
      let settlement = try await CutSettlement(draft, after: open, now: now, catalog: workspace.catalog)
      guard settlement.refusals.isEmpty else { throw RefusalList(settlement.refusals) }
      var plan = ReleasePlan(
        version: record.version, tag: record.tag, commit: record.commit, head: record.head ?? "", tree: "",
        hash: record.planHash ?? "", cells: [], changes: settlement.record.changes,
        warnings: try await workspace.branchNotes(record, now, state))
      plan.tags = Array(state.records.keys)
      plan.afters = record.claims.reduce(into: [:]) { $0[$1.slot] = .some($1.value) }
      return plan
    }
  }
}
