import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import HTTP

/// Requests over real connections, to a stand-in server on the loopback interface.
@Suite("Network transport")
struct NetworkTransportTests {
  /// Runs `body` with a server that replies so, and closes both.
  private func with<Result>(
    readsBodies: Bool = true, _ reply: @escaping @Sendable (StandInServer.Request) -> StandInServer.Reply,
    _ body: (StandInServer, NetworkTransport) async throws -> Result
  ) async throws -> Result {
    let server = try StandInServer(readsBodies: readsBodies, reply)
    let transport = NetworkTransport(environment: [:])
    defer { server.stop() }
    do {
      let result = try await body(server, transport)
      await transport.shutdown()
      return result
    } catch {
      await transport.shutdown()
      throw error
    }
  }

  private func failure(_ body: () async throws -> Void) async -> TransportFailure? {
    do {
      try await body()
      return nil
    } catch {
      return error as? TransportFailure
    }
  }

  @Test("an answer comes with its status, headers and body, also an answer that says no")
  func answer() async throws {
    try await with({ _ in .answer(404, ["Location": "/x", "X-Two": "b"], "none") }) { server, transport in
      let response = try await transport.send(
        HTTPRequest("GET", "http://\(server.host)/v2/a?b=c", headers: [("Accept", "x/y"), ("Accept", "z/z")]))
      #expect(response.status == 404 && response.text == "none")
      #expect(response.first("LOCATION") == "/x" && response.first("x-two") == "b" && response.first("x-three") == nil)
      let request = try #require(server.requests.first)
      #expect(request.method == "GET" && request.target == "/v2/a?b=c" && request.first("Host") == server.host)
      #expect(request.headers.filter { $0.name == "Accept" }.map(\.value) == ["x/y", "z/z"])
      #expect(request.first("User-Agent") == "brokkr-release")
    }
  }

  @Test("nothing is started before the first request, and after the end it starts anew")
  func lazy() async throws {
    try await with({ _ in .answer(200) }) { server, transport in
      #expect(!transport.isStarted)
      _ = try await transport.send(HTTPRequest("GET", "http://\(server.host)/"))
      #expect(transport.isStarted)
      await transport.shutdown()
      #expect(!transport.isStarted)
      #expect(try await transport.send(HTTPRequest("GET", "http://\(server.host)/")).status == 200)
    }
  }

  @Test("a transport that nobody shut down does no harm")
  func dropped() async throws {
    let server = try StandInServer { _ in .answer(200) }
    defer { server.stop() }
    _ = try await NetworkTransport(environment: [:]).send(HTTPRequest("GET", "http://\(server.host)/"))
  }

  @Test("requests one after another share one connection")
  func keepAlive() async throws {
    try await with({ _ in .answer(200, [:], "x") }) { server, transport in
      for method in ["GET", "HEAD", "PUT", "POST", "DELETE"] {
        let body: HTTPRequest.Body = method == "PUT" ? .bytes([1, 2, 3]) : .none
        let response = try await transport.send(HTTPRequest(method, "http://\(server.host)/", body: body))
        #expect(response.status == 200)
      }
      #expect(server.requests.count == 5 && server.connections == 1)
    }
  }

  @Test("a file is sent from the disk with its length, byte for byte")
  func fileBody() async throws {
    let scratch = try ScratchDirectory("file-body")
    let bytes = (0..<(3 << 18) + 77).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: URL(filePath: "\(scratch.path)/layer"))
    try await with({ _ in .answer(201) }) { server, transport in
      let request = HTTPRequest(
        "PUT", "http://\(server.host)/", body: .file(path: "\(scratch.path)/layer", length: Int64(bytes.count)))
      #expect(try await transport.send(request).status == 201)
      let seen = try #require(server.requests.first)
      #expect(seen.body == bytes && seen.first("Content-Length") == "\(bytes.count)")
      #expect(seen.first("Transfer-Encoding") == nil)
    }
  }

  @Test("a file that is not what was announced is not sent as if it were", arguments: [-1, 1, 1 << 20] as [Int64])
  func changedFile(difference: Int64) async throws {
    let scratch = try ScratchDirectory("changed-file")
    let path = try scratch.write(String(repeating: "x", count: 300_000), to: "layer")
    try await with({ _ in .answer(201) }) { server, transport in
      let failure = await failure {
        _ = try await transport.send(
          HTTPRequest("PUT", "http://\(server.host)/", body: .file(path: path, length: 300_000 + difference)))
      }
      #expect(failure?.cause == .unreadable)
    }
  }

  @Test("a file that is not there is named")
  func missingFile() async throws {
    try await with({ _ in .answer(201) }) { server, transport in
      let failure = await failure {
        _ = try await transport.send(
          HTTPRequest("PUT", "http://\(server.host)/", body: .file(path: "/nowhere/layer", length: 5)))
      }
      #expect(failure?.cause == .unreadable && failure?.detail.contains("/nowhere/layer") == true)
    }
  }

  /// How an answer says where it ends.
  enum Framing: String, CaseIterable {
    case length = "Content-Length: 5000"
    case chunks = "Transfer-Encoding: chunked"
    case end = "Connection: close"
  }

  @Test("an answer that is too long is cut off", arguments: Framing.allCases)
  func tooLong(framing: Framing) async throws {
    let chunk = "3e8\r\n" + String(repeating: "x", count: 1000) + "\r\n"
    let body =
      framing == .chunks ? String(repeating: chunk, count: 5) + "0\r\n\r\n" : String(repeating: "x", count: 5000)
    let answer = "HTTP/1.1 200 OK\r\n\(framing.rawValue)\r\n\r\n\(body)"
    try await with({ _ in .raw(answer) }) { server, transport in
      let failure = await failure {
        _ = try await transport.send(HTTPRequest("GET", "http://\(server.host)/", responseLimit: 4999))
      }
      #expect(failure?.cause == .tooLong)
      let whole = try await transport.send(HTTPRequest("GET", "http://\(server.host)/", responseLimit: 5000))
      #expect(whole.body.count == 5000)
    }
  }

  @Test("a compressed answer is not unpacked, so that a small one stays small")
  func gzip() async throws {
    try await with({ _ in .answer(200, ["Content-Encoding": "gzip"], "not really gzip") }) { server, transport in
      let response = try await transport.send(HTTPRequest("GET", "http://\(server.host)/"))
      #expect(response.text == "not really gzip")
      #expect(server.requests.first?.first("Accept-Encoding") == nil)
    }
  }

  @Test(
    "a broken connection is told from one that never was",
    arguments: [
      (.reset, .broken),
      (.raw(""), .broken),  // closed without an answer
      (.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .broken),
      (.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"), .broken),
      (.raw("this is no HTTP\r\n\r\n"), .broken),
      (.silence, .broken),
      (.stalling("HTTP/1.1 200 OK\r\nContent-Len"), .broken),
      (.stalling("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .broken),
    ] as [(StandInServer.Reply, TransportFailure.Cause)])
  func broken(reply: StandInServer.Reply, cause: TransportFailure.Cause) async throws {
    try await with({ _ in reply }) { server, transport in
      let failure = await failure {
        _ = try await transport.send(HTTPRequest("GET", "http://\(server.host)/", timeout: .milliseconds(400)))
      }
      #expect(failure?.cause == cause && failure?.detail.contains("127.0.0.1") == true, "\(failure?.detail ?? "")")
    }
  }

  @Test("a connection that is refused is said at once, and not tried until the time is over")
  func refused() async throws {
    let server = try StandInServer { _ in .reset }
    server.stop()
    let transport = NetworkTransport(environment: [:])
    for host in [server.host, server.host.replacing("127.0.0.1", with: "localhost")] {
      let failure = await failure {
        _ = try await transport.send(HTTPRequest("GET", "http://\(host)/", timeout: .seconds(8)))
      }
      #expect(failure == TransportFailure(.unreachable, "\(host) refuses connections"))
    }
    await transport.shutdown()
  }

  @Test(
    "an address that is none is not asked, and not shown",
    arguments: ["http://user:secret@127.0.0.1/", "ftp://127.0.0.1/", "", "http://127.0.0.1/a b"])
  func malformed(url: String) async throws {
    let transport = NetworkTransport(environment: [:])
    let failure = await failure { _ = try await transport.send(HTTPRequest("GET", url)) }
    #expect(failure?.cause == .malformed && failure?.detail.contains("secret") == false)
    #expect(!transport.isStarted)
  }

  @Test("a header that would smuggle another one is not sent, and not shown")
  func header() async throws {
    try await with({ _ in .answer(200) }) { server, transport in
      let failure = await failure {
        _ = try await transport.send(
          HTTPRequest("GET", "http://\(server.host)/", headers: [("Authorization", "Bearer secret\r\nX: y")]))
      }
      #expect(failure?.cause == .malformed && failure?.detail.contains("secret") == false)
      #expect(server.requests.isEmpty)
    }
  }

  @Test("an answer that comes before the body is sent is taken")
  func earlyAnswer() async throws {
    let scratch = try ScratchDirectory("early-answer")
    let path = try scratch.write(String(repeating: "x", count: 8 << 20), to: "layer")
    try await with(readsBodies: false, { _ in .answer(401, ["Connection": "close"]) }) { server, transport in
      // The server hangs up on the rest, so that either the answer or the broken connection is seen first.
      let request = HTTPRequest("PUT", "http://\(server.host)/", body: .file(path: path, length: 8 << 20))
      let failure = await failure {
        let response = try await transport.send(request)
        #expect(response.status == 401)
      }
      #expect(failure == nil || failure?.cause == .broken)
    }
  }

  @Test("a task that is cancelled stops waiting")
  func cancellation() async throws {
    let asked = Mutex(false)
    try await with(
      { _ in
        asked.withLock { $0 = true }
        return .silence
      }
    ) { server, transport in
      let host = server.host
      let task = Task { try await transport.send(HTTPRequest("GET", "http://\(host)/")) }
      while !asked.withLock({ $0 }) { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test("a proxy is asked for a way, with its own password and nobody else's")
  func proxy() async throws {
    try await with({ _ in .answer(407) }) { server, _ in
      let transport = NetworkTransport(environment: ["http_proxy": "http://me:pass@\(server.host)"])
      let failure = await failure {
        _ = try await transport.send(
          HTTPRequest("GET", "http://registry.example:5000/v2/", headers: [("Authorization", "Bearer secret")]))
      }
      await transport.shutdown()
      #expect(failure?.cause == .unreachable)
      let request = try #require(server.requests.first)
      #expect(request.method == "CONNECT" && request.target == "registry.example:5000")
      #expect(request.first("Proxy-Authorization") == "Basic bWU6cGFzcw==" && request.first("Authorization") == nil)
    }
  }
}
