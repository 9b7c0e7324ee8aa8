import FoundationEssentials
import HTTP
import Refusals

/// Gets the value of the header Authorization: once per repository and set of actions, kept until it expires.
actor TokenAuthority {
  private let transport: any HTTPTransport
  private let credentials: CredentialStore
  private let insecure: InsecureHosts
  private var values: [Scope: Grant] = [:]
  private var known: [String: Credentials?] = [:]

  /// What a token is for.
  struct Scope: Hashable, Sendable {
    var host: String
    var repository: String
    var actions: String
  }

  private struct Grant {
    var header: String
    var end: ContinuousClock.Instant?
  }

  private struct TokenAnswer: Decodable {
    var token: String?
    var access_token: String?
    var expires_in: Int?
  }

  init(transport: any HTTPTransport, credentials: CredentialStore, insecure: InsecureHosts) {
    (self.transport, self.credentials, self.insecure) = (transport, credentials, insecure)
  }

  /// The header that was granted for a scope; nil before the first challenge.
  func header(for scope: Scope) -> String? {
    guard let grant = values[scope] else { return nil }
    if let end = grant.end, end < .now { return nil }
    return grant.header
  }

  /// Answers a challenge; nil where there is nothing to answer it with.
  func answer(_ challenge: Challenge, for scope: Scope) async throws -> String? {
    let own = try await credentials(for: scope.host)
    switch challenge.scheme {
    case "basic":
      guard let own else { return nil }
      values[scope] = Grant(header: own.basic, end: nil)
      return own.basic
    case "bearer":
      let grant = try await token(challenge, scope, own)
      values[scope] = grant
      return grant?.header
    default: return nil
    }
  }

  private func credentials(for host: String) async throws -> Credentials? {
    if let found = known[host] { return found }
    let found = try await credentials.credentials(for: host)
    known[host] = .some(found)
    return found
  }

  private func token(_ challenge: Challenge, _ scope: Scope, _ own: Credentials?) async throws -> Grant? {
    guard let realm = challenge.parameters["realm"], let host = Self.host(of: realm),
      realm.hasPrefix("https://") || realm.hasPrefix("http://") && insecure.contains(host)
    else {
      throw Refusal(
        .registryRefused, what: "\(scope.host) was not logged in to: it names no safe place to get a token.",
        why: "Its realm is \(challenge.parameters["realm"] ?? "missing")")
    }
    var query = [("scope", "repository:\(scope.repository):\(scope.actions)")]
    if let service = challenge.parameters["service"] { query.insert(("service", service), at: 0) }
    var request: HTTPRequest
    if let own, own.user == "<token>" {
      query += [("grant_type", "refresh_token"), ("refresh_token", own.secret), ("client_id", "brokkr-release")]
      request = HTTPRequest(
        "POST", realm, headers: [("Content-Type", "application/x-www-form-urlencoded")],
        body: .bytes(Array(Self.form(query).utf8)))
    } else {
      if let own { query.append(("account", own.user)) }
      request = HTTPRequest("GET", realm + (realm.contains("?") ? "&" : "?") + Self.form(query))
      if let own { request.headers.append(("Authorization", own.basic)) }
    }
    request.headers.append(("Accept", "application/json"))
    let response: HTTPResponse
    do {
      response = try await transport.send(request)
    } catch let failure as TransportFailure {
      throw Refusal(
        .registryUnreachable, what: "\(host) gave no token for \(scope.host).", why: failure.detail,
        remedy: "Check the network; nothing was changed.")
    }
    guard response.status == 200 else {
      guard [400, 401, 403].contains(response.status) else {
        throw Refusal(
          .registryRefused, what: "\(host) gave no token for \(scope.host).", why: "It answered \(response.status)")
      }
      return nil
    }
    guard let answer = try? JSONDecoder().decode(TokenAnswer.self, from: Data(response.body)),
      let token = answer.token ?? answer.access_token
    else {
      throw Refusal(.registryRefused, what: "\(host) gave no token for \(scope.host).", why: "Its answer holds none.")
    }
    let life = Duration.seconds(max(10, (answer.expires_in ?? 60) - 10))
    return Grant(header: "Bearer \(token)", end: .now + life)
  }

  private static func host(of url: String) -> String? {
    guard let scheme = url.firstRange(of: "://") else { return nil }
    let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
    return host.isEmpty || host.contains("@") ? nil : String(host)
  }

  private static func form(_ pairs: [(String, String)]) -> String {
    pairs.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
  }
}
