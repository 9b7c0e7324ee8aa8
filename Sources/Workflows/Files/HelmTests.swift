/// Tests every chart with every values file and case; called by the others.
enum HelmTests: Workflow {
  static let path = ".github/workflows/helm_tests.yml"
  static let purpose = """
    Lints and renders every chart with every values file and case.
    With a tag the images of this run are put into a registry of the job, and the charts have to name just those.
    """

  static func isNeeded(_ input: WorkflowInput) -> Bool { !input.charts.isEmpty }

  static func document(_ input: WorkflowInput) -> YAML {
    let cells = input.charts.flatMap { chart in chart.cells.map { (chart, $0) } }
    let shards = Shards.of(cells)
    var jobs = [versions(input)]
    for (index, shard) in shards.enumerated() {
      jobs.append(
        Job(
          id: Shards.id("helm", index, of: shards.count), name: "${{ matrix.chart }} (${{ matrix.case }})",
          permissions: [.read("contents", "reading the sources")], runner: .text(input.settings.baseRunner),
          strategy: Shards.matrix(shard.map { row($0, $1, input) }), steps: steps(input)))
    }
    return [
      "name": "Helm tests",
      "on": [
        "workflow_call": [
          "inputs": [
            "tag": [
              "description": "Render the charts with this tag of the images, which earlier jobs of the run have built.",
              "type": "string", "required": false, "default": .text(""),
            ]
          ]
        ]
      ],
      "permissions": [:],
      "jobs": jobs.yaml,
    ]
  }

  private static func row(
    _ chart: WorkflowInput.Chart, _ cell: WorkflowInput.Chart.Cell, _ input: WorkflowInput
  ) -> YAML {
    .row(
      ([
        ("chart", chart.name), ("case", cell.name), ("path", chart.path),
        ("values", cell.values.joined(separator: "\n")), ("set", cell.sets.joined(separator: "\n")),
        ("stamped", chart.stampedKeys.joined(separator: "\n")),
      ] + (input.hasComponents ? [("images", images(of: chart, input).joined(separator: "\n"))] : [])).map {
        YAML.Entry(key: $0.0, value: .text($0.1))
      })
  }

  /// The images that are released with a chart and so have its version, a name and a repository each.
  private static func images(of chart: WorkflowInput.Chart, _ input: WorkflowInput) -> [String] {
    let owners = input.components.filter { $0.charts.contains(chart.name) }
    return lines(of: input.images.filter { image in owners.contains { $0.images.contains(image.name) } })
  }

  private static func lines(of images: [WorkflowInput.Image]) -> [String] {
    images.compactMap { image in
      guard case .registry(let name) = image.repository else { return nil }
      return "\(image.name) \(name)"
    }
  }

  private static func versions(_ input: WorkflowInput) -> Job {
    let charts = input.charts.map { "\($0.name) \($0.path)" }.joined(separator: "\n")
    return Job(
      id: "versions", name: "Versions in Chart.yaml", permissions: [.read("contents", "reading the sources")],
      runner: .text(input.settings.baseRunner),
      steps: [
        Step.checkOut(),
        Step.run("Check name, version and appVersion", env: [("CHARTS", .text(charts))], HelmScripts.versions),
      ])
  }

  private static func steps(_ input: WorkflowInput) -> [YAML] {
    let env: [(String, YAML)] = [
      ("CHART", "${{ matrix.chart }}"), ("CHART_PATH", "${{ matrix.path }}"), ("VALUES", "${{ matrix.values }}"),
      ("SETS", "${{ matrix.set }}"),
    ]
    var steps = [
      Step.checkOut(),
      Step.run("Fetch dependencies", env: [env[1]], HelmScripts.dependencies),
      Step.run("Lint and render", env: env, HelmScripts.render),
    ]
    let images = lines(of: input.images)
    guard !images.isEmpty else { return steps }
    let isTagged = "inputs.tag != ''"
    // Of a repository with components a chart names the images of its own component by the tag, and no others.
    let repositories: (String, YAML) = (
      "IMAGES", input.hasComponents ? "${{ matrix.images }}" : .text(images.joined(separator: "\n"))
    )
    steps += ToolSteps(input: input).steps(if: isTagged)
    steps += [
      Step.download("image-*", path: "${{ runner.temp }}/built", if: isTagged, name: "Take over the images"),
      Step.run(
        "Put the images into a registry of this job", if: isTagged,
        env: (input.hasComponents ? [repositories] : []) + [("TAG", "${{ inputs.tag }}"), Step.token],
        input.hasComponents ? HelmScripts.registryOfSome : HelmScripts.registry),
      Step.run(
        "Render with those images", if: isTagged,
        env: env + [
          ("STAMPED", "${{ matrix.stamped }}"), repositories, ("TAG", "${{ inputs.tag }}"),
        ], HelmScripts.images),
    ]
    return steps
  }
}
