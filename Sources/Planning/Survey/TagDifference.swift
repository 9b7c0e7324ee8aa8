import Git
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

/// How the tags of a pattern differ between the clone and the remote.
struct TagDifference {
  /// Those that only the remote has.
  var missing: [String] = []
  /// Those that are elsewhere on the remote.
  var moved: [String] = []
  /// Those that are only here.
  var unknown: [String] = []
  let workspace: Workspace

  /// Compares them; nil where they are the same.
  ///
  /// A local tag that a purge has removed is no matter.
  init?(_ pattern: TagPattern, _ workspace: Workspace, _ facts: RemoteFacts, _ state: LedgerState) throws {
    guard workspace.git.remote != nil else { return nil }
    self.workspace = workspace
    var local: [String: ObjectID] = [:]
    for (name, target) in try workspace.repository.tags() { local[name] = target }
    func counts(_ tag: String) -> Bool { pattern.version(of: tag) != nil }
    missing = facts.tags.keys.filter { counts($0) && local[$0] == nil }.sorted()
    moved = facts.tags.filter { counts($0.key) && local[$0.key] != nil && local[$0.key] != $0.value }.keys.sorted()
    unknown = local.keys.filter { counts($0) && facts.tags[$0] == nil && state.records[$0]?.mode != .purged }
      .sorted()
    if missing.isEmpty, moved.isEmpty, unknown.isEmpty { return nil }
  }

  /// What is said of it where history is needed.
  var refusal: Refusal {
    let lines = [("only on the remote", missing), ("elsewhere on the remote", moved), ("only here", unknown)]
      .filter { !$0.1.isEmpty }
      .map {
        "\($0.0): \($0.1.prefix(10).joined(separator: ", "))\($0.1.count > 10 ? ", and \($0.1.count - 10) more" : "")"
      }
    let remote = workspace.configuration.remote
    let fetching =
      workspace.repository.isShallow
      ? "Run `git fetch --unshallow --tags --force \(remote)`; in GitHub Actions, check out with `fetch-depth: 0`."
      : "Run `git fetch --tags --force \(remote)`"
    return Refusal(
      .historyUnsafe, what: "Nothing was released: the tags here and on \(remote) differ.",
      why: lines.joined(separator: "\n"),
      remedy: unknown.isEmpty
        ? fetching
        : "Push or delete the tags that are only here: `git push \(remote) TAG` or `git tag -d TAG`")
  }
}
