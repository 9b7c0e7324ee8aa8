/// How a release is approved.
enum GuideApproval {
  static func section(_ input: WorkflowInput) -> String { "## Approval\n\n" + steps(input) + "\n" }

  private static func several(_ input: WorkflowInput) -> String {
    """
    GitHub lets a job go on after one approval, so the run asks \(input.minimum) times, one job after the other: \
    `approval-1`\(input.approvalJobs > 1 ? " to `approval-\(input.approvalJobs)`" : "") and then `publish`. Somebody \
    else approves each of them. Until \(input.minimum) different people have approved the run, `publish` ends with exit \
    6 and changes nothing. Where one person has answered twice, *Re-run all jobs*, and different people answer. \
    \(input.cutterMayApprove ? "" : "Who presses that button does not count, nor does who started the run.")


    """
  }

  private static func one(_ input: WorkflowInput) -> String {
    input.minimum > 1 ? "" : " It is one job: one approval, one release."
  }

  private static let look = """
    Open the run, *Summary*. The plan lists every tag, branch and release with its value before and after, what \
    cannot be undone, and its hash. Nothing else can be published by this run.
    """

  private static func steps(_ input: WorkflowInput) -> String {
    switch input.approval {
    case .none:
      """
      No approval is asked for: `publish` runs as soon as the plan is there. `\(input.environment)` still names the \
      environment of that job, so that reviewers can be required at any time; `approve.by: environment` then makes \
      the tool insist on them.

      """
    case .prompt:
      """
      1. \(look)
      2. *Review deployments*, `\(input.environment)`, *Approve and deploy* or *Reject*. Without required reviewers \
      there is no such question, and whoever started the run has approved it.
      3. `publish` runs. It is one job: one approval, one release.

      After a rejection nothing was changed; the version is free and can be released from another commit.

      """
    case .signature:
      """
      1. `publish` parks the release: its record waits in the ledger, and nothing is published. The run ends green \
      with a notice.
      2. In a clone: `brokkr-release plan` and `brokkr-release show VERSION` show what is to be signed; \
      `brokkr-release approve VERSION` signs it, `brokkr-release reject VERSION --reason TEXT` declines. \
      \(input.minimum == 1 ? "One signature" : "\(input.minimum) signatures of different people") \
      \(input.cutterMayApprove ? "are needed" : "are needed, that of the one who started it not counted").
      3. *Actions*, *Rollback*, *Run workflow* with `resume`, the version\(input.handsOverInRegistry ? "" : ", and the id of the run that built it (the number in its address)"): it publishes.

      """
    case .environment:
      """
      1. \(look)
      2. *Review deployments*, `\(input.environment)`, *Approve and deploy* or *Reject*; or \
      `brokkr-release approve VERSION` and `brokkr-release reject VERSION --reason TEXT` in a clone.
      3. `publish` reads the approvals of the run: fewer than \(input.minimum), a rejected one, or an environment \
      without protection, and it ends with exit 6 and nothing was changed.\(one(input))

      \(input.minimum > 1 ? several(input) : "")After a rejection nothing was changed; the version is free and can be \
      released from another commit. A run that nobody answers ends after 30 days.

      """
    }
  }
}
