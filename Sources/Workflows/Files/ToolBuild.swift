/// Builds the tool itself, where the workflows do not download it.
enum ToolBuild: Workflow {
  static let path = ".github/workflows/\(ToolSteps.workflow)"
  static let purpose = """
    Builds brokkr-release from its sources, once for each kind of runner; called by the others.
    The runners have to have Swift 6.2 or later.
    """

  private static let commitInput: YAML = [
    "description": "The commit of this repository to build; without it that of the run.",
    "type": "string", "required": false, "default": .text(""),
  ]

  static func isNeeded(_ input: WorkflowInput) -> Bool { ToolSteps(input: input).isBuilt }

  static func document(_ input: WorkflowInput) -> YAML {
    guard case .source(let repository, let commit) = input.settings.tool else { return [:] }
    var labels = [input.settings.baseRunner]
    for platform in input.images.flatMap(\.platforms) {
      let label = input.settings.runner(for: platform).label
      if !labels.contains(label) { labels.append(label) }
    }
    // Without another repository it is this one, at the commit of the run where the caller names no other.
    let source: [(String, YAML)] =
      repository.map { [("repository", .text($0)), ("ref", .text(commit))] } ?? [("ref", "${{ inputs.ref }}")]
    let build = Job(
      id: "build", name: "Build on ${{ matrix.runner }}",
      permissions: [.read("contents", "reading the sources of the tool")], runner: "${{ matrix.runner }}",
      strategy: ["matrix": ["runner": .list(labels.map { .text($0) })]],
      steps: [
        Step.uses(
          .checkout, name: "Check out the sources of the tool", with: source + [("persist-credentials", false)]),
        Step.run(
          "Build",
          """
          if ! command -v swift > /dev/null; then
            echo "::error title=No Swift::The tool cannot be built on this runner; set workflows.tool.release instead."
            exit 1
          fi
          sudo apt-get update -qq
          sudo apt-get install -qq --yes --no-install-recommends libgit2-dev zlib1g-dev pkg-config
          swift build --configuration release --static-swift-stdlib --product brokkr-release
          cp "$(swift build --configuration release --static-swift-stdlib --show-bin-path)/brokkr-release" \\
            "$RUNNER_TEMP/brokkr-release"
          """),
        Step.upload(
          "brokkr-release-${{ runner.arch }}", path: "${{ runner.temp }}/brokkr-release",
          days: input.settings.retentionDays),
      ])
    return [
      "name": "brokkr-release",
      "on": ["workflow_call": repository == nil ? ["inputs": ["ref": commitInput]] : .nothing],
      "permissions": [:],
      "jobs": [build].yaml,
    ]
  }
}
