import FoundationEssentials
import HTTP
import Refusals

/// Asks token servers (distribution, spec/auth/token.md and oauth.md).
struct TokenSource: Sendable {
  let transport: any HTTPTransport
  let insecure: InsecureHosts
  let retries: RetryLoop
  let secrets: Secrets

  private struct Answer: Decodable {
    var token: String?
    var access_token: String?
    var expires_in: Int?
  }

  /// Gets a token at the place that a challenge names, with the credentials of the registry that sent it.
  func token(
    _ challenge: Challenge, _ scope: TokenScope, _ own: Credentials?, now: @Sendable () -> ContinuousClock.Instant
  ) async throws -> TokenGrant {
    let host = scope.location.host
    let realm = try RealmRule.address(challenge.parameters["realm"], of: host, insecure: insecure)
    let request = Self.request(realm, challenge.parameters["service"], scope, own)
    let response: HTTPResponse
    do {
      // A redirect is not followed: only the registry's own word says where its passwords go.
      response = try await retries.run(realm.authority) { _ in try await transport.send(request) }
    } catch let failure as TransportFailure {
      throw Refusal(
        .registryUnreachable, what: "\(realm.authority) gave no token for \(host).",
        why: failure.detail, remedy: "Check the network, and that \(realm.authority) is up.")
    }
    guard response.status == 200 else { throw refusal(response, realm, scope, own) }
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body)),
      let token = [answer.token, answer.access_token].compactMap(\.self).first(where: { !$0.isEmpty }),
      token.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    else {
      throw Refusal(
        .registryRefused, what: "\(realm.authority) gave no token for \(host).", why: "Its answer holds none.",
        remedy: "Check that \(host) is the registry that you mean.")
    }
    secrets.learn(token)
    // Ten seconds for a request to arrive before its token ends; the specification's least life is sixty.
    let life = min(max(answer.expires_in ?? 60, 20), 86400) - 10
    return TokenGrant(header: "Bearer \(token)", end: now() + .seconds(life))
  }

  /// The request for a token; an identity token travels in a body, a password in a header, neither in an address.
  static func request(_ realm: WebAddress, _ service: String?, _ scope: TokenScope, _ own: Credentials?) -> HTTPRequest
  {
    var parameters = (service.map { [("service", $0)] } ?? []) + scope.texts.map { ("scope", $0) }
    func form() -> String { parameters.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&") }
    if let own, own.isIdentityToken {
      parameters = (service.map { [("service", $0)] } ?? []) + [("scope", scope.texts.joined(separator: " "))]
      parameters += [("grant_type", "refresh_token"), ("refresh_token", own.secret), ("client_id", "brokkr-release")]
      return HTTPRequest(
        "POST", realm.description,
        headers: [("Accept", "application/json"), ("Content-Type", "application/x-www-form-urlencoded")],
        body: .bytes(Array(form().utf8)), responseLimit: 1 << 20)
    }
    if let own { parameters.append(("account", own.user)) }
    let address = realm.description + (realm.path.contains("?") ? "&" : "?") + form()
    let headers = [(name: "Accept", value: "application/json")]
    return HTTPRequest(
      "GET", address, headers: headers + (own.map { [(name: "Authorization", value: $0.basic)] } ?? []),
      responseLimit: 1 << 20)
  }

  private func refusal(_ response: HTTPResponse, _ realm: WebAddress, _ scope: TokenScope, _ own: Credentials?)
    -> Refusal
  {
    let said = secrets.hiding(in: RegistryError(response).text)
    guard [400, 401, 403].contains(response.status), !RetryPolicy.isRateLimit(response) else {
      return Refusal(
        .registryRefused, what: "\(realm.authority) gave no token for \(scope.location.host).",
        why: "It answered \(response.status): \(said)", remedy: "Try again later.")
    }
    let who = own.map { $0.isIdentityToken ? "with the identity token at hand" : "to \($0.user)" } ?? "without a login"
    return Refusal(
      .unauthorized, what: "\(realm.authority) gave no token for \(scope.location) \(who).",
      why: "It answered \(response.status): \(said)",
      remedy: "Run `docker login \(scope.location.host)` with an account that may push to \(scope.location.repository)")
  }
}
