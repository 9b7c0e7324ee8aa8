import HTTP
import Refusals

/// Gets the value of the header Authorization: once per repository and set of actions, kept until it expires.
actor TokenAuthority {
  private let source: TokenSource
  private let credentials: CredentialStore
  private let secrets: Secrets
  private let now: @Sendable () -> ContinuousClock.Instant
  private var grants: [TokenScope: TokenGrant] = [:]
  private var basics: [String: String] = [:]
  private var pending: [TokenScope: Task<TokenGrant, any Error>] = [:]
  private var searches: [String: CredentialStore.Search] = [:]
  private var readers: Set<RegistryLocation> = []

  init(
    transport: any HTTPTransport, credentials: CredentialStore, insecure: InsecureHosts, retries: RetryLoop,
    secrets: Secrets, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    source = TokenSource(transport: transport, insecure: insecure, retries: retries, secrets: secrets)
    (self.credentials, self.secrets, self.now) = (credentials, secrets, now)
  }

  /// The header that was granted before; nil before the first challenge and after its end.
  func header(for scope: TokenScope) -> String? {
    if let basic = basics[scope.location.host] { return basic }
    guard let grant = grants[scope], grant.end > now() else { return nil }
    return grant.header
  }

  /// Answers a challenge; nil where there is nothing to answer it with.
  ///
  /// - Parameters:
  ///   - challenge: what the registry asks for.
  ///   - scope: what is to be done.
  ///   - refused: the header that the challenge came for; one that was got since then is tried first.
  /// - Returns: the header.
  /// - Throws: a `Refusal` where no token is given.
  func answer(_ challenge: Challenge, for scope: TokenScope, refused: String?) async throws -> String? {
    if let header = header(for: scope), header != refused { return header }
    switch challenge.scheme {
    case "basic":
      guard let own = try await search(scope.location.host).credentials, own.basic != refused else { return nil }
      basics[scope.location.host] = own.basic
      return own.basic
    case "bearer": return try await grant(challenge, scope).header
    default: return nil
    }
  }

  /// Asks for a token; requests that need the same one at the same time wait for it together.
  private func grant(_ challenge: Challenge, _ scope: TokenScope) async throws -> TokenGrant {
    if let task = pending[scope] { return try await task.value }
    let task = Task {
      let own = try await search(scope.location.host).credentials
      return try await source.token(challenge, scope, own, now: now)
    }
    pending[scope] = task
    defer { pending[scope] = nil }
    let grant = try await task.value
    grants[scope] = grant
    return grant
  }

  /// The credentials for a host, looked for once.
  func search(_ host: String) async throws -> CredentialStore.Search {
    if let found = searches[host] { return found }
    let found = try await credentials.search(host)
    if let own = found.credentials { secrets.learn(own) }
    searches[host] = found
    return found
  }

  /// Whether only reading was allowed in a repository so far.
  func isReader(of location: RegistryLocation) -> Bool { readers.contains(location) }
  /// Keeps that only reading is allowed in a repository.
  func keepReader(of location: RegistryLocation) { readers.insert(location) }
  /// Whether a host takes one password for everything, so that asking for less makes no difference.
  func usesPassword(_ host: String) -> Bool { basics[host] != nil }
}
