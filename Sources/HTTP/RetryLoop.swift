import Refusals
import Synchronization

/// Sends again what may go well later, with the waits of the retry policy.
public final class RetryLoop: Sendable {
  private let policy: RetryPolicy
  private let pause: @Sendable (Duration) async throws -> Void
  /// Hosts that have answered: one that then takes no connections may be starting anew.
  private let reached = Mutex<Set<String>>([])

  /// Makes a loop that waits by `pause`.
  public init(policy: RetryPolicy, pause: @escaping @Sendable (Duration) async throws -> Void) {
    (self.policy, self.pause) = (policy, pause)
  }

  /// Calls `body` until its answer is final, or the policy gives up; then gives the last answer or error.
  ///
  /// - Parameters:
  ///   - host: who is asked.
  ///   - isPassing: whether an answer beyond those of the policy may be another one later.
  ///   - body: sends the request; is given how often it was sent before.
  /// - Returns: the last answer.
  /// - Throws: what `body` throws.
  public func run(
    _ host: String, isPassing: (HTTPResponse) -> Bool = { _ in false },
    _ body: (_ earlier: Int) async throws -> HTTPResponse
  ) async throws -> HTTPResponse {
    var waited = Duration.zero
    var attempt = 1
    while true {
      let wait: Duration
      do {
        let response = try await body(attempt - 1)
        _ = reached.withLock { $0.insert(host) }
        let judged = isPassing(response) ? nil : response
        guard let next = next(judged, attempt, waited) else { return response }
        wait = next
      } catch let failure as TransportFailure {
        let mayPass =
          failure.cause == .broken || failure.cause == .unreachable && reached.withLock { $0.contains(host) }
        guard mayPass, let next = next(nil, attempt, waited) else { throw failure }
        wait = next
      }
      waited += wait
      attempt += 1
      try await pause(wait)
      // Whoever may have taken the right to write away in the meantime.
      try await WritePermission.check()
    }
  }

  private func next(_ response: HTTPResponse?, _ attempt: Int, _ waited: Duration) -> Duration? {
    policy.wait(after: response, attempt: attempt, waited: waited, jitter: .random(in: 0...1))
  }
}
