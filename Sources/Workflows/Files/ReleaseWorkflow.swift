/// Releases a version: test, build, plan, one gate, publish; more gates only where more people must agree.
enum ReleaseWorkflow: Workflow {
  static let path = ".github/workflows/release.yml"
  static let purpose = """
    Releases a version, for a tag that was pushed or a version that was asked for.
    Only the job that publishes can write, and it does nothing but publish the plan that was made before the gate.
    """

  static func isNeeded(_ input: WorkflowInput) -> Bool { true }

  static func document(_ input: WorkflowInput) -> YAML {
    [
      "name": "Release",
      "run-name": "Release ${{ inputs.version || github.ref_name }}",
      "on": [
        "push": ["tags": .list(TagFilter.patterns(input).map { .text($0) })],
        "workflow_dispatch": [
          "inputs": [
            "version": [
              "description": .text("The version, such as \(TagFilter.example(input))"), "type": "string",
              "required": true,
            ]
          ]
        ],
      ],
      "permissions": [:],
      // A run waits for another of the same version alone, and none is dropped.
      "concurrency": [
        "group": .template("release-\(VersionGroup(input).expression(of: "(inputs.version || github.ref_name)"))"),
        "cancel-in-progress": false, "queue": "max",
      ],
      "jobs": ReleaseJobs(input: input).all.yaml,
    ]
  }
}
