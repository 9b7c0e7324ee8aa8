import Refusals
import Synchronization
import Testing

@testable import HTTP

@Suite("Requests that are sent again")
struct RetryLoopTests {
  @Test("nothing is sent again once the right to write is gone")
  func permission() async throws {
    let loop = RetryLoop(policy: RetryPolicy()) { _ in }
    let sent = Mutex(0)
    let asked = Mutex(0)
    let check: @Sendable () async throws -> Void = {
      let number = asked.withLock { count in
        count += 1
        return count
      }
      if number == 2 { throw Refusal(.locked, what: "The lock was taken away.") }
    }
    let refusal = try await #require(throws: Refusal.self) {
      try await WritePermission.asking(check) {
        _ = try await loop.run("h") { _ in
          sent.withLock { $0 += 1 }
          return HTTPResponse(status: 503)
        }
      }
    }
    #expect(refusal.code == .locked)
    #expect(sent.withLock { $0 } == 2)
  }
}
