/// Steps of a job.
enum Step {
  /// A step that runs an action.
  static func uses(
    _ action: ActionPin, name: String, if condition: String? = nil, with inputs: [(String, YAML)] = []
  ) -> YAML {
    .map(
      [
        YAML.Entry(key: "name", value: .template(name)),
        condition.map { YAML.Entry(key: "if", value: .template($0)) },
        YAML.Entry(key: "uses", value: .template(action.rawValue), comment: action.version),
        inputs.isEmpty ? nil : YAML.Entry(key: "with", value: .map(of: inputs)),
      ].compactMap(\.self))
  }

  /// A step that runs a script, which reads its values from variables alone.
  ///
  /// The shell is named, since without its name the runner starts it without `pipefail` (GitHub Docs, "Workflow syntax",
  /// `jobs.<job_id>.steps[*].shell`): what fails before a pipe would then pass.
  static func run(
    _ name: String, id: String? = nil, if condition: String? = nil, env: [(String, YAML)] = [], _ script: String
  ) -> YAML {
    .map(of: [
      ("name", .template(name)),
      ("id", id.map { .template($0) }),
      ("if", condition.map { .template($0) }),
      ("env", env.isEmpty ? nil : .map(of: env)),
      ("shell", "bash"),
      ("run", .script(script)),
    ])
  }

  /// The sources with the whole history; the token stays out of the clone.
  static func checkOut(ref: String? = nil) -> YAML {
    uses(
      .checkout, name: "Check out",
      with: (ref.map { [("ref", .template($0))] } ?? []) + [("fetch-depth", 0), ("persist-credentials", false)])
  }

  /// The commit that is released: a tag's by its id, so that the tag itself is not touched.
  static let checkOutRelease = checkOut(ref: "${{ github.ref_type == 'tag' && github.sha || '' }}")

  /// Keeps a folder for later jobs.
  static func upload(_ name: String, path: String, days: Int, if condition: String? = nil) -> YAML {
    uses(
      .uploadArtifact, name: "Hand over", if: condition,
      with: [
        ("name", .template(name)), ("path", .template(path)), ("if-no-files-found", "error"), ("overwrite", true),
        ("retention-days", .number(days)),
      ])
  }

  /// Fetches what earlier jobs kept, each artifact into a folder of its own.
  static func download(
    _ pattern: String, path: String, if condition: String? = nil, name: String = "Take over",
    run: String? = nil
  ) -> YAML {
    uses(
      .downloadArtifact, name: name, if: condition,
      with: [("pattern", .template(pattern)), ("path", .template(path)), ("merge-multiple", false)]
        + (run.map { [("run-id", .template($0)), ("github-token", "${{ github.token }}")] } ?? []))
  }

  /// The token that the tool reads for git and GitHub.
  static let token: (String, YAML) = ("GITHUB_TOKEN", "${{ github.token }}")
}
