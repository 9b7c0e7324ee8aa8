import Git
import Planning
import Refusals
import SemanticVersioning

/// Brings the tags of patterns and the ledger here from the remote, and refuses where the two sides contradict each other.
struct RemoteHistory: Sendable {
  var repository: Repository
  /// The remote's name.
  var remote: String
  /// The ledger's full name.
  var ledger: String
  /// Which tags count.
  var patterns: [TagPattern]

  /// Fetches.
  func fetch() async throws {
    let far = Remote(remote, of: repository)
    let found = try await far.all(under: ["refs/tags/", ledger])
    if let head = found[ledger], try repository.reference(ledger) != head {
      try await far.fetch(["+\(ledger):\(ledger)"])
    }
    try refuseContradictions(found)
    try await far.fetch(["refs/tags/*:refs/tags/*"])
  }

  private func refuseContradictions(_ found: [String: ObjectID]) throws {
    let standings = try LedgerStandings.read(repository, ledger: ledger) ?? []
    let isTakenBack = Set(standings.filter { $0.isBurnt && !$0.isLive }.map(\.tag))
    var moved: [String] = []
    var onlyHere: [String] = []
    for (tag, target) in try repository.tags() {
      let far = found["refs/tags/\(tag)"]
      guard patterns.contains(where: { $0.version(of: tag) != nil }), far != target else { continue }
      if far != nil {
        moved.append(tag)
      } else if !isTakenBack.contains(tag) {
        onlyHere.append(tag)
      }
    }
    guard !(moved.isEmpty && onlyHere.isEmpty) else { return }
    let lines = [("elsewhere on \(remote)", moved), ("only here", onlyHere)].filter { !$0.1.isEmpty }
    throw Refusal(
      .historyUnsafe, what: "The next version was not worked out: the tags here and on \(remote) differ.",
      why: lines.map { "\($0.0): \($0.1.prefix(10).joined(separator: ", "))" }.joined(separator: "\n"),
      remedy: onlyHere.isEmpty
        ? "Find out who moved it: `brokkr-release verify` compares it with its release, and `git push --force \(remote) refs/tags/TAG` restores yours; only if \(remote) is right, run `git fetch --tags --force \(remote)`"
        : "Push the tags that are only here, or delete them with `git tag -d TAG`")
  }
}
