/// What to do when something is not as it should be.
enum GuideTroubleshooting {
  static func section(_ input: WorkflowInput) -> String {
    var rows = [
      (
        "No run starts for a tag",
        "The tag does not look like a version, it was pushed with a workflow's token, more than three tags came in one push, or the workflow file is not on the tag's commit. Start it by hand."
      ),
      (
        "The run ends after the first job",
        "The notice says why: the version is published, used up, or under way elsewhere."
      ),
      (
        "`publish` never asks",
        "`\(input.environment)` has no required reviewers, or the environment's refs do not allow this tag or branch."
      ),
      (
        "exit 4", "The token lacks a right; the message names it. For packages, see the role above."
      ),
      (
        "exit 5",
        "Another release is half written. *Rollback* with `resume` or `abort`, then *Re-run failed jobs*."
      ),
      (
        "exit 6",
        "The plan is not the one that was approved, or the approval is missing. Run the workflow again for a new plan."
      ),
      ("exit 7", "Somebody else is releasing this version, or was. `brokkr-release status` tells who."),
      (
        "exit 8 in `main.yml`",
        "The workflows do not fit the configuration: `brokkr-release workflows write`, and commit."
      ),
      (
        "exit 9 or 10",
        "A tag lies at another commit, or a name holds what the ledger does not know. Nothing was changed; the message names it."
      ),
      (
        "A job was cancelled, or the runner died",
        "*Re-run failed jobs*: `publish` goes on where it stopped. From anywhere else: *Rollback* with `resume`."
      ),
      (
        "An artifact is gone",
        "It is kept \(input.settings.retentionDays) days, or as long as the repository allows. The version is free: run the workflow again."
      ),
    ]
    if !input.images.isEmpty {
      rows.append(
        (
          "A scheduled job deletes untagged packages",
          "Stop it: the platforms of every image are untagged. `brokkr-release prune --untagged` knows which are in use."
        ))
      rows.append(
        (
          "Images of a branch are older than its tip",
          "A run of `build-images.yml` failed: *Re-run failed jobs*, or *Run workflow* on the branch, which builds all of them.\(input.hasComponents ? " Later pushes build what they change, and nothing else." : "")"
        ))
      rows.append(
        (
          "Images of a branch are not pushed: exit 2",
          "A release could have the branch's name as a tag. Name the branches that have images by `workflows.branches`."
        ))
      rows.append(
        (
          "A repeated run pushes no `pr-N`",
          "The pull request is closed, and its images are deleted. Open it again."
        ))
      rows.append(
        (
          "A required check never reports",
          "A workflow that its path filter leaves out reports nothing: require the checks of `main.yml`."
        ))
    }
    return """
      ## Troubleshooting

      | what you see | what to do |
      |---|---|
      \(rows.map { "| \($0.0) | \($0.1) |" }.joined(separator: "\n"))

      """
  }
}
