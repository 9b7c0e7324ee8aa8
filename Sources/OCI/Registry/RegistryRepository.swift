import HTTP
import Refusals

/// One repository of a registry (distribution-spec): requests with credentials and retries.
struct RegistryRepository: ImageRepository {
  let location: RegistryLocation
  let registries: Registries

  var name: String { location.description }

  /// The address of something below the repository.
  func url(_ path: String) -> String {
    "\(registries.insecure.scheme(location.server))://\(location.server)/v2/\(location.repository)/\(path)"
  }

  /// Sends a request, answers a challenge once, and sends it again where that is harmless and may help.
  ///
  /// - Parameters:
  ///   - request: the request, without credentials.
  ///   - actions: what the token has to allow.
  ///   - isIdempotent: sending it twice has the effect of sending it once.
  /// - Returns: the answer, whatever its status.
  /// - Throws: a `Refusal` where no answer came.
  func send(
    _ request: HTTPRequest, actions: String = "pull,push", isIdempotent: Bool = true
  ) async throws -> HTTPResponse {
    let policy = RetryPolicy()
    var waited = Duration.zero
    for attempt in 1... {
      do {
        let response = try await authorized(request, actions)
        guard isIdempotent,
          let wait = policy.wait(after: response, attempt: attempt, waited: waited, jitter: .random(in: 0...1))
        else { return response }
        waited += wait
        try await Task.sleep(for: wait)
      } catch let failure as TransportFailure {
        guard isIdempotent, failure.cause == .broken,
          let wait = policy.wait(after: nil, attempt: attempt, waited: waited, jitter: .random(in: 0...1))
        else { throw refusal(failure, request) }
        waited += wait
        try await Task.sleep(for: wait)
      }
    }
    throw CancellationError()
  }

  private func authorized(_ request: HTTPRequest, _ actions: String) async throws -> HTTPResponse {
    let scope = TokenAuthority.Scope(host: location.host, repository: location.repository, actions: actions)
    var first = request
    if let header = await registries.authority.header(for: scope) { first.headers.append(("Authorization", header)) }
    let response = try await registries.transport.send(first)
    guard response.status == 401, let header = response.first("WWW-Authenticate"), let challenge = Challenge(header),
      let answer = try await registries.authority.answer(challenge, for: scope)
    else { return response }
    var second = request
    second.headers.append(("Authorization", answer))
    return try await registries.transport.send(second)
  }

  /// A request without an answer, for people.
  func refusal(_ failure: TransportFailure, _ request: HTTPRequest) -> Refusal {
    Refusal(
      .registryUnreachable, what: "\(location.host) did not answer \(request.method) for \(location.repository).",
      why: failure.detail, remedy: "Check that the registry is up and can be reached.")
  }

  /// An answer that is not the expected one, for people.
  func refusal(_ response: HTTPResponse, _ what: String) -> Refusal {
    let said = RegistryError.message(response)
    switch response.status {
    case 401, 403:
      return Refusal(
        .unauthorized, what: "\(what): \(location.host) does not allow it.",
        why: "It answered \(response.status): \(said)",
        remedy: "Run `docker login \(location.host)` with an account that may push to \(location.repository)")
    case _ where response.status == 507 || response.status >= 500 && said.lowercased().contains("no space"):
      return Refusal(
        .registryRefused, what: "\(what): \(location.host) is out of space.", why: said,
        remedy: "Make room in the registry.")
    default:
      return Refusal(
        .registryRefused, what: "\(what): \(location.host) refused it.", why: "It answered \(response.status): \(said)",
        remedy: "Check that \(location.host) is a registry and that \(location.repository) may be written.")
    }
  }
}
