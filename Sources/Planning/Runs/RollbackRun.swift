import Git
import OCI
import Publishing
import Refusals
public import ReleaseEngine
import SemanticVersioning

/// One release taken back, or published again.
public struct RollbackRun: Sendable {
  /// What it works on.
  public var workspace: Workspace
  /// What is done.
  public var request: RollbackSettlement.Request
  /// Told what happens.
  public var report: PhaseReport
  /// Told which slots were written.
  public var progress: @Sendable (Progress) -> Void

  /// Makes a run.
  public init(
    workspace: Workspace, request: RollbackSettlement.Request, report: PhaseReport,
    progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.workspace = workspace
    self.request = request
    self.report = report
    self.progress = progress
  }

  /// What would change when these are taken one after the other, and what is lacking for it; writes nothing.
  public func preview(_ tags: [String]) async throws -> [Publisher.Rollback] {
    var previews = try await workspace.publisher().preview(request, of: tags) { try await branchChange(of: $0, in: $1) }
    // What an undo lacks it uploads again.
    if request.verb == .undo { for index in previews.indices { previews[index].shortfalls = [] } }
    return previews
  }

  /// Holds the forced slots to what previews have shown of them.
  public mutating func see(_ previews: [Publisher.Rollback]) {
    for change in previews.flatMap(\.settlement.changes) where request.force.contains(change.slot.address) {
      guard !request.seen.contains(where: { $0.slot == change.slot.address }) else { continue }
      request.seen.append(ForcedSlot(change.slot.address, seen: change.before?.identity))
    }
  }

  /// Does it.
  public func run(_ tag: String) async throws -> Record {
    let publisher = try workspace.publisher(progress: progress)
    let snapshot = try await workspace.ledger.load()
    guard let record = snapshot.state.records[tag] else {
      throw Refusal(.usage, what: "\(tag) is not recorded.", remedy: "`brokkr-release history` lists what is.")
    }
    try workspace.refuseOtherFolders(of: record)
    if request.verb == .undo {
      let stage = ContentStage(places: workspace.places, report: report)
      try await stage.restore(record) { try await workspace.ledger.content($0, of: tag, at: snapshot) }
      try await ReleaseStage(places: workspace.places, report: report).restage(record) {
        try await workspace.ledger.content($0, of: tag, at: snapshot)
      }
    }
    let preview = try await publisher.preview(request, of: tag)
    guard preview.shortfalls.isEmpty else {
      throw Refusal(
        .contentMissing, what: "\(tag) was not changed: what it would go back to is not whole.",
        why: preview.shortfalls.joined(separator: "\n"),
        remedy: request.verb == .undo
          ? "Put what is named back into the registry, and run this again."
          : "Roll back to another version by --to, or leave those slots by --keep.")
    }
    let state = try await workspace.ledger.load().state
    do {
      let record = try await publisher.rollBack(request, of: tag, branch: branchChange(of: tag, in: state))
      try await workspace.follow(record)
      return record
    } catch let unfinished as UnfinishedRollback {
      try await workspace.follow(unfinished.record)
      throw unfinished
    }
  }

  /// The commit that sets the stamped scalars of the branch to what they must say afterwards; nil where none is needed.
  private func branchChange(of tag: String, in state: LedgerState) async throws -> SlotChange? {
    guard request.verb != .withdraw, !request.keep.contains(.branch) else { return nil }
    var state = state
    guard var record = state.records[tag], let branch = record.branch else { return nil }
    let slot = SlotName(GitReference("refs/heads/\(branch)"))
    guard let tip = try await workspace.catalog.read([slot])[slot] else { return nil }
    record.mode = request.verb == .purge ? .purged : nil
    record.state = .rollingBack
    state.records[tag] = record
    let stamp = BranchStamp(at: workspace.git, author: try workspace.identity())
    let commit = try await stamp.settling(tag, on: branch, at: ObjectID(parsing: tip.identity), in: state)
    return try commit.map { commit in
      let bundle = try ObjectBundle.collect(
        tag: commit, commit: commit, since: ObjectID(parsing: tip.identity), in: workspace.repository)
      return SlotChange(
        slot, .branch, from: tip, to: HeldValue(commit.description, content: bundle.encoded()))
    }
  }
}
