/// Tests what is pushed or proposed.
enum MainWorkflow: Workflow {
  static let path = ".github/workflows/main.yml"
  static let purpose =
    "Runs the tests on every pull request and on every push to a branch that has images or is released from."

  static func isNeeded(_ input: WorkflowInput) -> Bool { true }

  static func document(_ input: WorkflowInput) -> YAML {
    let tool = ToolSteps(input: input)
    let check = Job(
      id: "check", name: "Configuration and workflows", needs: tool.needs,
      // Variables of the repository do not reach the pull requests of forks.
      condition: input.settings.tool == .variables
        ? "github.event_name != 'pull_request' || \(BuildAndTest.isOwn)" : nil,
      permissions: [.read("contents", "reading the sources")], runner: .text(input.settings.baseRunner),
      steps: [Step.checkOut()] + tool.steps + [
        Step.run("Check the configuration", env: [Step.token], "brokkr-release check"),
        Step.run("Compare the workflows with the configuration", env: [Step.token], "brokkr-release workflows check"),
      ])
    var jobs = [tool.builder].compactMap(\.self) + [check] + UserWorkflows.tests(input)
    if HelmTests.isNeeded(input) {
      jobs.append(
        Job(
          id: "helm", name: "Helm tests", permissions: [.read("contents", "reading the sources")],
          calls: HelmTests.fileName))
    }
    return [
      "name": "Tests",
      "on": .map(of: [
        ("pull_request", .nothing),
        (
          "push",
          input.testedBranches.isEmpty ? nil : ["branches": .list(input.testedBranches.map { .text($0) })]
        ),
      ]),
      "permissions": [:],
      "concurrency": [
        "group": "tests-${{ github.ref }}", "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
      ],
      "jobs": jobs.yaml,
    ]
  }
}
