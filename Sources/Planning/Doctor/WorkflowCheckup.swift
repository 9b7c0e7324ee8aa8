import Git
import GitHub
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

  /// What one workflow does to releases.
  static func examine(_ text: String, file: String) -> [Diagnosis] {
    var found: [Diagnosis] = []
    func warn(_ message: String, _ fix: String) { found.append(Diagnosis(name, .warning, message, fix: fix)) }
    let lower = text.lowercased()
    let deletesUntagged =
      lower.contains("delete-only-untagged-versions: true") || lower.contains("delete-only-untagged-versions: 'true'")
      || lower.contains("delete-untagged: true") || lower.contains("prune-untagged-images: true")
      || lower.contains("untagged-only: true")
    if deletesUntagged {
      warn(
        "\(file) deletes untagged packages: the platforms of every release are untagged, so older ones stop working.",
        "Use `brokkr-release prune --untagged`, which keeps what an index or a record needs.")
    }
    guard let root = try? Yams.compose(yaml: text), case .mapping(let workflow) = root else { return found }
    // YAML 1.1 reads the key `on` as a truth value; as a node it is a text all the same.
    guard let on = workflow["on"], case .mapping(let events) = on, let push = events["push"],
      case .mapping(let filter) = push,
      filter["tags"] != nil || filter["tags-ignore"] != nil
    else { return found }
    if !lower.contains("brokkr-release") {
      warn(
        "\(file) is started by tags too: what it publishes is neither approved nor taken back with the release.",
        "Start it after the release by `github: { dispatch: [\(file.split(separator: "/").last ?? "")] }`.")
    }
    return found
  }

  /// Handed-over content has to outlast the approval, which can take thirty days.
  private func retention(_ client: GitHubClient) async throws -> [Diagnosis] {
    guard workspace.configuration.approve.by == .environment, workspace.configuration.handOver == .artifact else {
      return []
    }
    guard let days = try await client.artifactRetention() else {
      return [
        unknown("How long artifacts are kept is for administrators to see.", fix: "It has to be 31 days or more.")
      ]
    }
    guard days < 31 else { return [ok("Artifacts are kept for \(days) days.")] }
    return [
      warning(
        "Artifacts are kept for \(days) days, and an approval can take 30: built content would be gone.",
        fix: "Raise it in the settings of Actions, or set `hand-over: registry`.")
    ]
  }
}
