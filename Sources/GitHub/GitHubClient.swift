import FoundationEssentials
public import HTTP
import Refusals
import Synchronization

/// GitHub's REST API for one repository, version 2022-11-28: headers, retries, redirects and conditional requests.
///
/// What an operation means lies in the extensions, one file a subject.
public final class GitHubClient: Sendable {
  /// The version of the API whose documents are read here.
  static let version = "2022-11-28"

  /// The repository.
  public let repository: RepositorySlug
  /// The installation.
  public let server: GitHubServer
  /// Who asks; nil for nobody, who sees what is public.
  public let token: GitHubToken?
  let transport: any HTTPTransport
  let retries: RetryLoop
  let waiting: @Sendable (Duration) async throws -> Void
  /// By address: the last answer that may be confirmed instead of sent again.
  private let known = Mutex<[String: (tag: String, response: HTTPResponse)]>([:])

  /// The scopes of the token, as an answer named them; nil until one did.
  private let named = Mutex<Set<String>?>(nil)

  /// The repository was seen: what is "not found" there is not there.
  let isVisible = Mutex(false)

  /// Makes the way to one repository; nothing is asked yet.
  public init(
    _ repository: RepositorySlug, on server: GitHubServer, token: GitHubToken?, transport: any HTTPTransport,
    policy: RetryPolicy = RetryPolicy(),
    pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.repository = repository
    self.server = server
    self.token = token
    self.transport = transport
    waiting = pause
    retries = RetryLoop(policy: policy, pause: pause)
  }

  /// The same way for what is only nice to know: what does not go well is not tried again.
  public var askingOnce: GitHubClient {
    var policy = RetryPolicy()
    policy.attempts = 1
    return GitHubClient(repository, on: server, token: token, transport: transport, policy: policy, pause: waiting)
  }

  /// The same way for nobody.
  public var anonymous: GitHubClient {
    GitHubClient(repository, on: server, token: nil, transport: transport, pause: waiting)
  }

  /// The scopes of a token that has scopes (GitHub Docs, "Scopes for OAuth apps"); nil for one whose rights are others.
  public func scopes() async throws -> Set<String>? {
    guard let token, [.classic, .user, .other].contains(token.kind) else { return nil }
    if let known = named.withLock({ $0 }) { return known }
    _ = try await repositoryFacts()
    return named.withLock { $0 }
  }

  /// The path of something of the repository.
  func path(_ rest: String) -> String { "/repos/\(repository)" + (rest.isEmpty ? "" : "/\(rest)") }

  /// Asks for a document; nil where there is none.
  func get<Document: Decodable>(_ path: String, _ what: String) async throws -> Document? {
    let response = try await send("GET", path, what)
    if response.status == 404 { return nil }
    return try document(of: response, what)
  }

  /// Reads the document of an answer; anything but a success is refused.
  func document<Document: Decodable>(of response: HTTPResponse, _ what: String) throws -> Document {
    guard (200...299).contains(response.status) else { throw refusal(response, what) }
    do {
      return try JSONDecoder().decode(Document.self, from: Data(response.body))
    } catch {
      throw Refusal(
        .forgeRefused, what: "\(what).", why: "The answer is not what the API documents\(Self.trace(response))",
        remedy: "Check that \(server.api) is the API, and that no proxy answers in its place.")
    }
  }

  /// Sends a request that may be sent again, or one that must not be; gives the answer, whatever its status.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - path: below the API's address, or an absolute address that an answer gave.
  ///   - what: what did not happen, should nothing come of it.
  ///   - body: a document.
  /// - Returns: the answer.
  /// - Throws: a `Refusal` where no answer came, or a limit is used up.
  func send(
    _ method: String, _ path: String, _ what: String, body: (any Encodable & Sendable)? = nil
  ) async throws -> HTTPResponse {
    var request = HTTPRequest(method, path.hasPrefix("/") ? server.api + path : path, responseLimit: 16 << 20)
    if let body {
      request.body = .bytes([UInt8](try JSONEncoder().encode(body)))
      request.headers.append(("Content-Type", "application/json"))
    }
    return try await send(request, what)
  }

  /// Sends a request; one that creates something is sent again only where the first surely had no effect.
  func send(_ request: HTTPRequest, _ what: String) async throws -> HTTPResponse {
    var request = request
    let kept = request.method == "GET" && request.onBytes == nil ? known.withLock { $0[request.url] } : nil
    if let kept { request.headers.append(("If-None-Match", kept.tag)) }
    let host = WebAddress(request.url)?.authority ?? server.api
    do {
      let once = request
      let response =
        if ["GET", "HEAD", "PUT", "DELETE", "PATCH"].contains(once.method) {
          try await retries.run(host) { _ in try await delivered(once) }
        } else {
          try await retries.run(host, isPassing: { _ in false }) { _ in
            try await self.delivered(once, refusingAmbiguous: true)
          }
        }
      if let scopes = response.first("X-OAuth-Scopes") {
        let names = scopes.split(separator: ",").map { String($0.filter { $0 != " " }) }
        named.withLock { $0 = Set(names.filter { !$0.isEmpty }) }
      }
      if response.status == 304, let kept { return kept.response }
      if once.method == "GET", once.onBytes == nil, response.status == 200, let tag = response.first("ETag") {
        known.withLock { $0[once.url] = (tag, response) }
      }
      return response
    } catch let ambiguous as Ambiguous {
      throw ambiguous.refusal
    } catch let failure as TransportFailure {
      throw unreachable(failure, what)
    }
  }

  /// Sends once and follows redirects, with the token to the API's own host only.
  private func delivered(_ request: HTTPRequest, refusingAmbiguous: Bool = false) async throws -> HTTPResponse {
    var request = request
    request.headers = headers(for: request) + request.headers
    var count = 0
    while true {
      let response: HTTPResponse
      do {
        response = try await transport.send(request)
      } catch let failure as TransportFailure where refusingAmbiguous && failure.cause == .broken {
        throw Ambiguous(refusal: unreachable(failure, "\(request.method) was not confirmed"))
      }
      if refusingAmbiguous, response.status >= 500 {
        throw Ambiguous(refusal: refusal(response, "\(request.method) was not confirmed"))
      }
      guard let next = try Self.redirect(response, request, count) else { return response }
      request = next
      count += 1
    }
  }

  /// A renamed repository leads on with 301, 307 or 308, also a request that writes: method and body stay.
  private static func redirect(
    _ response: HTTPResponse, _ request: HTTPRequest, _ count: Int
  ) throws -> HTTPRequest? {
    if ["GET", "HEAD"].contains(request.method) {
      do {
        return try RedirectRule.next(after: response, to: request, count: count)
      } catch {
        throw Refusal(.forgeRefused, what: "GitHub's answer was not followed.", why: "\(error)")
      }
    }
    guard [301, 307, 308].contains(response.status), count < RedirectRule.limit,
      let from = WebAddress(request.url), let target = response.first("Location").flatMap(from.resolving),
      target.origin == from.origin
    else { return nil }
    var next = request
    next.url = target.description
    return next
  }

  private func headers(for request: HTTPRequest) -> [(name: String, value: String)] {
    var headers = [("User-Agent", "brokkr-release"), ("X-GitHub-Api-Version", Self.version)]
    if !request.headers.contains(where: { $0.name == "Accept" }) {
      headers.append(("Accept", "application/vnd.github+json"))
    }
    if let token, isOwn(request.url) { headers.append(("Authorization", "Bearer \(token.value)")) }
    return headers
  }

  /// Whether an address is the API's, or the one that it takes uploads at.
  private func isOwn(_ url: String) -> Bool {
    guard server.isTrusted, let address = WebAddress(url), let api = WebAddress(server.api) else { return false }
    if address.origin == api.origin { return true }
    if server.isLoopback { return HostReach(address.host) == .loopback }
    let uploads =
      api.host == "api.github.com"
      ? "uploads.github.com" : api.host.hasPrefix("api.") ? "uploads.\(api.host.dropFirst(4))" : api.host
    return address.scheme == "https" && (address.host == uploads || address.host == api.host)
  }

  /// A request that may have had its effect: the caller looks before it says anything.
  struct Ambiguous: Error { var refusal: Refusal }
}
