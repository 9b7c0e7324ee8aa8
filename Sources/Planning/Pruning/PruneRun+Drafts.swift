import GitHub
import Publishing
import Refusals
import ReleaseEngine

extension PruneRun {
  /// A draft of ours, and what becomes of it.
  public struct DraftOutcome: Sendable {
    /// The tag that it is of.
    public var tag: String
    /// Its id.
    public var id: Int64
    /// Why it stays; nil where it went, or would go.
    public var reason: String?
  }

  /// Deletes the drafts that purges and abandoned releases have left on the forge; those of releases that are being
  /// published, or wait, stay.
  ///
  /// - Returns: each of our drafts; nil where the remote is on no forge.
  /// - Throws: a `RefusalList` with what was not deleted, when everything else was.
  public func runReleased() async throws -> [DraftOutcome]? {
    guard let client = await workspace.forge else {
      // A ledger that cannot be read is said here too.
      _ = try await workspace.ledger.load()
      return nil
    }
    try await refuseUnseen(client)
    // In this order: a release that comes under way in between is recorded before it has a draft.
    let drafts = try await ReleaseDrafts(client).all().sorted { ($0.tag, $0.id) < ($1.tag, $1.id) }
    let state = try await workspace.ledger.load().state
    var outcomes: [DraftOutcome] = []
    var refusals: [Refusal] = []
    for draft in drafts {
      try Task.checkCancellation()
      let reason = Self.reasonToKeep(draft, state)
      do {
        let latest = reason == nil && !isDryRun ? try await deleted(draft, client) : reason
        outcomes.append(DraftOutcome(tag: draft.tag, id: draft.id, reason: latest))
      } catch let refusal as Refusal {
        refusals.append(refusal)
      }
    }
    guard refusals.isEmpty else { throw RefusalList(refusals) }
    return outcomes
  }

  /// Deletes a draft, unless its release has come under way since the list was made; why it stays, then.
  private func deleted(_ draft: GitHubRelease, _ client: GitHubClient) async throws -> String? {
    if let reason = Self.reasonToKeep(draft, try await workspace.ledger.load().state) { return reason }
    guard let now = try await client.release(draft.id) else { return nil }
    guard now.isDraft else { return "it has been published meanwhile" }
    try await client.deleteRelease(draft.id)
    guard try await client.release(draft.id) != nil else { return nil }
    throw Refusal(
      .forgeRefused, what: "The draft of \(draft.tag) was not deleted: GitHub said so, and still has it.",
      remedy: "Run the same command again.")
  }

  private static func reasonToKeep(_ draft: GitHubRelease, _ state: LedgerState) -> String? {
    guard let record = state.records[draft.tag] else { return "no record is of it" }
    switch record.state {
    case .aborted, .rejected: return nil
    case .rolledBack where record.mode == .purged: return nil
    case .planned, .tested, .built, .awaitingApproval, .publishing, .published, .rollingBack, .rolledBack, .aborting:
      return "its release is \(record.state.rawValue)"
    }
  }

  /// Throws where the token cannot see drafts: none would be found, and that is not the same as none being there.
  private func refuseUnseen(_ client: GitHubClient) async throws {
    let what = "The drafts of \(client.repository) cannot be seen"
    guard let token = client.token else {
      throw Refusal(
        .unauthorized, what: "\(what): there is no token.",
        why: "Neither GH_TOKEN nor GITHUB_TOKEN is set, and `gh auth token` gives none",
        remedy: "Set GH_TOKEN, or run `gh auth login`.")
    }
    if token.kind != .installation, try await client.repositoryFacts()?.rights?.push != true {
      throw Refusal(
        .unauthorized, what: "\(what).", why: "\(token) may not push to it",
        remedy: "Use a token of somebody with the role Write.")
    }
    if let problem = try await client.releaseWriteProblem() {
      throw Refusal(problem.code, what: "\(what).", why: problem.why, remedy: problem.remedy)
    }
  }
}
