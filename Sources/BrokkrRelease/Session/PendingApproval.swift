import Planning
import Publishing
import Refusals
import ReleaseEngine

/// The approval of a release that waits for it: what was given is counted, and a prompt is asked where it is still due.
enum PendingApproval {
  /// A release that waits, with the rule that holds for it.
  struct Waiting {
    var record: Record
    var snapshot: LedgerSnapshot
    var policy: ApprovalConfiguration
    var facts: RemoteFacts
  }

  /// The answer to the plan of a release that is resumed.
  static func ask(_ plan: ReleasePlan, _ session: Session) async throws -> CutRun.Answer {
    if let now = try await session.workspace.ledger.load().state.records[plan.tag] {
      // Where somebody else has published it meanwhile, publishing says what that means.
      if now.isBurnt { return .alreadyApproved }
      guard now.state == .awaitingApproval, now.planHash == plan.hash else {
        throw Refusal(
          .locked, what: "\(plan.tag) was not published: it was dropped, or cut anew, meanwhile.",
          why: "Its record says \(now.state.rawValue), and was written by \(now.holder)",
          remedy: "Look at `brokkr-release show \(plan.tag)` first.")
      }
    }
    let waiting = try await waiting(plan.tag, session)
    switch waiting.policy.by {
    case .signature:
      let count = try await count(waiting, session)
      guard count.valid.count < waiting.policy.minimum else { return .alreadyApproved }
      throw missing(waiting, count)
    case .prompt where waiting.record.approvals.contains { $0.method == "prompt" }: return .alreadyApproved
    case .prompt, .none, .environment:
      return try await ApprovalPrompt(session: session, policy: waiting.policy).ask(plan)
    }
  }

  /// The release of a tag, which has to wait for an approval.
  static func waiting(_ tag: String, _ session: Session) async throws -> Waiting {
    let snapshot = try await session.workspace.ledger.load()
    guard let record = snapshot.state.records[tag] else {
      throw Refusal(
        .nothingInFlight, what: "\(tag) is not recorded: there is nothing to approve.",
        remedy: "`brokkr-release status` shows what waits.")
    }
    guard record.state == .awaitingApproval else {
      throw Refusal(
        .usage, what: "\(tag) does not wait for an approval: its record says \(record.state.rawValue).",
        remedy: "`brokkr-release status` shows what waits.")
    }
    let facts = try await RemoteFacts.ask(session.workspace.git)
    return Waiting(
      record: record, snapshot: snapshot, policy: try await ApprovalPolicy.inEffect(session.workspace, facts),
      facts: facts)
  }

  /// The signatures that count, and why others do not.
  static func count(_ waiting: Waiting, _ session: Session) async throws -> ApprovalCount {
    try await ApprovalCount.of(
      waiting.record, at: waiting.snapshot, in: session.workspace, waiting.policy,
      try await ApprovalPolicy.signers(of: waiting.policy, session.workspace, waiting.facts), now: Clock.now())
  }

  private static func missing(_ waiting: Waiting, _ count: ApprovalCount) -> Refusal {
    let tag = waiting.record.tag
    let lines =
      ["\(count.valid.count) of \(waiting.policy.minimum) approvals are there."]
      + count.valid.map { "\($0.by) at \($0.at) counts" }
      + count.refused.map { "\($0.approval.by) at \($0.approval.at) does not count: \($0.reason)" }
    return Refusal(
      .approvalMissing, what: "\(tag) was not published: it waits for signatures.",
      why: lines.joined(separator: "\n"),
      remedy: "Somebody among the allowed signers runs `brokkr-release approve \(tag)`; then resume it.")
  }
}
