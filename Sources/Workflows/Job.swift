/// One job of a workflow.
struct Job {
  /// What a job may do with the run's token, and why.
  struct Permission {
    var scope: String
    var level: String
    var reason: String

    static func read(_ scope: String, _ reason: String) -> Permission {
      Permission(scope: scope, level: "read", reason: reason)
    }

    /// The permission where `isNeeded`; none elsewhere.
    func only(if isNeeded: Bool) -> [Permission] { isNeeded ? [self] : [] }

    static func write(_ scope: String, _ reason: String) -> Permission {
      Permission(scope: scope, level: "write", reason: reason)
    }
  }

  var id: String
  var name: String
  var needs: [String] = []
  var condition: String?
  var permissions: [Permission]
  /// The environment; its name may be the user's.
  var environment: String?
  var runner: YAML = ""
  var outputs: [(String, YAML)] = []
  var strategy: YAML?
  var steps: [YAML] = []
  /// The reusable workflow that the job is, instead of steps.
  var calls: String?
  var inputs: [(String, YAML)] = []

  /// The job under its key.
  var entry: YAML.Entry {
    let granted = permissions.map { YAML.Entry(key: $0.scope, value: .template($0.level), comment: $0.reason) }
    return YAML.Entry(
      key: id,
      value: .map(of: [
        ("name", .template(name)),
        ("needs", needs.isEmpty ? nil : .list(needs.map { .template($0) })),
        ("if", condition.map { .template($0) }),
        ("permissions", .map(granted)),
        ("uses", calls.map { .template("$/.github/workflows/\($0)") }),
        ("with", inputs.isEmpty ? nil : .map(of: inputs)),
        ("runs-on", calls == nil ? runner : nil),
        ("environment", environment.map { .map(of: [("name", .text($0))]) }),
        ("strategy", strategy),
        ("outputs", outputs.isEmpty ? nil : .map(of: outputs)),
        ("steps", calls == nil ? .list(steps) : nil),
      ]))
  }
}

extension [Job] {
  /// The jobs under their keys.
  var yaml: YAML { .map(map(\.entry)) }
}
