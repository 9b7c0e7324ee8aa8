/// Builds the images of branches and pull requests, each platform a job of its own.
enum BuildImages: Workflow {
  static let path = ".github/workflows/build-images.yml"
  static let purpose = """
    Builds every image for every platform. No job that builds has credentials: what it makes is handed over by digest.
    A pull request is built only; a branch gets its images under its name once every platform was verified.
    """

  static func isNeeded(_ input: WorkflowInput) -> Bool { !input.images.isEmpty }

  static func document(_ input: WorkflowInput) -> YAML {
    let tool = ToolSteps(input: input)
    var jobs = [tool.trustedBuilder].compactMap(\.self)
    if input.hasComponents { jobs.append(choice(input, tool)) }
    let builds = self.builds(input)
    jobs += builds
    jobs.append(push(input, tool, after: builds.map(\.id)))
    return [
      "name": "Images",
      "on": triggers(input),
      "permissions": [:],
      // Called for a pull request it has the group of that; branches come one after the other.
      "concurrency": ["group": "images-${{ github.ref }}", "cancel-in-progress": false, "queue": "max"],
      "jobs": jobs.yaml,
    ]
  }

  private static func triggers(_ input: WorkflowInput) -> YAML {
    let branches = input.settings.branches.map { YAML.text($0) }
    let call: YAML = [
      "inputs": [
        "tag": [
          "description": "Put the images under this tag; without it they are built only.",
          "type": "string", "required": false, "default": .text(""),
        ]
      ]
    ]
    return .map(of: [
      ("workflow_call", call),
      (
        "push",
        branches.isEmpty ? nil : .map(of: [("branches", .list(branches)), ("paths", SourcePaths.filter(input))])
      ),
      // Everything anew, where an earlier run has failed.
      ("workflow_dispatch", .nothing),
    ])
  }

  /// What changed: of a repository with components only those images are built.
  private static func choice(_ input: WorkflowInput, _ tool: ToolSteps) -> Job {
    let count = Shards.count(BuildCell.cells(of: input.images, input.settings, standsForCharts: false).count)
    return Job(
      id: "changes", name: "What changed", needs: tool.needs,
      permissions: [.read("contents", "reading the sources")], runner: .text(input.settings.baseRunner),
      outputs: (1...max(1, count)).map { ("cells_\($0)", "${{ steps.cells.outputs.cells_\($0) }}") },
      steps: [Step.checkOut()] + tool.steps + [
        Step.run(
          "Compare with what was there before", id: "cells",
          env: [
            ("BEFORE", "${{ github.event.pull_request.base.sha || github.event.before }}"), Step.token,
          ],
          #"""
          # A new branch has nothing before it: then everything is built.
          if git rev-parse --quiet --verify "$BEFORE^{commit}" > /dev/null; then
            git diff --name-only -z "$BEFORE...HEAD" > "$RUNNER_TEMP/changed"
            brokkr-release workflows cells --changed "$RUNNER_TEMP/changed"
          else
            brokkr-release workflows cells
          fi
          """#)
      ])
  }

  private static func builds(_ input: WorkflowInput) -> [Job] {
    let shards = Shards.of(BuildCell.cells(of: input.images, input.settings, standsForCharts: false))
    let tool = ToolSteps(input: input)
    return shards.indices.map { index in
      let output = "cells_\(index + 1)"
      return Job(
        id: Shards.id("build", index, of: shards.count), name: "Build ${{ matrix.artifact }}",
        needs: tool.needs + (input.hasComponents ? ["changes"] : []),
        condition: input.hasComponents ? "needs.changes.outputs.\(output) != '[]'" : nil,
        permissions: [.read("contents", "reading the sources")], runner: "${{ matrix.runner }}",
        strategy: input.hasComponents
          ? Shards.matrix(of: "changes", output) : Shards.matrix(shards[index].map(\.row)),
        steps: [Step.checkOut()] + tool.steps + BuildSteps.builder(input) + [
          Step.run(
            "Build", env: BuildSteps.environment(version, input, writes: isDefaultBranch), BuildScripts.build),
          Step.upload("image-${{ matrix.artifact }}", path: "${{ runner.temp }}/hand-over", days: 3),
        ])
    }
  }

  /// A version that nobody releases, the same in all jobs of a run.
  private static let version: YAML =
    "${{ github.event_name == 'pull_request' && format('0.0.0-pr.{0}', github.event.number) || format('0.0.0-branch.{0}', github.run_number) }}"

  /// What runs for it may write the cache, which releases read.
  private static let isDefaultBranch =
    "github.event_name == 'push' && github.ref_name == github.event.repository.default_branch"

  private static func push(_ input: WorkflowInput, _ tool: ToolSteps, after builds: [String]) -> Job {
    let isTagged = "(inputs.tag != '' || github.event_name != 'pull_request')"
    let ran = builds.map { "needs.\($0).result == 'success'" }.joined(separator: " || ")
    let condition =
      input.hasComponents
      ? "!failure() && !cancelled() && \(isTagged) && (\(ran))" : String(isTagged.dropFirst().dropLast())
    return Job(
      id: "push", name: "Verify and push", needs: tool.needs + builds, condition: "${{ \(condition) }}",
      permissions: [
        .read("contents", "reading the configuration")
      ]
        + Job.Permission.write("packages", "putting the images under the tag").only(
          if: Registry.isGitHubs(imagesOf: input)) + [
          .read("pull-requests", "asking whether the pull request is still open")
        ], environment: Registry.environment(of: input), runner: .text(input.settings.baseRunner),
      steps: [Step.checkOut()] + tool.steps + [Step.download("image-*", path: "${{ runner.temp }}/built")]
        + Registry.logIn(input, readsSecrets: true) + [
          Step.run(
            "Push",
            env: [
              ("TAG", "${{ inputs.tag || github.ref_name }}"), ("NUMBER", "${{ github.event.number }}"), Step.token,
            ], input.hasComponents ? BuildScripts.pushSome : BuildScripts.push)
        ])
  }
}
