import HTTP
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import GitHub

/// How the client speaks: against answers that a test makes up, where only the conversation counts.
@Suite("GitHub client")
struct GitHubClientTests {
  /// A client of a server that answers one thing after the other, the last for ever.
  private static func world(_ replies: StandInServer.Reply...) throws -> (StandInServer, GitHubClient) {
    let count = Mutex(0)
    let server = try StandInServer { _ in
      replies[
        min(
          count.withLock {
            $0 += 1; return $0 - 1
          }, replies.count - 1)]
    }
    var place = GitHubServer(pages: "https://github.com")
    place.api = "http://\(server.host)/api/v3"
    guard let slug = RepositorySlug("acme/app") else { throw CancellationError() }
    let client = GitHubClient(
      slug, on: place, token: GitHubToken("ghp_canary", from: "GH_TOKEN"), transport: NetworkTransport()
    ) { _ in }
    return (server, client)
  }

  private static let empty = StandInServer.Reply.answer(200, [:], "[]")

  @Test("every request says who asks, which version of the API, and what it takes")
  func headers() async throws {
    let (server, client) = try Self.world(Self.empty)
    defer { server.stop() }
    _ = try await client.releases()
    let request = try #require(server.requests.first)
    #expect(request.target == "/api/v3/repos/acme/app/releases?per_page=100")
    #expect(request.first("Authorization") == "Bearer ghp_canary")
    #expect(request.first("X-GitHub-Api-Version") == "2022-11-28")
    #expect(request.first("Accept") == "application/vnd.github+json")
    #expect(request.first("User-Agent") == "brokkr-release")
  }

  @Test("what is known already is confirmed and not sent again")
  func conditional() async throws {
    let (server, client) = try Self.world(.answer(200, ["ETag": "\"1\""], "[]"), .answer(304))
    defer { server.stop() }
    #expect(try await client.releases().isEmpty)
    #expect(try await client.releases().isEmpty)
    #expect(server.requests.last?.first("If-None-Match") == "\"1\"")
  }

  @Test(
    "where the first may have had its effect, what creates something is looked for before it is sent again",
    arguments: [500, 502, 503])
  func ambiguous(status: Int) async throws {
    let (server, client) = try Self.world(.answer(status, [:], "<html>"), Self.empty)
    defer { server.stop() }
    await #expect(throws: Refusal.self) { try await client.createDraft(.init()) }
    // Whether it was made is looked up before anything else is done about it.
    #expect(server.requests.prefix(2).map(\.method) == ["POST", "GET"])
  }

  @Test("a run whose start was not confirmed is looked for, and not started again", arguments: [204, 502])
  func unconfirmed(status: Int) async throws {
    func list(_ ids: Int...) -> StandInServer.Reply {
      let runs = ids.map {
        #"{"id": \#($0), "status": "queued", "html_url": "run/\#($0)", "head_sha": "", "event": "", "created_at": ""}"#
      }
      return .answer(200, [:], #"{"workflow_runs": [\#(runs.joined(separator: ","))]}"#)
    }
    let (server, client) = try Self.world(list(1), .answer(status), list(1), list(2, 1))
    defer { server.stop() }
    let run = try #require(try await client.dispatch("release.yml", on: "main", inputs: ["version": "v1"]))
    #expect(run.id == 2 && run.page == "run/2")
    #expect(server.requests.count { $0.method == "POST" } == 1)
    // Of two new ones nobody can say which it is.
    let (other, busy) = try Self.world(list(1), .answer(204), list(3, 2, 1))
    defer { other.stop() }
    #expect(try await busy.dispatch("release.yml", on: "main") == nil)
  }

  @Test("a limit is no answer to a request, which is sent again also where it creates something")
  func limit() async throws {
    let limit = StandInServer.Reply.answer(403, ["Retry-After": "1"], #"{"message":"secondary rate limit"}"#)
    let none = StandInServer.Reply.answer(200, [:], #"{"workflow_runs":[]}"#)
    let (server, client) = try Self.world(none, limit, .answer(204), none)
    defer { server.stop() }
    #expect(try await client.dispatch("release.yml", on: "main") == nil)
    #expect(server.requests.count { $0.method == "POST" } == 2)
  }

  @Test(
    "each kind of refusal is told apart",
    arguments: [
      (401, "Bad credentials", Refusal.Code.unauthorized, "does not know the token of GH_TOKEN"),
      (403, "Resource not accessible by integration", .unauthorized, "asked with the token of GH_TOKEN"),
      (422, "Cannot upload assets to an immutable release.", .forgeRefused, "immutable"),
      (418, "API rate limit exceeded", .forgeRefused, "API rate limit exceeded"),
    ] as [(Int, String, Refusal.Code, String)])
  func kinds(status: Int, said: String, code: Refusal.Code, word: String) async throws {
    let (server, client) = try Self.world(.answer(status, [:], #"{"message":"\#(said) ghp_canary"}"#))
    defer { server.stop() }
    do {
      _ = try await client.update(1, .init(), "Nothing was changed")
      Issue.record("nothing was refused")
    } catch let refusal as Refusal {
      #expect(refusal.code == code)
      #expect(refusal.description.contains(word), "\(refusal)")
      #expect(!refusal.description.contains("canary"))
    }
  }

  @Test("a page of a proxy is no answer of the API, and is not shown")
  func html() async throws {
    let (server, client) = try Self.world(.answer(200, [:], "<html><script>"))
    defer { server.stop() }
    do {
      _ = try await client.latestRelease()
      Issue.record("nothing was refused")
    } catch let refusal as Refusal {
      #expect(refusal.code == .forgeRefused)
      #expect(!refusal.description.contains("script"))
    }
  }

  @Test("a renamed repository leads on, with the method and the body")
  func renamed() async throws {
    let (server, client) = try Self.world(.answer(307, ["Location": "/api/v3/repositories/1"]), .answer(200, [:], "{}"))
    defer { server.stop() }
    _ = try? await client.update(1, .init(), "Nothing was changed")
    #expect(server.requests.last?.method == "PATCH")
    #expect(server.requests.last?.target == "/api/v3/repositories/1")
  }

  @Test("the token stays with the API where an answer leads to another host")
  func elsewhere() async throws {
    let (other, _) = try Self.world(.answer(200, [:], "bytes"))
    let (server, client) = try Self.world(.answer(302, ["Location": "http://\(other.host)/blob"]))
    defer {
      server.stop()
      other.stop()
    }
    let asset = ReleaseAsset(id: 1, name: "a", size: 5, digest: nil, state: "uploaded")
    let digest = try await client.digest(of: asset)
    #expect(digest == "sha256:277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9")
    #expect(other.requests.count == 1)
    #expect(other.requests.first?.first("Authorization") == nil)
  }
}
