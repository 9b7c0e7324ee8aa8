import Yams

/// The keys of a workflow that ``ActionsRun`` acts by, or that change nothing in it: whatever else a file says would be
/// passed over in silence, so it is an error.
enum ActionsKeys {
  private static let workflow: Set = ["name", "run-name", "on", "permissions", "concurrency", "jobs"]
  private static let concurrency: Set = ["group", "cancel-in-progress", "queue"]
  private static let job: Set = [
    "name", "needs", "if", "permissions", "uses", "with", "runs-on", "environment", "strategy", "outputs", "steps",
  ]
  private static let strategy: Set = ["matrix", "fail-fast"]
  private static let step: Set = ["name", "id", "if", "uses", "with", "env", "shell", "run"]

  /// Throws where a workflow has a key that is not known.
  static func refuseOthers(in root: Node, _ file: String) throws {
    try refuseOthers(than: workflow, in: root, file)
    try refuseOthers(than: concurrency, in: root["concurrency"], "\(file): concurrency")
    guard let jobs = root["jobs"]?.mapping else { throw ActionsRun.Unknown(text: "\(file): no jobs") }
    for (key, job) in jobs {
      let name = "\(file): \(key.string ?? "")"
      try refuseOthers(than: Self.job, in: job, name)
      try refuseOthers(than: ["name"], in: job["environment"], "\(name): environment")
      try refuseOthers(than: strategy, in: job["strategy"], "\(name): strategy")
      try refuseOthers(than: ["include"], in: job["strategy"]?["matrix"], "\(name): matrix")
      for item in job["steps"]?.sequence ?? [] {
        try refuseOthers(than: step, in: item, "\(name): \(item["name"]?.string ?? "a step")")
        guard item["shell"]?.string.map({ $0 == "bash" }) ?? true else {
          throw ActionsRun.Unknown(text: "\(name): another shell")
        }
      }
    }
  }

  private static func refuseOthers(than known: Set<String>, in node: Node?, _ place: String) throws {
    guard let node else { return }
    guard let mapping = node.mapping else { throw ActionsRun.Unknown(text: "\(place): no mapping") }
    for (key, _) in mapping {
      // `on` alone is read as a boolean.
      guard let text = key.string, known.contains(text) else {
        throw ActionsRun.Unknown(text: "\(place): \(key.string ?? "a key")")
      }
    }
  }
}
