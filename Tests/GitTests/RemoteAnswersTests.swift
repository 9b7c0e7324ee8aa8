import Git
import Refusals
import TestSupport
import Testing

@Suite("answers of a remote's web server")
struct RemoteAnswersTests {
  /// A clone whose remote is a stand-in that answers everything so.
  private func clone(_ name: String, _ server: StandInServer) async throws -> Clone {
    let clone = try await Clone(name)
    try await clone.commit("feat: a")
    try await clone.git("remote", "add", "origin", "http://\(server.host)/acme/x.git")
    // Neither the machine's proxy nor its helpers have a part in it.
    for key in ["http.proxy", "credential.helper"] { try await clone.git("config", key, "") }
    return clone
  }

  @Test(
    "a missing right is told from a server that does not answer as one",
    arguments: [
      (401, "", .unauthorized), (403, "", .unauthorized), (404, "", .remoteUnreachable), (500, "", .remoteUnreachable),
      (200, "<html>\nlog in here\n</html>\n", .remoteUnreachable),
    ] as [(Int, String, Refusal.Code)]
  )
  func status(status: Int, body: String, code: Refusal.Code) async throws {
    let server = try StandInServer { _ in .answer(status, ["WWW-Authenticate": "Basic realm=x"], body) }
    defer { server.stop() }
    let clone = try await clone("answers-status", server)
    let remote = Remote("origin", of: try clone.repository())
    for action in [{ try await remote.checkPushRight() }, { _ = try await remote.references(["refs/heads/main"]) }]
      as [@Sendable () async throws -> Void]
    {
      let refusal = await #expect(throws: Refusal.self) { try await action() }
      #expect(refusal?.code == code)
    }
    #expect(server.requests.allSatisfy { $0.first("Authorization") == nil })
  }

  @Test("a connection that breaks, or an answer that makes no sense, is unreachable")
  func broken() async throws {
    for reply in [StandInServer.Reply.reset, .raw("no HTTP at all\r\n\r\n")] {
      let server = try StandInServer { _ in reply }
      defer { server.stop() }
      let clone = try await clone("answers-broken", server)
      let tip = try await clone.id("HEAD")
      let remote = Remote("origin", of: try clone.repository())
      let refusal = await #expect(throws: Refusal.self) {
        try await remote.apply([ReferenceUpdate(name: "refs/tags/v1", before: nil, after: tip)])
      }
      #expect(refusal?.code == .remoteUnreachable)
    }
  }

  @Test("a password in the remote's address is shown nowhere")
  func password() async throws {
    let server = try StandInServer { _ in .answer(403) }
    defer { server.stop() }
    let clone = try await clone("answers-password", server)
    try await clone.git("config", "remote.origin.url", "http://bob:hunter2hunter2@\(server.host)/acme/x.git")
    let remote = Remote("origin", of: try clone.repository())
    let refusal = await #expect(throws: Refusal.self) { try await remote.checkPushRight() }
    #expect(refusal.map { !"\($0)".contains("hunter2") } == true)
  }
}
