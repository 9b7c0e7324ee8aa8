import Git
import GitHub
import Planning
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

/// A release that a run of GitHub Actions makes: started from here, and followed to its end.
struct RemoteCut: Sendable {
  /// How long a run is followed where nothing else is said: as long as a job on GitHub's machines may take.
  static let usualLimit = Duration.seconds(6 * 3600)

  let session: Session
  let survey: Survey
  let limit: Duration
  let isFollowing: Bool

  /// Reads a length of time.
  static func limit(_ text: String) throws -> Duration {
    if let limit = Lifetime.parsed(text) { return limit }
    throw Refusal(.usage, what: "`\(text)` is no length of time.", remedy: "Write it as 90m, 6h or 2d.")
  }

  private var tag: String { survey.tag }
  private var file: String { ReleaseWorkflow.file }

  /// Starts the run and follows it.
  ///
  /// - Parameters:
  ///   - force: slots that were to be taken over, which a run elsewhere cannot be told.
  ///   - hasFolder: a folder for what is built was named, which it cannot be told either.
  /// - Returns: what came of it, or that it was started.
  /// - Throws: a `Refusal` where it was not started, was rejected or failed.
  func run(force: [String], hasFolder: Bool) async throws -> Answer {
    if !force.isEmpty || hasFolder {
      let options = (force.isEmpty ? [] : ["--force"]) + (hasFolder ? ["--output"] : [])
      let ways = (force.isEmpty ? [] : [Self.putBack]) + (hasFolder ? ["Leave --output out."] : [])
      throw Refusal(
        .usage,
        what:
          "\(tag) was not cut: \(options.joined(separator: " and ")) cannot reach the run that makes it.",
        why: "It is approved in the GitHub environment \(survey.approve.environment), so \(file) publishes it",
        remedy: ways.joined(separator: "\n"))
    }
    let client = try await EnvironmentApproval.client(of: tag, survey.approve, session.workspace)
    try await EnvironmentApproval.requireProtection(of: tag, survey.approve, client)
    let reference = try reference()
    try await requireEntry(of: reference, client)
    let workflow = ReleaseWorkflow(client)
    let open = try await workflow.openRuns(
      of: tag, version: survey.version.description, record: survey.state.records[tag])
    if let run = open.first {
      throw Refusal(
        .locked, what: "\(tag) was not cut: a run of \(file) is making it.", why: "\(run.page) is \(run.status)",
        remedy: "Answer it by `brokkr-release approve \(tag)`, or end it by `gh run cancel \(run.id)`.")
    }
    let run = try await workflow.start(tag, on: reference)
    session.output.progress("\(file) was started for \(tag, .strong) on \(reference): \(run?.page ?? actions(client))")
    guard isFollowing, let run else { return started(run, actions(client)) }
    return try await answer(follow(run, client), client)
  }

  /// The run once it has ended; where it cannot be followed any more, that it goes on.
  private func follow(_ run: GitHubClient.Dispatched, _ client: GitHubClient) async throws -> WorkflowRun {
    do {
      return try await RunWatch(client, limit: limit).follow(run.id) { tell($0, run.page) }
    } catch let refusal as Refusal where [.forgeUnreachable, .forgeRefused].contains(refusal.code) {
      throw Refusal(
        refusal.code, what: "\(tag) is not followed any more; its run goes on: \(run.page)", why: refusal.message,
        remedy: "Follow it by `gh run watch \(run.id)`; `brokkr-release status` shows what came of it.")
    } catch is CancellationError {
      throw Refusal(
        .interrupted, what: "\(tag) is not followed any more; its run goes on.", why: run.page,
        remedy: "End it by `gh run cancel \(run.id)` if it is not wanted.")
    }
  }

  private func actions(_ client: GitHubClient) -> String {
    "\(client.server.pages)/\(client.repository)/actions/workflows/\(file)"
  }

  /// What the run is started on: it releases the tip, so that has to be the commit that was looked at.
  private func reference() throws -> String {
    if survey.adopted != nil { return tag }
    guard let branch = survey.checkedOut else {
      throw Refusal(
        .usage, what: "\(tag) was not cut: no branch is checked out that \(file) could run on.",
        remedy: "Run `git switch BRANCH` first.")
    }
    let head = survey.candidate.head.id
    guard let tip = survey.remote.branches[branch], tip == head else {
      throw Refusal(
        .usage, what: "\(tag) was not cut: \(file) would release another commit.",
        why:
          "\(head.short) is checked out, and \(branch) is at \(survey.remote.branches[branch]?.short ?? "no commit") there",
        remedy: "Bring the branch up to date, or push the tag \(tag) at this commit, which starts \(file) as well.")
    }
    return branch
  }

  /// A run that the environment does not let in would build all, and then fail at the gate.
  private func requireEntry(of reference: String, _ client: GitHubClient) async throws {
    guard let environment = try await client.environment(survey.approve.environment),
      let entry = try await client.entry(to: environment)
    else { return }
    guard (reference == tag ? entry.lets(tag: tag) : entry.lets(branch: reference)) == false else { return }
    throw Refusal(
      .approvalMissing, what: "\(tag) was not cut: the environment \(environment.name) does not let \(reference) in.",
      why: "A run of \(file) on it would fail at the gate",
      remedy:
        "Allow it under \"Deployment branches and tags\" at \(client.server.pages)/\(client.repository)/settings/environments."
    )
  }

  private func tell(_ news: RunWatch.News, _ page: String) {
    let output = session.output
    switch news {
    case .status(let status): output.progress("  run  \(status, .strong)")
    case .job(let name, let state): output.progress("  \(state)  \(name, .dim)")
    case .waiting(let pending):
      for one in pending {
        let people = one.reviewers.map(\.name).joined(separator: ", ")
        output.progress(
          "It waits in the environment \(one.environment.name, .strong)\(people.isEmpty ? "" : "; \(people) may approve"): \(page)"
        )
        if one.mayApprove { output.progress("You may: brokkr-release approve \(tag)") }
      }
    }
  }

  private func started(_ run: GitHubClient.Dispatched?, _ actions: String) -> Answer {
    let page = run?.page ?? actions
    return Answer(
      lines: [
        "\(tag, .strong) is being made by \(file): \(page)", "Approve it there, or: brokkr-release approve \(tag)",
      ],
      json: [
        "version": .string(survey.version.description), "tag": .string(tag),
        "commit": .string(survey.candidate.head.id.description), "state": nil,
        "run": ["id": run.map { .integer($0.id) } ?? nil, "url": .string(page)],
      ])
  }

  /// What came of it: the run's end, and what the ledger says.
  private func answer(_ run: WorkflowRun, _ client: GitHubClient) async throws -> Answer {
    let record = try await session.workspace.ledger.load().state.records[tag]
    guard run.conclusion == "success" else { throw try await failure(run, record, client) }
    guard let record, record.state == .published else {
      throw Refusal(
        .failed, what: "The run ended well, and \(tag) is not published.",
        why: "Its record says \(record?.state.rawValue ?? "nothing"); \(run.page)",
        remedy: "Read what the run says, then `brokkr-release status`.")
    }
    try await session.workspace.follow(record)
    let json = try RecordAnswer.json(record).merging([
      "run": [
        "id": .integer(run.id), "url": .string(run.page), "status": .string(run.status),
        "conclusion": JSONValue(run.conclusion),
      ]
    ])
    return Answer(lines: RecordAnswer.published(record) + ["Made by \(run.page)"], json: json)
  }

  private func failure(_ run: WorkflowRun, _ record: Record?, _ client: GitHubClient) async throws -> Refusal {
    let reviews = (try? await client.reviews(of: run.id)) ?? []
    if let rejection = ReviewCount(reviews, survey.approve, starters: []).rejection {
      let said = rejection.comment.split(whereSeparator: \.isNewline).joined(separator: " ")
      return Refusal(
        .approvalMissing, what: "\(tag) was not published: \(rejection.user.login) rejected it.",
        why: said.isEmpty ? run.page : "\(said.prefix(500))\n\(run.page)",
        remedy: "Its version is free; `brokkr-release cut \(tag)` begins anew.")
    }
    let jobs = ((try? await client.jobs(of: run.id)) ?? []).filter {
      $0.conclusion != nil && !["success", "skipped", "neutral"].contains($0.conclusion)
    }
    let lines = jobs.prefix(20).map { "\($0.name): \($0.conclusion ?? $0.status)" } + [run.page]
    let remedy =
      switch record?.state {
      case .published: "The release stands; `brokkr-release verify \(tag)` looks at it."
      case .publishing, .aborting, .rollingBack: "Run `brokkr-release resume \(tag)` or `brokkr-release abort \(tag)`."
      case .planned, .tested, .built, .awaitingApproval, .rolledBack, .aborted, .rejected, nil:
        "Put right what the run says, then run `brokkr-release cut \(tag)` again."
      }
    let what =
      record?.state == .published
      ? "The run failed after \(tag) was published" : "\(tag) was not published: its run failed"
    return Refusal(
      .failed, what: "\(what) (\(run.conclusion ?? run.status)).", why: lines.joined(separator: "\n"), remedy: remedy)
  }
}
