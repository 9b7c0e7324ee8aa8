import HTTP
import Refusals
import Synchronization
import Testing

@testable import OCI

/// What a registry answers and what is made of it; the registry is a scripted stand-in.
@Suite("Registry answers")
struct RegistryAnswersTests {
  private static let index =
    #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#

  private func repository(
    _ name: String = "r.example/acme/x", _ answer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse
  ) throws -> (repository: any ImageRepository, transport: ScriptedTransport) {
    let transport = ScriptedTransport(answer)
    return (try Registries(over: transport).repository(name), transport)
  }

  @Test("a manifest is asked for with all four types, over TLS, with no other request before it")
  func minimum() async throws {
    let (repository, transport) = try repository { _ in HTTPResponse(200, [:], Self.index) }
    let manifest = try await repository.manifest("1.2.0")
    #expect(manifest?.digest == Digest.sha256(of: Array(Self.index.utf8)))
    #expect(transport.lines == ["GET https://r.example/v2/acme/x/manifests/1.2.0"])
    let accepted = transport.requests[0].header("Accept")?.split(separator: ", ").map(String.init)
    #expect(accepted == MediaType.manifests)
  }

  @Test(
    "Docker Hub is asked at its own address, plain HTTP is for this machine",
    arguments: [
      ("docker.io/nginx", "https://registry-1.docker.io/v2/library/nginx/manifests/1"),
      ("127.0.0.1:5000/x", "http://127.0.0.1:5000/v2/x/manifests/1"),
      ("lab.example:5000/x", "https://lab.example:5000/v2/x/manifests/1"),
    ])
  func addresses(name: String, url: String) async throws {
    let (repository, transport) = try repository(name) { _ in HTTPResponse(404) }
    #expect(try await repository.manifest("1") == nil)
    #expect(transport.requests.map(\.url) == [url])
  }

  @Test("our own hash decides, whatever the registry says")
  func ownHash() async throws {
    let lie = Digest.sha256(of: [1]).description
    let (repository, _) = try repository { _ in HTTPResponse(200, ["Docker-Content-Digest": lie], Self.index) }
    #expect(try await repository.manifest("1")?.digest == Digest.sha256(of: Array(Self.index.utf8)))
    let refusal = await refusal { _ = try await repository.manifest(lie) }
    #expect(refusal?.code == .registryRefused && refusal?.what.contains("other bytes came") == true)
    #expect(
      await self.refusal { _ = try await repository.blob(Digest(parsing: lie), limit: 1000) }?.code == .registryRefused)
  }

  private func refusal(_ body: () async throws -> Void) async -> Refusal? { await OCITests.refusal(body) }

  @Test(
    "every unexpected answer is told by what came",
    arguments: [
      (200, "text/html", "<html><body>Log in</body></html>", Refusal.Code.registryRefused, "a web page"),
      (404, "text/html", "<!DOCTYPE html>\n<html>", .registryRefused, "a web page"),
      (200, "text/plain", "hello", .registryRefused, "hello"),
      (200, "application/json", "", .registryRefused, "nothing"),
      (
        400, "application/json", #"{"errors":[{"code":"DIGEST_INVALID","message":"bad \u001b[2Jx"}]}"#,
        .registryRefused, "DIGEST_INVALID bad [2Jx"
      ),
      (400, "application/json", #"{"errors":[{"code":5}]}"#, .registryRefused, #"{"errors":[{"code":5}]}"#),
      (403, "application/json", #"{"errors":[{"code":"DENIED","message":"no"}]}"#, .unauthorized, "DENIED no"),
      (401, "text/plain", "who are you", .unauthorized, "who are you"),
      (507, "text/plain", "full", .registryRefused, "out of space"),
      (500, "text/plain", "write: no space left on device", .registryRefused, "out of space"),
      (418, "text/plain", "short and stout", .registryRefused, "418"),
    ])
  func unexpected(status: Int, type: String, body: String, code: Refusal.Code, said: String) async throws {
    let (repository, _) = try repository { _ in HTTPResponse(status, ["Content-Type": type], body) }
    let refusal = try #require(await refusal { _ = try await repository.manifest("1.2.0") })
    #expect(refusal.code == code && refusal.message.contains(said), "\(refusal)")
    #expect(refusal.message.contains("r.example") && !refusal.message.contains("\u{1B}"))
    #expect(code != .unauthorized || refusal.remedy.contains("docker login r.example"))
  }

  @Test("a rate limit, a missing right and a missing login are three different things")
  func forbidden() async throws {
    let bodies = [
      #"{"message":"You have exceeded a secondary rate limit"}"#, #"{"errors":[{"code":"DENIED"}]}"#,
    ]
    var texts: Set<String> = []
    for (status, body) in [(403, bodies[0]), (403, bodies[1]), (401, bodies[1])] {
      let (repository, _) = try repository { _ in HTTPResponse(status, [:], body) }
      let refusal = try #require(await refusal { _ = try await repository.manifest("1") })
      #expect(refusal.code == (body == bodies[0] ? .registryRefused : .unauthorized))
      texts.insert("\(refusal)")
    }
    #expect(texts.count == 3)
  }

  @Test("what passes by itself is asked again, with the server's wait, and the end is an error")
  func retries() async throws {
    let waits = Mutex<[Duration]>([])
    let count = Mutex(0)
    let transport = ScriptedTransport { _ in
      switch count.withLock({
        $0 += 1; return $0
      }) {
      case 1: return HTTPResponse(429, ["Retry-After": "7"])
      case 2: return HTTPResponse(500, [:], "invalid checksum digest format")  // 2.8.2 while a tag is rewritten
      case 3: throw TransportFailure(.broken, "reset")
      case 4: return HTTPResponse(200, [:], Self.index)
      default: return HTTPResponse(503)
      }
    }
    let registries = Registries(over: transport) { wait in waits.withLock { $0.append(wait) } }
    let repository = try registries.repository("r.example/x")
    #expect(try await repository.manifest("1") != nil)
    #expect(waits.withLock { $0.first } == .seconds(7) && waits.withLock { $0.count } == 3)
    let refusal = try #require(await refusal { _ = try await repository.manifest("1") })
    #expect(refusal.code == .registryRefused && refusal.message.contains("503") && transport.requests.count == 4 + 5)
  }

  @Test("a wait that is absurd is not begun, and is said")
  func absurdWait() async throws {
    let (repository, transport) = try repository { _ in HTTPResponse(429, ["Retry-After": "315360000"]) }
    let refusal = try #require(await refusal { _ = try await repository.manifest("1") })
    #expect(transport.requests.count == 1 && refusal.message.contains("315360000"))
  }

  @Test("a host that was never reached is not asked again; one that was is given time to start anew")
  func unreachable() async throws {
    let isUp = Mutex(false)
    let (repository, transport) = try repository { _ in
      guard isUp.withLock({ $0 }) else { throw TransportFailure(.unreachable, "r.example refuses connections") }
      return HTTPResponse(404)
    }
    let refusal = try #require(await refusal { _ = try await repository.manifest("1") })
    #expect(refusal.code == .registryUnreachable && refusal.why == "r.example refuses connections")
    #expect(transport.requests.count == 1)
    isUp.withLock { $0 = true }
    #expect(try await repository.manifest("1") == nil)
    isUp.withLock { $0 = false }
    #expect(await self.refusal { _ = try await repository.manifest("1") }?.code == .registryUnreachable)
    #expect(transport.requests.count == 2 + 5)
  }

  @Test("an endless answer is one that is refused")
  func tooLong() async throws {
    let (repository, transport) = try repository { _ in throw TransportFailure(.tooLong, "longer than 4194304 bytes") }
    #expect(await refusal { _ = try await repository.manifest("1") }?.code == .registryRefused)
    #expect(transport.requests.count == 1 && transport.requests[0].responseLimit == 4 << 20)
  }

  @Test("a blob that lies elsewhere is fetched there, without our credentials")
  func redirect() async throws {
    let blob = Array("layer".utf8)
    let (repository, transport) = try repository { request in
      guard request.url.hasPrefix("https://r.example/") else { return HTTPResponse(200, [:], "layer") }
      guard request.header("Authorization") != nil else {
        return HTTPResponse(
          401, ["WWW-Authenticate": #"Bearer realm="https://r.example/token""#], #"{"token":"secret"}"#)
      }
      return HTTPResponse(307, ["Location": "https://cdn.example/b?sig=1"])
    }
    // The token itself comes from the registry's own address.
    let transport2 = ScriptedTransport { request in
      guard request.url.hasPrefix("https://r.example/token") else { return try await transport.send(request) }
      return HTTPResponse(200, [:], #"{"token":"secret"}"#)
    }
    let own = try Registries(over: transport2).repository("r.example/acme/x")
    #expect(try await own.blob(Digest.sha256(of: blob), limit: 10) == blob)
    #expect(transport2.requests.last?.url == "https://cdn.example/b?sig=1")
    #expect(transport2.requests.last?.header("Authorization") == nil)
    #expect(transport2.requests.filter { $0.header("Authorization") == "Bearer secret" }.count == 1)
    _ = repository
  }

  @Test(
    "a redirect to an unsafe place, or in circles, is refused",
    arguments: ["http://cdn.example/b", "https://169.254.169.254/x", "/v2/acme/x/blobs/again"])
  func unsafeRedirect(location: String) async throws {
    let (repository, transport) = try repository { _ in HTTPResponse(302, ["Location": location]) }
    #expect(await refusal { _ = try await repository.blob(Digest.sha256(of: []), limit: 10) }?.code == .registryRefused)
    #expect(transport.requests.count <= RedirectRule.limit + 1)
    #expect(transport.requests.allSatisfy { $0.url.hasPrefix("https://r.example/") })
  }

  @Test("a login of some other host on the way is not answered")
  func foreignChallenge() async throws {
    let (repository, transport) = try repository { request in
      guard request.url.hasPrefix("https://cdn.example/") else {
        return HTTPResponse(307, ["Location": "https://cdn.example/b"])
      }
      return HTTPResponse(401, ["WWW-Authenticate": #"Bearer realm="https://evil.example/token""#])
    }
    #expect(await refusal { _ = try await repository.blob(Digest.sha256(of: []), limit: 10) }?.code == .unauthorized)
    #expect(transport.lines.allSatisfy { !$0.contains("evil.example") })
  }
}
