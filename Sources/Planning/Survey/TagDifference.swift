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
  /// Those that are only here, of releases that were aborted.
  var aborted: [String] = []
  /// Those that do not show on the remote what their release's record says, with the object that it says.
  var altered: [(tag: String, recorded: String)] = []
  let workspace: Workspace

  /// Compares them; nil where they are the same.
  ///
  /// A local tag that a purge has removed is no matter. One that was moved on the remote after its release is told also
  /// where this clone has followed.
  init?(_ pattern: TagPattern, _ workspace: Workspace, _ facts: RemoteFacts, _ state: LedgerState) throws {
    guard workspace.git.remote != nil else { return nil }
    self.workspace = workspace
    var local: [String: ObjectID] = [:]
    for (name, target) in try workspace.repository.tags() { local[name] = target }
    func counts(_ tag: String) -> Bool { pattern.version(of: tag) != nil }
    missing = facts.tags.keys.filter { counts($0) && local[$0] == nil }.sorted()
    moved = facts.tags.filter { counts($0.key) && local[$0.key] != nil && local[$0.key] != $0.value }.keys.sorted()
    let own = local.keys.filter { counts($0) && facts.tags[$0] == nil && state.records[$0]?.mode != .purged }.sorted()
    aborted = own.filter { state.records[$0]?.state == .aborted }
    unknown = own.filter { state.records[$0]?.state != .aborted }
    for (tag, target) in facts.tags.sorted(by: { $0.key < $1.key }) where counts(tag) {
      guard let record = state.records[tag], record.state == .published,
        let recorded = record.claims.first(where: { $0.role == .tag && $0.active })?.value,
        recorded != target.description
      else { continue }
      altered.append((tag, recorded))
    }
    moved.removeAll { tag in altered.contains { $0.tag == tag } }
    if missing.isEmpty, moved.isEmpty, own.isEmpty, altered.isEmpty { return nil }
  }

  /// What is said of it where history is needed.
  var refusal: Refusal {
    let lines = [
      ("moved since their release", altered.map(\.tag)), ("only on the remote", missing),
      ("elsewhere on the remote", moved), ("only here", unknown), ("only here, of aborted releases", aborted),
    ]
    .filter { !$0.1.isEmpty }
    .map {
      "\($0.0): \($0.1.prefix(10).joined(separator: ", "))\($0.1.count > 10 ? ", and \($0.1.count - 10) more" : "")"
    }
    let remote = workspace.configuration.remote
    let fetching =
      workspace.repository.isShallow
      ? "Run `git fetch --unshallow --tags --force \(remote)`; in GitHub Actions, check out with `fetch-depth: 0`."
      : "Run `git fetch --tags --force \(remote)`"
    // The first that applies: a fetch would take over what somebody has moved.
    let remedy =
      if let first = altered.first {
        "Find out who moved \(first.tag); `git push --force \(remote) \(first.recorded):refs/tags/\(first.tag)` restores it, in a clone that has the object."
      } else if !aborted.isEmpty {
        "Run `git tag -d \(aborted.joined(separator: " "))`: their releases were aborted, and the remote has none of them."
      } else if !unknown.isEmpty {
        "Push or delete the tags that are only here: `git push \(remote) TAG` or `git tag -d TAG`"
      } else {
        fetching
      }
    return Refusal(
      .historyUnsafe,
      what: altered.isEmpty
        ? "Nothing was released: the tags here and on \(remote) differ."
        : "Nothing was released: tags on \(remote) are not what was released.",
      why: lines.joined(separator: "\n"), remedy: remedy)
  }
}
