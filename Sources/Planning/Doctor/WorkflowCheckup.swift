import Git
import GitHub
import Workflows
import Yams

/// Workflows that work against releases: those that delete what older ones are made of, and those that tags start too.
struct WorkflowCheckup: Checkup {
  static let name = "workflows"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    guard let client = await workspace.forge, let head = try workspace.repository.head().commit else { return [] }
    var found: [Diagnosis] = []
    let files = try workspace.repository.files(in: head, under: ".github/workflows")
    for file in files where file.path.hasSuffix(".yml") || file.path.hasSuffix(".yaml") {
      guard let bytes = try workspace.repository.file(file.path, in: head) else { continue }
      found += Self.examine(String(decoding: bytes, as: UTF8.self), file: file.path)
    }
    if !files.isEmpty, client.token != nil { found += try await retention(client) }
    return found
  }

  /// Inputs of actions that delete what has no tag.
  private static let deleting: Set<String> = [
    "delete-only-untagged-versions", "delete-untagged", "prune-untagged-images", "untagged-only",
  ]

  /// What one workflow does to releases.
  static func examine(_ text: String, file: String) -> [Diagnosis] {
    var found: [Diagnosis] = []
    func warn(_ message: String, _ fix: String) { found.append(Diagnosis(name, .warning, message, fix: fix)) }
    // What the tool has written does none of this.
    guard !WorkflowFiles.isUntouched(text), let root = try? Yams.compose(yaml: text), case .mapping(let workflow) = root
    else { return [] }
    if deletesUntagged(root) {
      warn(
        "\(file) deletes untagged packages: the platforms of every release are untagged, so older ones stop working.",
        "Use `brokkr-release prune --untagged`, which keeps what an index or a record needs.")
    }
    var starters: [String] = []
    // YAML 1.1 reads the key `on` as a truth value; as a node it is a text all the same.
    if case .mapping(let events)? = workflow["on"], case .mapping(let filter)? = events["push"],
      filter["tags"] != nil || filter["tags-ignore"] != nil
    {
      starters.append("tags")
    }
    if WorkflowTriggers.of(text).contains("release") { starters.append("published releases") }
    if !starters.isEmpty {
      warn(
        "\(file) is started by \(starters.joined(separator: " and ")) too: what it publishes is neither approved nor taken back with the release.",
        "Start it after the release by `github: { dispatch: [\(file.split(separator: "/").last ?? "")] }`.")
    }
    return found
  }

  /// Whether an action anywhere in a workflow is told to delete what has no tag.
  private static func deletesUntagged(_ node: Node) -> Bool {
    switch node {
    case .mapping(let entries):
      entries.contains { key, value in
        deleting.contains(key.string?.lowercased() ?? "") && value.string?.lowercased() == "true"
          || deletesUntagged(value)
      }
    case .sequence(let elements): elements.contains(where: deletesUntagged)
    case .scalar, .alias: false
    }
  }

  /// Handed-over content has to outlast the approval, which can take thirty days.
  private func retention(_ client: GitHubClient) async throws -> [Diagnosis] {
    guard try await canWait(client) else { return [] }
    guard let days = try await client.artifactRetention() else {
      return [
        unknown("How long artifacts are kept is for administrators to see.", fix: "It has to be 31 days or more.")
      ]
    }
    guard days < 31 else { return [ok("Artifacts are kept for \(days) days.")] }
    return [
      warning(
        "Artifacts are kept for \(days) days, and an approval can take 30: built content would be gone.",
        fix:
          "Raise it in the settings of Actions. With `hand-over: registry` the plan and what names the content are artifacts too."
      )
    ]
  }

  /// Whether a release may wait for somebody between its build and its publishing.
  private func canWait(_ client: GitHubClient) async throws -> Bool {
    let approve = workspace.configuration.approve
    return switch approve.by {
    case .none: false
    case .environment, .signature: true
    case .prompt: try await client.environment(approve.environment)?.isReviewed == true
    }
  }
}
