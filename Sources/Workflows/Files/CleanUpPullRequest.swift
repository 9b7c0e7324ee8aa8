/// Deletes the images of a pull request that was closed.
enum CleanUpPullRequest: Workflow {
  static let path = ".github/workflows/cleanup-pr.yml"
  static let purpose = """
    Deletes the images of a pull request when it is closed: those under exactly its tag, and no others.
    Of a fork there are none. Where there is nothing to delete, it ends well. A build that still runs is ended first.
    """

  static func isNeeded(_ input: WorkflowInput) -> Bool { BuildAndTest.isNeeded(input) }

  static func document(_ input: WorkflowInput) -> YAML {
    let tool = ToolSteps(input: input)
    let prune = Job(
      id: "prune", name: "Delete the images", needs: tool.needs, condition: BuildAndTest.isOwn,
      permissions: [
        .read("contents", "reading the configuration")
      ]
        + Job.Permission.write(
          "packages", "deleting the images; the repository needs the role Admin on the packages"
        ).only(if: Registry.isGitHubs(imagesOf: input)), environment: Registry.environment(of: input),
      runner: .text(input.settings.baseRunner),
      // The pull request's own commit is there also where it cannot be merged, or was not.
      steps: [Step.checkOut(ref: "${{ github.event.pull_request.head.sha }}")] + tool.steps
        + Registry.logIn(input, readsSecrets: true) + [
          Step.run(
            "Delete the images", env: [("NUMBER", "${{ github.event.number }}"), Step.token],
            #"brokkr-release prune --pr "$NUMBER" --yes"#)
        ])
    return [
      "name": "Clean up a pull request",
      "on": ["pull_request": ["types": ["closed"]]],
      "permissions": [:],
      // The group of its builds: what is still being built would be pushed after the deletion.
      "concurrency": ["group": BuildAndTest.group, "cancel-in-progress": true],
      "jobs": ([tool.trustedBuilder].compactMap(\.self) + [prune]).yaml,
    ]
  }
}
