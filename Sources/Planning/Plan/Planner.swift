import Git
import OCI
import Publishing
public import Refusals
public import ReleaseEngine
import SemanticVersioning

/// From facts to what a release would do: pure but for asking slots how a change could be taken back.
public struct Planner: Sendable {
  /// The facts.
  public var survey: Survey
  /// The configuration.
  public var configuration: Configuration

  /// Makes a planner.
  public init(survey: Survey, configuration: Configuration) {
    (self.survey, self.configuration) = (survey, configuration)
  }

  /// The draft of the release.
  ///
  /// - Parameters:
  ///   - built: what was built; nil while only the build will tell.
  ///   - objects: the commit and the tag; nil while they are not made.
  ///   - holder: this process.
  ///   - force: floating slots whose foreign value is taken over.
  /// - Returns: the draft.
  /// - Throws: where a document that was built cannot be read.
  public func draft(
    built: Built?, objects: ReleaseObjects?, holder: Holder, force: Set<String> = []
  ) throws -> Draft {
    let (version, scope, candidate) = (survey.version, survey.scope, survey.candidate)
    var record = Record(
      version: version.description, tag: survey.tag, component: scope.name, state: .planned, holder: holder)
    record.head = candidate.head.id.description
    record.commit = (objects?.commit ?? (candidate.needsCommit ? nil : candidate.head.id))?.description
    record.branch = survey.branch
    record.stamped = configuration.stamp == .commit ? candidate.carried : []
    record.changelog = configuration.stamp == .commit ? candidate.changelog : nil
    record.adopted = survey.adopted != nil
    record.cutBy = holder.actor
    var values: [SlotName: HeldValue] = [:]
    var ranks: [String: String] = [:]
    var withdrawn: HeldValue?

    for target in scope.imageTargets {
      let image = built?.images.first { $0.target.name == target.name }
      let value = image.map { HeldValue($0.merged.index.digest.description, content: $0.merged.index.bytes) }
      let claims = target.claims(version, value: value ?? HeldValue(Draft.unbuilt))
      for claim in claims { values[claim.name] = value ?? HeldValue(Draft.unbuilt) }
      record.claims += claims
      ranks.merge(target.ranks(version, unrecorded: survey.unrecorded)) { first, _ in first }
      if let image { record.images.append(RecordedImage(image)) }
    }
    for target in scope.chartTargets {
      let chart = built?.charts.first { $0.target.name == target.name }
      let value = chart.map { HeldValue($0.stored.digest.description, content: $0.stored.bytes) }
      let claim = target.claim(version, value: value ?? HeldValue(Draft.unbuilt))
      values[claim.name] = value ?? HeldValue(Draft.unbuilt)
      record.claims.append(claim)
      if let chart { record.charts.append(RecordedChart(chart)) }
    }
    if let target = survey.forge {
      let form = try built.map {
        try ReleaseFiles($0, record).form(of: record, notes: survey.page, isPrerelease: version.isPrerelease)
      }
      record.claims += try target.claims(version, form: form)
      values.merge(try target.values(version, form: form)) { first, _ in first }
      ranks.merge(target.ranks(unrecorded: survey.unrecorded)) { first, _ in first }
      withdrawn = try form.map { HeldValue(try $0.withdrawn.identity, content: try $0.withdrawn.encoded) }
    }
    let git = GitTarget(tag: survey.tag, branch: survey.branch)
    let commit = record.commit.map { HeldValue($0, content: objects?.tag.content ?? []) } ?? HeldValue(Draft.unbuilt)
    let tag = objects?.tag ?? survey.adopted.map { HeldValue($0.description) } ?? HeldValue(Draft.unbuilt)
    for claim in git.claims(tag: tag, commit: commit) {
      values[claim.name] = claim.role == .tag ? tag : commit
      record.claims.append(claim)
    }
    record.claims.sort { Role.order($0.role) < Role.order($1.role) }
    record.planHash = try PlanHash(
      record: record, head: candidate.head.id.description, tree: candidate.tree.description,
      configuration: configuration.canonicalJSON()
    ).text()
    var draft = Draft(record: record, values: values, ranks: ranks, force: force)
    draft.attachments = [withdrawn].compactMap(\.self)
    return draft
  }

  /// The plan of a draft, from what the slots show.
  public func plan(
    _ draft: Draft, now: [SlotName: HeldValue], state: LedgerState, catalog: SlotCatalog, notes: [Note]
  ) async throws -> ReleasePlan {
    var open = state
    open.records[draft.record.tag] = nil
    let settlement = try await CutSettlement(draft, after: open, now: now, catalog: catalog)
    guard settlement.refusals.isEmpty else { throw RefusalList(settlement.refusals) }
    let tree = survey.candidate.tree.description
    let changes = settlement.record.changes.map { entry in
      var entry = entry
      if entry.role == .tag || entry.role == .branch, entry.after == Draft.unbuilt { entry.after = tree }
      if entry.role == .tag, let reason = survey.keepsTag {
        (entry.reversible, entry.reversal) = ("leaving", "the tag: \(reason)")
      }
      return entry
    }
    var plan = ReleasePlan(
      version: draft.record.version, tag: draft.record.tag, commit: draft.record.commit,
      head: survey.candidate.head.id.description, tree: tree, hash: draft.record.planHash ?? "", cells: cells,
      changes: changes, warnings: notes)
    plan.tags = [draft.record.tag] + survey.remote.tags.keys
    plan.afters = draft.record.claims.reduce(into: [:]) { $0[$1.slot] = .some($1.value) }
    return plan
  }

  /// The work of every phase.
  public var cells: [ReleasePlan.Cell] {
    var cells: [ReleasePlan.Cell] = []
    for chart in survey.scope.charts {
      let labels = ["default"] + chart.values + chart.cases.map { "case \($0.name)" }
      cells += labels.map { ReleasePlan.Cell("test", "chart \(chart.name), \($0)") }
    }
    cells += configuration.testCommands.map { ReleasePlan.Cell("test", "command \($0)") }
    for image in survey.scope.images {
      cells += image.platforms.map { ReleasePlan.Cell("build", "image \(image.name) \($0)") }
    }
    cells += survey.scope.charts.map { ReleasePlan.Cell("build", "chart \($0.name)") }
    cells.append(ReleasePlan.Cell("approve", survey.approve.by.rawValue))
    cells.append(ReleasePlan.Cell("publish", survey.tag))
    return cells
  }
}
