/// The jobs of a release.
struct ReleaseJobs {
  let input: WorkflowInput

  private var tool: ToolSteps { ToolSteps(input: input) }
  private var takeOver: TakeOver { TakeOver(input: input) }
  private var runner: YAML { .text(input.settings.baseRunner) }
  private static let goes = "needs.ledger.outputs.proceed == 'true'"
  private static let version: (String, YAML) = ("VERSION", "${{ needs.ledger.outputs.tag }}")
  private static let sources = Job.Permission.read("contents", "reading the sources and the ledger")

  /// All of them, in the order in which they run.
  var all: [Job] {
    let tests = [test] + helm + UserWorkflows.tests(input, needs: ["ledger"], if: Self.goes)
    let builds = self.builds
    let assets = UserWorkflows.assets(input, needs: ["ledger"], if: Self.goes)
    let before = tests.map(\.id) + builds.map(\.id) + assets.map(\.id)
    return [tool.builder].compactMap(\.self) + [ledger] + tests + builds + assets + [plan(after: before)] + approvals
      + [publish]
  }

  /// Asks the ledger first: for a version that was used or is under way there is nothing to do.
  private var ledger: Job {
    let cells =
      input.hasComponents ? (1...shards).map { ("cells_\($0)", YAML("${{ steps.ledger.outputs.cells_\($0) }}")) } : []
    return Job(
      id: "ledger", name: "Ask the ledger", needs: tool.needs, permissions: [Self.sources], runner: runner,
      outputs: [
        ("proceed", "${{ steps.ledger.outputs.proceed }}"), ("tag", "${{ steps.ledger.outputs.tag }}"),
      ] + cells,
      steps: [Step.checkOutRelease] + tool.steps + [
        Step.run(
          "Ask the ledger", id: "ledger", env: [("VERSION", "${{ inputs.version || github.ref_name }}"), Step.token],
          """
          case "$VERSION" in
            -*) echo "::error title=Version::It begins with a dash."; exit 2 ;;\(refusedSpelling)
          esac
          brokkr-release workflows start "$VERSION"
          """),
        Step.run(
          "Say why nothing is done", if: "steps.ledger.outputs.proceed != 'true'",
          env: [("REASON", "${{ steps.ledger.outputs.reason }}")],
          "echo \"::notice title=Nothing to release::$REASON\""),
      ])
  }

  /// Two runs of one version must not pass by each other.
  private var refusedSpelling: String {
    guard let pattern = VersionGroup(input).refused else { return "" }
    let example = TagFilter.example(input)
    return "\n  \(pattern)) echo '::error title=Version::Write it without the v, or as the tag: \(example).'; exit 2 ;;"
  }

  private var test: Job {
    Job(
      id: "test", name: "Test", needs: tool.needs + ["ledger"], condition: Self.goes, permissions: [Self.sources],
      runner: runner,
      steps: [Step.checkOutRelease] + tool.steps + [
        Step.run("Test", env: [Self.version, Step.token], #"brokkr-release test "$VERSION""#)
      ])
  }

  /// Every chart of a lockstep release once more, each case a job; a component's are in the job above.
  private var helm: [Job] {
    guard HelmTests.isNeeded(input), !input.hasComponents else { return [] }
    return [
      Job(
        id: "helm", name: "Helm tests", needs: ["ledger"], condition: Self.goes, permissions: [Self.sources],
        calls: HelmTests.fileName)
    ]
  }

  private var hasPackages: Bool { Registry.isGitHubs(input) }

  private var shards: Int { input.mostReleaseShards }

  private var builds: [Job] {
    let cells = Shards.of(input.mostReleaseCells)
    let inRegistry = input.handsOverInRegistry
    return cells.indices.map { index in
      let output = "cells_\(index + 1)"
      let hasCells = "needs.ledger.outputs.\(output) != '[]'"
      return Job(
        id: Shards.id("build", index, of: cells.count), name: "Build ${{ matrix.artifact }}",
        needs: tool.needs + ["ledger", "test"],
        condition: input.hasComponents && index > 0 ? "\(Self.goes) && \(hasCells)" : Self.goes,
        permissions: [Self.sources]
          + Job.Permission.write("packages", "handing over what was built by digest in the registry").only(
            if: inRegistry && hasPackages),
        environment: inRegistry ? Registry.environment(of: input) : nil, runner: "${{ matrix.runner }}",
        strategy: input.hasComponents
          ? Shards.matrix(of: "ledger", output) : Shards.matrix(cells[index].map(\.row)),
        steps: [Step.checkOutRelease] + tool.steps
          + BuildSteps.builder(input)
          + (inRegistry ? Registry.logIn(input, readsSecrets: true) : []) + [
            Step.run("Build", env: BuildSteps.environment(Self.version.1, input), BuildScripts.build),
            Step.upload(
              "hand-over-${{ matrix.artifact }}", path: "${{ runner.temp }}/hand-over",
              days: input.settings.retentionDays),
          ])
    }
  }

  private func plan(after jobs: [String]) -> Job {
    let isWhole = "!failure() && !cancelled() && \(Self.goes)"
    return Job(
      id: "plan", name: "Plan", needs: tool.needs + ["ledger"] + jobs,
      condition: shards > 1 ? "${{ \(isWhole) }}" : Self.goes,
      permissions: [Self.sources]
        + Job.Permission.read("packages", "reading what the tags hold now").only(if: hasPackages) + [
          .read("actions", "reading what a release has to wait for")
        ], environment: Registry.environment(of: input), runner: runner,
      steps: [Step.checkOutRelease] + tool.steps + Registry.logIn(input, readsSecrets: true) + takeOver.steps + [
        Step.run(
          "Plan", env: [Self.version, Step.token],
          takeOver.inputs + "brokkr-release plan \"$VERSION\" \"${inputs[@]}\" --out \"$RUNNER_TEMP/plan.json\""),
        Step.upload("plan", path: "${{ runner.temp }}/plan.json", days: input.settings.retentionDays),
      ])
  }

  private static let isPlanned = "${{ !failure() && !cancelled() && needs.plan.result == 'success' }}"

  /// Jobs that do nothing but wait, one after the other, each for one more person: GitHub lets a job go on after one.
  private var approvals: [Job] {
    (0..<input.approvalJobs).map { index in
      Job(
        id: "approval-\(index + 1)", name: "Approval \(index + 1) of \(input.minimum)",
        needs: ["plan"] + (index > 0 ? ["approval-\(index)"] : []), condition: Self.isPlanned, permissions: [],
        environment: input.environment, runner: runner,
        steps: [
          Step.run(
            "Say what comes next",
            "echo '::notice title=Approved::\(index + 1) of \(input.minimum). The next job waits for somebody else.'")
        ])
    }
  }

  private var publish: Job {
    let command = "brokkr-release publish \"$VERSION\" --plan \"$RUNNER_TEMP/plan/plan.json\" \"${inputs[@]}\" --yes"
    return Job(
      id: "publish", name: "Publish", needs: tool.needs + ["ledger", "plan"] + approvals.map(\.id),
      condition: Self.isPlanned,
      permissions: [
        .write("contents", "pushing the tag, the branch and the ledger, making the GitHub Release")
      ] + Job.Permission.write("packages", "putting images and charts under their tags").only(if: hasPackages) + [
        input.dispatch.isEmpty
          ? .read("actions", "reading who approved this run")
          : .write("actions", "reading who approved this run, starting the workflows of github.dispatch")
      ], environment: input.environment, runner: runner,
      steps: [Step.checkOutRelease] + tool.steps + Registry.logIn(input, readsSecrets: true) + takeOver.steps + [
        Step.uses(
          .downloadArtifact, name: "Take over the plan", with: [("name", "plan"), ("path", "${{ runner.temp }}/plan")]),
        Step.run(
          "Publish", env: [Self.version, Step.token],
          takeOver.inputs + (input.approval == .signature ? Self.parking(command) : command)),
      ])
  }

  /// Publishes, or says that signatures are awaited: then the release is parked, and nothing has failed.
  private static func parking(_ command: String) -> String {
    """
    status=0
    \(command) || status=$?
    if [ "$status" = 6 ]; then
      state=$(brokkr-release show "$VERSION" --json | jq --raw-output .state)
      if [ "$state" = awaiting-approval ]; then
        echo "::notice title=Signatures::$VERSION waits for signatures: brokkr-release approve $VERSION"
        exit 0
      fi
    fi
    exit "$status"
    """
  }
}
