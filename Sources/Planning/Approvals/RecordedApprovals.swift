import Publishing
import Refusals
import ReleaseEngine

/// The signatures of a release whose slots are half written, counted again by whoever goes on with it.
///
/// The record was pushed by somebody else, who may have made it up: what it writes is written with the rights of the person
/// who resumes it. Signatures are for its plan and slots, and nobody can make them up.
enum RecordedApprovals {
  /// Throws where the default branch asks for signatures and the record of a cut does not have them.
  ///
  /// Those count that counted when it was published: `valid-for` ends none since.
  static func check(_ record: Record, at snapshot: LedgerSnapshot, in workspace: Workspace) async throws {
    guard record.state == .publishing, record.operation?.verb == .cut else { return }
    let facts = try await RemoteFacts.ask(workspace.git)
    let policy = try await ApprovalPolicy.inEffect(workspace, facts)
    guard policy.by == .signature else { return }
    let signers = try await ApprovalPolicy.signers(of: policy, workspace, facts)
    let begun = record.events.last { $0.what == "publishing" }?.at ?? Clock.now()
    let count = try await ApprovalCount.of(record, at: snapshot, in: workspace, policy, signers, now: begun)
    guard count.valid.count < policy.minimum else { return }
    let lines =
      ["\(count.valid.count) of \(policy.minimum) approvals are there."]
      + count.refused.map { "\($0.approval.by) at \($0.approval.at) does not count: \($0.reason)" }
    throw Refusal(
      .approvalMissing,
      what: "\(record.tag) was not resumed: its record says publishing without the signatures that it needs.",
      why: lines.joined(separator: "\n"),
      remedy: "See who recorded it: `git log \(workspace.configuration.ledger) -- releases/\(record.tag)`. "
        + "If somebody made it up, set the ledger back to the commit before it; "
        + "only if it is genuine, `brokkr-release abort \(record.tag)` takes it back.")
  }
}
