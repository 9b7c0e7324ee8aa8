import FoundationEssentials
import HTTP
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import OCI

/// Tokens and passwords, before a scripted stand-in for a registry with a token server.
@Suite("Tokens")
struct TokenTests {
  /// A registry that takes the tokens of its server only, and counts them.
  private final class Stand: Sendable {
    struct State {
      var issued = 0
      var valid: Set<String> = []
      /// Which actions the server grants.
      var granted: Set<String> = ["pull", "push", "delete"]
      var refusesAll = false
    }

    let state = Mutex(State())
    let realm: String
    let life: String

    init(realm: String = "https://auth.example/token?x=1", life: String = "") {
      (self.realm, self.life) = (realm, life)
    }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      guard !request.url.hasPrefix("https://auth.example/") else { return token(request) }
      let isKnown = state.withLock { $0.valid.contains(request.header("Authorization") ?? "") }
      guard isKnown else {
        let challenge = #"Bearer realm="\#(realm)",service="r&x=y",scope="repository:evil:*""#
        return HTTPResponse(401, ["WWW-Authenticate": challenge], #"{"errors":[{"code":"UNAUTHORIZED"}]}"#)
      }
      switch request.method {
      case "PUT":
        return HTTPResponse(201, ["Docker-Content-Digest": Digest.sha256(of: [UInt8](request.bodyBytes)).description])
      case "POST": return HTTPResponse(202, ["Location": "/v2/x/blobs/uploads/u"])
      default: return HTTPResponse(404)
      }
    }

    private func token(_ request: HTTPRequest) -> HTTPResponse {
      state.withLock { state in
        guard !state.refusesAll, request.asksOnly(for: state.granted) else {
          return HTTPResponse(
            403, [:], #"{"errors":[{"code":"DENIED","message":"denied: \#(request.header("Authorization") ?? "")"}]}"#)
        }
        state.issued += 1
        state.valid.insert("Bearer t\(state.issued)")
        return HTTPResponse(200, [:], #"{"token":"t\#(state.issued)"\#(life)}"#)
      }
    }

    /// Tokens that were issued end.
    func expire() { state.withLock { $0.valid = [] } }
    var issued: Int { state.withLock { $0.issued } }
  }

  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory("tokens") }

  private func environment(_ entry: String) throws -> [String: String] {
    try scratch.write(#"{"auths":{"r.example":\#(entry)}}"#, to: ".docker/config.json")
    return ["HOME": scratch.path]
  }

  private func world(
    _ stand: Stand, _ entry: String = #"{"username":"alice","password":"hunter2"}"#
  ) throws -> (repository: any ImageRepository, transport: ScriptedTransport) {
    let transport = ScriptedTransport { stand.answer($0) }
    return (try Registries(over: transport, environment: environment(entry)).repository("r.example/x"), transport)
  }

  private func tokenRequests(_ transport: ScriptedTransport) -> [HTTPRequest] {
    transport.requests.filter { $0.url.hasPrefix("https://auth.example/") }
  }

  @Test("one token serves a whole publication: two more requests than without")
  func oneToken() async throws {
    let stand = Stand()
    let (repository, transport) = try world(stand)
    let manifest = try SampleImage.pair[0].manifest()
    #expect(try await repository.manifest("1") == nil)
    try await repository.put(manifest, as: "1.2.0")
    try await repository.put(manifest, as: "latest")
    #expect(transport.requests.map(\.method) == ["GET", "GET", "GET", "PUT", "PUT"])
    let asked = try #require(tokenRequests(transport).first)
    // The scope is ours, and what the registry says cannot become a parameter.
    #expect(
      asked.url == "https://auth.example/token?x=1&service=r%26x%3Dy&scope=repository%3Ax%3Apull%2Cpush&account=alice")
    #expect(asked.header("Authorization") == "Basic YWxpY2U6aHVudGVyMg==")
    #expect(
      transport.requests.filter { $0.url.contains("r.example") }.allSatisfy {
        $0.header("Authorization")?.hasPrefix("Basic") != true
      })
  }

  @Test("requests side by side share one token")
  func shared() async throws {
    let stand = Stand()
    let (repository, _) = try world(stand)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 { group.addTask { _ = try await repository.manifest("\(number)") } }
      try await group.waitForAll()
    }
    #expect(stand.issued == 1)
  }

  @Test("a token that ends in between is got anew, once for each time")
  func expiry() async throws {
    let stand = Stand()
    let (repository, transport) = try world(stand)
    #expect(try await repository.manifest("1") == nil)
    stand.expire()
    let layer = Array("layer".utf8)
    try await repository.upload(
      .bytes(layer), as: SampleImage.descriptor(MediaType.imageLayer, layer), mountingFrom: nil)
    #expect(stand.issued == 2)
    #expect(transport.requests.filter { $0.method == "PUT" }.count == 1)
  }

  @Test(
    "a token is not used after its end", arguments: [(20, 9, 1), (20, 11, 2), (-5, 9, 1), (1_000_000_000, 80000, 1)])
  func life(seconds: Int, later: Int, issued: Int) async throws {
    let stand = Stand(life: #","expires_in":\#(seconds)"#)
    let now = Mutex(ContinuousClock.now)
    let transport = ScriptedTransport { stand.answer($0) }
    let authority = TokenAuthority(
      transport: transport, credentials: CredentialStore(environment: [:]), insecure: InsecureHosts(patterns: []),
      retries: RetryLoop(policy: RetryPolicy()) { _ in }, secrets: Secrets(), now: { now.withLock { $0 } })
    let scope = TokenScope(location: try RegistryLocation(parsing: "r.example/x"), actions: .push)
    let challenge = try #require(Challenge(#"Bearer realm="https://auth.example/token""#))
    let first = try #require(try await authority.answer(challenge, for: scope, refused: nil))
    now.withLock { $0 += .seconds(later) }
    #expect(await authority.header(for: scope) == (issued == 1 ? first : nil))
  }

  @Test("deleting asks for its own token, and only then")
  func deletion() async throws {
    let stand = Stand()
    let (repository, transport) = try world(stand)
    #expect(try await repository.manifest("1") == nil)
    #expect(tokenRequests(transport).allSatisfy { !$0.url.contains("delete") })
    #expect(try await repository.tagRemoval() == .allowed)
    #expect(tokenRequests(transport).filter { $0.url.contains("delete%2Cpull%2Cpush") }.count == 1)
  }

  @Test("taking a blob over asks for both repositories in one token")
  func mount() async throws {
    let stand = Stand()
    let (repository, transport) = try world(stand)
    let layer = Array("layer".utf8)
    try await repository.upload(
      .bytes(layer), as: SampleImage.descriptor(MediaType.imageLayer, layer), mountingFrom: "acme/other")
    let scopes = "scope=repository%3Ax%3Apull%2Cpush&scope=repository%3Aacme%2Fother%3Apull"
    #expect(tokenRequests(transport).filter { $0.url.contains(scopes) }.count == 1)
  }

  @Test("without the right to push, reading still works, and is remembered")
  func reader() async throws {
    let stand = Stand()
    stand.state.withLock { $0.granted = ["pull"] }
    let (repository, transport) = try world(stand)
    #expect(try await repository.manifest("1") == nil)
    let before = tokenRequests(transport).count
    #expect(try await repository.manifest("2") == nil)
    #expect(before == 2 && tokenRequests(transport).count == 2)
    let manifest = try SampleImage.pair[0].manifest()
    #expect(await refusal { try await repository.put(manifest, as: "1") }?.code == .unauthorized)
  }

  @Test("a server that lets nobody in is named, with whom it turned away and without any secret")
  func refused() async throws {
    let stand = Stand()
    stand.state.withLock { $0.refusesAll = true }
    for (entry, who) in [(#"{"username":"alice","password":"hunter2"}"#, "alice"), ("{}", "without a login")] {
      let (repository, _) = try world(stand, entry)
      let refusal = try #require(await refusal { try await repository.checkPushRight() })
      #expect(
        refusal.code == .unauthorized && refusal.message.contains(who) && refusal.message.contains("auth.example"))
      #expect(refusal.remedy.contains("docker login r.example"))
      // The server sent the header back in its message.
      #expect(!"\(refusal)".contains("aHVudGVyMg") && !"\(refusal)".contains("hunter2"))
    }
  }

  @Test("an identity token is traded in a body, never in an address")
  func identityToken() async throws {
    let stand = Stand()
    let (repository, transport) = try world(stand, #"{"auth":"YWxpY2U6","identitytoken":"i d&t"}"#)
    #expect(try await repository.manifest("1") == nil)
    let asked = try #require(tokenRequests(transport).first)
    #expect(
      asked.method == "POST" && asked.url == "https://auth.example/token?x=1" && asked.header("Authorization") == nil)
    #expect(
      String(decoding: asked.bodyBytes, as: UTF8.self)
        == "service=r%26x%3Dy&scope=repository%3Ax%3Apull%2Cpush&grant_type=refresh_token&refresh_token=i%20d%26t&client_id=brokkr-release"
    )
  }

  @Test(
    "an unsafe realm gets no password, and neither does one that leads on",
    arguments: ["http://auth.example/token", "https://127.0.0.1/token", "https://auth.example@evil.example/"])
  func unsafeRealm(realm: String) async throws {
    let (repository, transport) = try world(Stand(realm: realm))
    #expect(await refusal { _ = try await repository.manifest("1") }?.code == .registryRefused)
    #expect(transport.requests.allSatisfy { $0.header("Authorization") == nil } && transport.requests.count == 1)
  }

  @Test("a token server's redirect is not followed")
  func redirect() async throws {
    let transport = ScriptedTransport { request in
      guard request.url.contains("/token") else {
        return HTTPResponse(401, ["WWW-Authenticate": #"Bearer realm="https://auth.example/token""#])
      }
      return HTTPResponse(302, ["Location": "https://evil.example/"])
    }
    let registries = Registries(
      over: transport, environment: try environment(#"{"username":"a","password":"hunter2"}"#))
    let repository = try registries.repository("r.example/x")
    #expect(await refusal { _ = try await repository.manifest("1") }?.code == .registryRefused)
    #expect(transport.requests.count == 2)
  }

  @Test(
    "a token server that is ill is asked again; a garbled token is none",
    arguments: [
      (503, "", Refusal.Code.registryRefused, 5), (200, "<html>", .registryRefused, 1),
      (200, "{}", .registryRefused, 1),
      (200, #"{"token":"a\r\nX: y"}"#, .registryRefused, 1),
    ])
  func illServer(status: Int, body: String, code: Refusal.Code, count: Int) async throws {
    let transport = ScriptedTransport { request in
      guard request.url.contains("/token") else {
        return HTTPResponse(401, ["WWW-Authenticate": #"Bearer realm="https://auth.example/token""#])
      }
      return HTTPResponse(status, [:], body)
    }
    let repository = try Registries(over: transport).repository("r.example/x")
    #expect(await refusal { _ = try await repository.manifest("1") }?.code == code)
    #expect(tokenRequests(transport).count == count)
  }

  @Test("a password is sent once it is asked for, and not again when it is refused")
  func basic() async throws {
    for isRight in [true, false] {
      let transport = ScriptedTransport { request in
        isRight && request.header("Authorization") == "Basic YWxpY2U6aHVudGVyMg=="
          ? HTTPResponse(404) : HTTPResponse(401, ["WWW-Authenticate": #"Basic realm="x""#])
      }
      let registries = Registries(over: transport, environment: try environment(#"{"auth":"YWxpY2U6aHVudGVyMg=="}"#))
      let repository = try registries.repository("r.example/x")
      let refusal = await refusal {
        _ = try await repository.manifest("1")
        _ = try await registries.repository("r.example/y").manifest("1")
      }
      #expect(refusal?.code == (isRight ? nil : .unauthorized))
      #expect(transport.requests.count == (isRight ? 3 : 2))
      #expect(isRight || refusal?.message.contains("alice was not let in") == true)
    }
  }

  @Test("where no credentials were found, what went wrong in looking is said")
  func remarks() async throws {
    try scratch.write(#"{"credsStore":"nowhere"}"#, to: ".docker/config.json")
    let transport = ScriptedTransport { _ in HTTPResponse(401, ["WWW-Authenticate": #"Basic realm="x""#]) }
    let registries = Registries(over: transport, environment: ["HOME": scratch.path])
    let refusal = await refusal { try await registries.repository("r.example/x").checkPushRight() }
    #expect(refusal?.why.contains("docker-credential-nowhere is not on PATH") == true)
  }
}

extension HTTPRequest {
  fileprivate var bodyBytes: [UInt8] {
    if case .bytes(let bytes) = body { return bytes }
    return []
  }

  /// Whether a token request wants nothing beyond these actions.
  fileprivate func asksOnly(for granted: Set<String>) -> Bool {
    ["pull", "push", "delete"].allSatisfy { granted.contains($0) || !url.contains($0) }
  }
}
