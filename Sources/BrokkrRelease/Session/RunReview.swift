import GitHub
import Planning
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

/// Answers what the runs of a release wait for in a GitHub environment.
struct RunReview: Sendable {
  /// How often a run is looked at before another answer is given up: its jobs may come to the gate one by one.
  private static let rounds = 12

  let session: Session
  let policy: ApprovalConfiguration
  /// Approved, or rejected.
  let isApproved: Bool
  /// What is said with it.
  let reason: String?

  private var verb: String { isApproved ? "approve" : "reject" }

  /// Answers the runs of a version, or one that is named.
  func answer(version: String?, run id: Int64?) async throws -> Answer {
    let name = version ?? id.map { "The run \($0)" } ?? "The release"
    let client = try await EnvironmentApproval.client(of: name, policy, session.workspace)
    let state = try await session.workspace.ledger.load().state
    let release = try version.map { try names($0, state) }
    let runs = try await runs(of: release, id, state, ReleaseWorkflow(client))
    for run in runs { try await show(run, client) }
    try confirm(release?.tag ?? runs.map(\.page).joined(separator: ", "))
    for run in runs { try await answer(run, client) }
    // The answer took its time: what the ledger says now decides.
    if !isApproved, let tag = release?.tag,
      try await session.workspace.ledger.load().state.records[tag]?.state == .awaitingApproval
    {
      _ = try await session.reject(tag, said)
    }
    let what = release?.tag ?? "The run"
    let line: StyledText =
      "\(what, .strong) is \(isApproved ? "approved" : "rejected") in the environment \(policy.environment)."
    return Answer(
      lines: [line] + runs.map { StyledText("  \($0.page)") },
      json: [
        "version": JSONValue(release?.version), "tag": JSONValue(release?.tag),
        "environment": .string(policy.environment), "answer": .string(isApproved ? "approved" : "rejected"),
        "runs": .array(runs.map { ["id": .integer($0.id), "url": .string($0.page)] }),
      ])
  }

  private func names(_ version: String, _ state: LedgerState) throws -> (tag: String, version: String) {
    if let record = state.records[version] { return (record.tag, record.version) }
    let resolved = try ComponentScope.resolve(version, component: nil, in: session.workspace.configuration)
    return (resolved.scope.tag.tag(for: resolved.version), resolved.version.description)
  }

  /// The runs that wait, of one release where it is named.
  private func runs(
    of release: (tag: String, version: String)?, _ id: Int64?, _ state: LedgerState, _ workflow: ReleaseWorkflow
  ) async throws -> [WorkflowRun] {
    if let id {
      if let run = try await workflow.client.run(id) { return [run] }
      throw Refusal(.usage, what: "Nothing was answered: GitHub shows no run \(id).", remedy: "Look at `gh run list`.")
    }
    let waiting = try await workflow.openRuns(isWaiting: true)
    guard let release else {
      guard waiting.count > 1 else {
        if waiting.isEmpty { throw nothing("No run of \(ReleaseWorkflow.file) waits for an approval", waiting) }
        return waiting
      }
      throw Refusal(
        .ambiguous, what: "Several runs of \(ReleaseWorkflow.file) wait for an approval.", why: Self.list(waiting),
        remedy: "Say which version, or which run: brokkr-release \(verb) --run \(waiting[0].id)")
    }
    let own = try await workflow.openRuns(
      of: release.tag, version: release.version, record: state.records[release.tag], isWaiting: true)
    guard own.isEmpty else { return own }
    throw nothing("No run of \(ReleaseWorkflow.file) that waits names \(release.tag)", waiting)
  }

  private func nothing(_ what: String, _ waiting: [WorkflowRun]) -> Refusal {
    Refusal(
      .nothingInFlight, what: "There is nothing to \(verb): \(what).",
      why: waiting.isEmpty ? "" : "There wait\n\(Self.list(waiting))",
      remedy: waiting.isEmpty
        ? "`brokkr-release cut` starts one." : "Say which run: brokkr-release \(verb) --run \(waiting[0].id)")
  }

  private static func list(_ runs: [WorkflowRun]) -> String {
    runs.prefix(20).map { "\($0.title ?? "run")  \($0.page)" }.joined(separator: "\n")
  }

  private func show(_ run: WorkflowRun, _ client: GitHubClient) async throws {
    let output = session.output
    output.progress(
      "\(run.title ?? "A run", .strong) of \(run.commit.prefix(7)) on \(run.reference ?? "-"): \(run.page)")
    for one in try await due(run, client) { output.progress("  waits in the environment \(one.environment.name)") }
    for job in (try? await client.jobs(of: run.id)) ?? [] where job.status == "waiting" {
      output.progress("  job  \(job.name)")
    }
  }

  private func confirm(_ what: String) throws {
    switch try session.output.terminal.confirm("\(isApproved ? "Approve" : "Reject") \(what)?") {
    case .yes: return
    case .no: throw Refusal(.noConfirmation, what: "Nothing was answered: it was not confirmed.")
    case .unavailable:
      throw Refusal(
        .noConfirmation, what: "Nothing was answered: nobody could be asked.",
        remedy: "Run it on a terminal, or with --yes.")
    }
  }

  /// What a run waits for here; a rejection ends the run, wherever it waits.
  private func due(_ run: WorkflowRun, _ client: GitHubClient) async throws -> [PendingDeployment] {
    try await client.pendingDeployments(of: run.id).filter {
      !isApproved || $0.environment.name.lowercased() == policy.environment.lowercased()
    }
  }

  private var said: String {
    let text = reason ?? "Approved with brokkr-release."
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func answer(_ run: WorkflowRun, _ client: GitHubClient) async throws {
    var answered: [Int64] = []
    for _ in 0..<Self.rounds {
      let due = try await due(run, client)
      guard let first = due.first else { break }
      try requireRight(first, run, client)
      let ids = due.map(\.environment.id)
      // GitHub may show for a moment what was answered already.
      if ids == answered { try await Task.sleep(for: .seconds(1)) }
      do {
        try await client.review(run.id, environments: ids, isApproved: isApproved, comment: said)
      } catch let refusal as Refusal {
        // The answer may have been lost, and not what it was for.
        let still = try await self.due(run, client).map(\.environment.id)
        guard !Set(ids).isSubset(of: still) || !answered.isEmpty && refusal.code == .forgeRefused else { throw refusal }
      }
      answered = ids
      // Where several people have to agree, the next job that waits is for somebody else.
      if isApproved, policy.minimum > 1 { return }
    }
    let open = try await due(run, client).map(\.environment.id)
    guard Set(open).isDisjoint(with: answered) else {
      throw Refusal(
        .forgeRefused, what: "The run still waits: GitHub took the answer, and shows it as open.", why: run.page,
        remedy: "Look at the page, and answer there or run the same command again.")
    }
    guard !answered.isEmpty else {
      throw nothing("the run does not wait in the environment \(policy.environment)", [])
    }
  }

  private func requireRight(_ pending: PendingDeployment, _ run: WorkflowRun, _ client: GitHubClient) throws {
    guard !pending.mayApprove else { return }
    let people = pending.reviewers.map(\.name).joined(separator: ", ")
    throw Refusal(
      .unauthorized, what: "Nothing was answered: you may not \(verb) in the environment \(pending.environment.name).",
      why: people.isEmpty
        ? "Asked with \(client.token?.description ?? "no token")"
        : "These may: \(people). Who started a run may be kept from it, and a job's own token always is",
      remedy: "Ask one of them to run `brokkr-release \(verb)`, or to answer at \(run.page)")
  }
}
