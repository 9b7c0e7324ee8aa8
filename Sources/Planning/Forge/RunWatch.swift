public import GitHub
import Refusals

/// Follows a run to its end, and tells what changes.
public struct RunWatch: Sendable {
  /// What there is to tell.
  public enum News: Hashable, Sendable {
    /// The run has another status.
    case status(String)
    /// A job has ended, waits or runs.
    case job(name: String, state: String)
    /// The run waits for reviews.
    case waiting([PendingDeployment])
  }

  /// The shortest time between two looks.
  static let shortest = Duration.seconds(5)
  /// The longest.
  static let longest = Duration.seconds(30)
  /// How many looks in a row may fail.
  static let patience = 5

  /// The repository on GitHub.
  public var client: GitHubClient
  /// How long it is followed, counted in the time between looks.
  public var limit: Duration
  /// Waits between two looks.
  public var pause: @Sendable (Duration) async throws -> Void

  /// Makes a watch.
  public init(
    _ client: GitHubClient, limit: Duration,
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    (self.client, self.limit, self.pause) = (client, limit, pause)
  }

  /// Follows a run.
  ///
  /// - Parameters:
  ///   - id: the run.
  ///   - tell: told what changes.
  /// - Returns: the run as it ended.
  /// - Throws: a `Refusal` where it is gone, cannot be read, or does not end in time; the run itself goes on.
  public func follow(_ id: Int64, _ tell: @Sendable (News) -> Void) async throws -> WorkflowRun {
    var (wait, waited, failures) = (Self.shortest, Duration.zero, 0)
    var seen = Seen()
    while true {
      do {
        guard let run = try await client.run(id) else {
          throw Refusal(
            .failed, what: "The run \(id) is not followed any more: it is gone.",
            remedy: "Look at \(client.server.pages)/\(client.repository)/actions.")
        }
        failures = 0
        let news = try await seen.news(of: run, client)
        for one in news { tell(one) }
        if run.isCompleted { return run }
        if !news.isEmpty { wait = Self.shortest }
        try refuseLate(run, waited)
      } catch let refusal as Refusal where [.forgeUnreachable, .forgeRefused].contains(refusal.code) {
        failures += 1
        guard failures < Self.patience else { throw refusal }
      }
      try await pause(wait)
      waited += wait
      wait = min(wait * 3 / 2, Self.longest)
    }
  }

  private func refuseLate(_ run: WorkflowRun, _ waited: Duration) throws {
    guard waited >= limit else { return }
    throw Refusal(
      run.status == "waiting" ? .approvalMissing : .failed,
      what: "The run was followed for \(Lifetime.text(limit)) and has not ended; it goes on.",
      why: "Its status is \(run.status)", remedy: "Look at \(run.page)")
  }

  /// What was told already.
  private struct Seen {
    var status: String?
    var jobs: [String: String] = [:]
    var waiting: [PendingDeployment] = []

    mutating func news(of run: WorkflowRun, _ client: GitHubClient) async throws -> [News] {
      var news: [News] = []
      let all = try await client.jobs(of: run.id)
      for job in all {
        let state = job.conclusion ?? job.status
        guard jobs.updateValue(state, forKey: job.name) != state, state != "queued", state != "pending" else {
          continue
        }
        news.append(.job(name: job.name, state: state))
      }
      if status != run.status {
        status = run.status
        news.append(.status(run.conclusion ?? run.status))
      }
      // A run goes on beside a job that waits.
      let isWaiting = !run.isCompleted && (run.status == "waiting" || all.contains { $0.status == "waiting" })
      let pending = isWaiting ? try await client.pendingDeployments(of: run.id) : []
      if pending != waiting {
        waiting = pending
        if !pending.isEmpty { news.append(.waiting(pending)) }
      }
      return news
    }
  }
}
