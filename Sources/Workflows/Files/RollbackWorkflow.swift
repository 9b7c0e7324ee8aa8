/// Takes a release away, or puts an unfinished one in order.
enum RollbackWorkflow: Workflow {
  static let path = ".github/workflows/rollback.yml"
  static let purpose = """
    Takes a release away or publishes it again; finishes, takes back or verifies one.
    The first job shows what would change and writes nothing.
    """

  /// The environment of the job that writes.
  static let environment = "release-rollback"

  static func isNeeded(_ input: WorkflowInput) -> Bool { true }

  static func document(_ input: WorkflowInput) -> YAML {
    let tool = ToolSteps(input: input)
    return [
      "name": "Rollback",
      "run-name": "${{ inputs.action }} ${{ inputs.version }}",
      "on": [
        "workflow_dispatch": [
          "inputs": [
            "action": [
              "description": "What to do", "type": "choice", "required": true, "default": "rollback",
              "options": ["rollback", "purge", "undo", "resume", "abort", "verify"],
            ],
            "version": [
              "description": .text("The version; empty for the release published last, or the only unfinished one"),
              "type": "string", "required": false, "default": .text(""),
            ],
            "run": [
              "description": .text("To resume one that waits for signatures: the id of the run that built it"),
              "type": "string", "required": false, "default": .text(""),
            ],
          ]
        ]
      ],
      "permissions": [:],
      "concurrency": [
        "group": .template("rollback-\(VersionGroup(input).expression(of: "inputs.version"))"),
        "cancel-in-progress": false, "queue": "max",
      ],
      "jobs": ([tool.builder].compactMap(\.self) + [preview(input, tool), apply(input, tool)]).yaml,
    ]
  }

  private static let asked: [(String, YAML)] = [
    ("ACTION", "${{ inputs.action }}"), ("VERSION", "${{ inputs.version }}"), Step.token,
  ]

  private static let arguments = """
    case "$VERSION" in
      -*) echo "::error title=Version::It begins with a dash."; exit 2 ;;
    esac
    version=()
    if [ -n "$VERSION" ]; then version=("$VERSION"); fi

    """

  private static func preview(_ input: WorkflowInput, _ tool: ToolSteps) -> Job {
    Job(
      id: "preview", name: "Preview", needs: tool.needs,
      permissions: [.read("contents", "reading the ledger")]
        + Job.Permission.read("packages", "reading what the tags hold now").only(if: Registry.isGitHubs(input)),
      environment: Registry.environment(of: input), runner: .text(input.settings.baseRunner),
      steps: [Step.checkOut()] + tool.steps + Registry.logIn(input, readsSecrets: true) + [
        Step.run(
          "Show what would change", env: asked,
          arguments + """
            case "$ACTION" in
              rollback) brokkr-release rollback "${version[@]}" --dry-run ;;
              purge) brokkr-release rollback "${version[@]}" --purge --dry-run ;;
              undo) brokkr-release rollback "${version[@]}" --undo --dry-run ;;
              verify) brokkr-release verify "${version[@]}" ;;
              *) brokkr-release status ;;
            esac
            """)
      ])
  }

  private static func apply(_ input: WorkflowInput, _ tool: ToolSteps) -> Job {
    let takeOver = TakeOver(input: input, run: "${{ inputs.run }}", condition: "inputs.run != ''")
    return Job(
      id: "apply", name: "${{ inputs.action }}", needs: tool.needs + ["preview"],
      condition: "inputs.action != 'verify'",
      permissions: [
        .write("contents", "moving the tag, the branch and the ledger, changing the GitHub Release")
      ]
        + Job.Permission.write("packages", "moving and removing tags; removing needs the role Admin on the packages")
        .only(if: Registry.isGitHubs(input)) + [
          input.dispatch.isEmpty
            ? .read("actions", "reading who approved, and what another run has built")
            : .write("actions", "reading who approved, starting the workflows of github.dispatch")
        ], environment: environment, runner: .text(input.settings.baseRunner),
      steps: [Step.checkOut()] + tool.steps + Registry.logIn(input, readsSecrets: true) + takeOver.steps + [
        Step.run(
          "Do it", env: asked,
          arguments + takeOver.inputs + """
            case "$ACTION" in
              rollback) brokkr-release rollback "${version[@]}" --yes ;;
              purge) brokkr-release rollback "${version[@]}" --purge --yes ;;
              undo) brokkr-release rollback "${version[@]}" --undo --yes ;;
              resume) brokkr-release resume "${version[@]}" "${inputs[@]}" --yes ;;
              abort) brokkr-release abort "${version[@]}" --yes ;;
              *) echo "::error title=Action::$ACTION is none."; exit 2 ;;
            esac
            """)
      ])
  }
}
