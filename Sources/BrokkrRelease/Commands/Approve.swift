import ArgumentParser
import Git
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Gives an approval that a release waits for.
struct Approve: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Approve a release that waits, by a signature, a prompt or a review on GitHub.",
    discussion: """
      Where the configuration says `by: signature`, the plan, every digest and the ledger that was seen are signed \
      with your SSH key; `resume` publishes once enough people have. Where it says `by: environment`, the run of \
      release.yml that waits for the version is reviewed. Nothing is published by this command.
      """)

  @Argument(help: "The version; otherwise the only one that waits.")
  var version: String?

  @Option(
    help: ArgumentHelp("The SSH key to sign with; otherwise git's user.signingkey.", valueName: "file"),
    completion: .file())
  var key: String?

  @Option(help: ArgumentHelp("The run of GitHub Actions to review; otherwise that of the version.", valueName: "id"))
  var run: Int64?

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, needsFile: true) { session in
      if let review = try await session.review(isApproved: true, reason: nil, run: run) {
        return try await review.answer(version: version, run: run)
      }
      let waiting = try await PendingApproval.waiting(session.waiting(version, to: "approve"), session)
      let record = waiting.record
      let approval: Approval
      var missing = 0
      switch waiting.policy.by {
      case .none:
        throw Refusal(
          .usage, what: "\(record.tag) needs no approval.", remedy: "Run `brokkr-release resume \(record.tag)`.")
      case .environment:
        throw Refusal(
          .approvalMissing, what: "\(record.tag) is approved in the GitHub environment \(waiting.policy.environment).",
          remedy: "Run `brokkr-release approve` again: the rule was changed a moment ago.")
      case .prompt:
        try confirm(record, output)
        approval = Approval(by: try session.workspace.publisher().holder.actor, at: Clock.now(), method: "prompt")
      case .signature:
        try confirm(record, output)
        let count: Int
        (approval, count) = try await sign(waiting, session)
        missing = max(0, waiting.policy.minimum - count)
      }
      let approved = try await session.workspace.publisher(progress: session.progress).approve(record, approval)
      return try RecordAnswer.make(
        [
          "\(record.tag, .strong) is approved by \(approval.by).",
          missing == 0
            ? "Publish it: brokkr-release resume \(record.tag)"
            : "\(missing) of \(waiting.policy.minimum) approvals are still to come: brokkr-release approve \(record.tag)",
        ], approved)
    }
  }

  private func confirm(_ record: Record, _ output: Output) throws {
    output.progress("\(record.tag, .strong) would go out, plan \((record.planHash ?? "").prefix(12)):")
    for claim in record.claims { output.progress("  \(claim.slot) → \(ShortIdentity.text(claim.value))") }
    switch try output.terminal.confirm("Approve \(record.tag)?") {
    case .yes: return
    case .no: throw Refusal(.noConfirmation, what: "\(record.tag) was not approved.")
    case .unavailable:
      throw Refusal(
        .noConfirmation, what: "\(record.tag) was not approved: nobody could be asked.",
        remedy: "Run it on a terminal, or with --yes.")
    }
  }

  /// Signs, and counts the signature before it is recorded: one that does not count would only mislead.
  ///
  /// Gives how many count with it.
  private func sign(_ waiting: PendingApproval.Waiting, _ session: Session) async throws -> (Approval, Int) {
    let workspace = session.workspace
    let statement = ApprovalStatement(
      waiting.record, repository: workspace.ledger.origin, ledger: waiting.snapshot.head?.identity ?? "",
      by: try workspace.identity().email, at: Clock.now())
    let text = try statement.text()
    let signature = try await workspace.repository.sshSignature(
      of: text, namespace: ApprovalStatement.namespace, key: key)
    let approval = Approval(
      by: statement.by, at: statement.at, method: "signature", statement: text, signature: signature)
    var signed = waiting
    signed.record.approvals.append(approval)
    let count = try await PendingApproval.count(signed, session)
    if let refused = count.refused.last(where: { $0.approval == approval }) {
      throw Refusal(
        .approvalMissing, what: "\(waiting.record.tag) was not approved: your signature does not count.",
        why: refused.reason,
        remedy: "\(waiting.policy.signers) on the default branch names who may approve, and with which key.")
    }
    return (approval, count.valid.count)
  }
}
