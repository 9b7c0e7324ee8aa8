/// The environments, and what each has to be set to.
enum GuideEnvironments {
  static func section(_ input: WorkflowInput) -> String {
    var rows = [
      (
        "`\(input.environment)`", "\(input.approvalJobs > 0 ? "approval-… and " : "")publish in `release.yml`",
        reviewers(input),
        "tags \(tagPatterns(input)), and the branches that are released from by hand"
      ),
      (
        "`\(RollbackWorkflow.environment)`", "apply in `rollback.yml`",
        "none, so that a release can be taken back at 3 a.m. by one person; or a team that is awake",
        "the branch that it is started on, usually the default branch"
      ),
    ]
    if let other = Registry.environment(of: input) {
      rows.append(
        (
          "`\(other)`",
          "jobs that need the registry's credentials and have no gate: the plan, the preview of a rollback",
          "none", "every branch and tag that they run for, `refs/pull/*/merge` included"
        ))
    }
    return """
      ## Environments

      *Settings*, *Environments*. An environment that does not exist is made by the first run, without any protection: \
      make them before the first release.

      | environment | which job | required reviewers | refs that it must allow |
      |---|---|---|---|
      \(rows.map { "| \($0.0) | \($0.1) | \($0.2) | \($0.3) |" }.joined(separator: "\n"))

      Leave *Wait timer* at 0: it delays every release by as much, and the one that takes a bad version back too where \
      it is set for `\(RollbackWorkflow.environment)`. \(selfReview(input)) Required reviewers need a public \
      repository or GitHub Enterprise.

      """
  }

  private static func reviewers(_ input: WorkflowInput) -> String {
    switch input.approval {
    case .none: "none: `approve.by` is `none`"
    case .prompt: "those who may release; without any, whoever starts the run has approved it"
    case .signature: "none needed: \(input.minimum) of the signers approve by their signatures"
    case .environment where input.minimum > 1 && !input.cutterMayApprove:
      "at least \(input.minimum) besides the one who starts a release, and one more for when somebody is away"
    case .environment: "at least \(input.minimum), and one more for when somebody is away"
    }
  }

  private static func selfReview(_ input: WorkflowInput) -> String {
    guard input.approval == .environment else {
      return "*Prevent self-review* keeps the one who starts a release from approving it alone."
    }
    return input.cutterMayApprove
      ? "Leave *Prevent self-review* off: the configuration lets the one who starts a release approve it."
      : "Set *Prevent self-review*: the approval of the one who starts a release does not count, and `publish` refuses it too."
  }

  private static func tagPatterns(_ input: WorkflowInput) -> String {
    let patterns = input.components.map { "`\($0.tagPrefix)*\($0.tagSuffix)`" }
    return patterns.count > 6
      ? patterns.prefix(4).joined(separator: ", ") + " and so on" : patterns.joined(separator: ", ")
  }
}
