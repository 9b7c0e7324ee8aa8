import GitHub
import HTTP
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import Planning

/// Following a run, with looks that cost no time.
@Suite("A run that is followed")
struct RunWatchTests {
  /// Answers of the API by what is asked, each list one after the other, the last for ever.
  private final class World: Sendable {
    let server: StandInServer
    let client: GitHubClient
    let waits = Mutex<[Duration]>([])

    init(runs: [StandInServer.Reply], jobs: [String] = ["[]"]) throws {
      let count = Mutex((0, 0))
      server = try StandInServer { request in
        if request.target.contains("/jobs") {
          let number = count.withLock { count in
            count.1 += 1
            return count.1 - 1
          }
          return .answer(200, [:], #"{"jobs":\#(jobs[min(number, jobs.count - 1)])}"#)
        }
        if request.target.contains("/pending_deployments") {
          return .answer(
            200, [:],
            #"[{"environment": {"id": 1, "name": "release"}, "current_user_can_approve": true, "reviewers": []}]"#)
        }
        let number = count.withLock { count in
          count.0 += 1
          return count.0 - 1
        }
        return runs[min(number, runs.count - 1)]
      }
      var place = GitHubServer(pages: "https://github.com")
      place.api = "http://\(server.host)"
      guard let slug = RepositorySlug("acme/app") else { throw CancellationError() }
      client = GitHubClient(slug, on: place, token: nil, transport: NetworkTransport()) { _ in }
    }

    deinit { server.stop() }

    func watch(limit: Duration = .seconds(3600)) -> RunWatch {
      RunWatch(client, limit: limit) { [self] wait in waits.withLock { $0.append(wait) } }
    }
  }

  private static func run(_ status: String, _ conclusion: String? = nil) -> StandInServer.Reply {
    let end = conclusion.map { "\"\($0)\"" } ?? "null"
    return .answer(
      200, [:],
      #"{"id": 1, "status": "\#(status)", "conclusion": \#(end), "html_url": "p", "head_sha": "", "event": "push", "created_at": ""}"#
    )
  }

  private static func job(_ status: String, _ conclusion: String? = nil) -> String {
    #"[{"name": "build", "status": "\#(status)", "conclusion": \#(conclusion.map { "\"\($0)\"" } ?? "null")}]"#
  }

  @Test("what changes is told once, and the run as it ended is the answer")
  func news() async throws {
    let world = try World(
      runs: [
        Self.run("queued"), Self.run("in_progress"), Self.run("waiting"), Self.run("waiting"),
        Self.run("completed", "success"),
      ],
      jobs: [
        Self.job("queued"), Self.job("in_progress"), Self.job("completed", "success"), Self.job("completed", "success"),
      ])
    let told = Mutex<[RunWatch.News]>([])
    let ended = try await world.watch().follow(1) { news in told.withLock { $0.append(news) } }
    #expect(ended.conclusion == "success")
    let words = told.withLock { $0 }.map { news in
      switch news {
      case .status(let status): status
      case .job(let name, let state): "\(name) \(state)"
      case .waiting(let pending): "waits at \(pending.map(\.environment.name))"
      }
    }
    #expect(
      words == [
        "queued", "build in_progress", "in_progress", "build success", "waiting", "waits at [\"release\"]", "success",
      ])
  }

  @Test("looks are five seconds apart, further while nothing changes, and never more than thirty")
  func pace() async throws {
    let world = try World(runs: Array(repeating: Self.run("queued"), count: 9) + [Self.run("completed", "failure")])
    _ = try await world.watch().follow(1) { _ in }
    let waits = world.waits.withLock { $0 }
    #expect(waits.first == .seconds(5) && waits.last == .seconds(30))
    #expect(waits.allSatisfy { $0 >= .seconds(5) && $0 <= .seconds(30) })
    #expect(waits == waits.sorted())
  }

  @Test(
    "it ends in time, and says whether somebody was waited for",
    arguments: [("in_progress", Refusal.Code.failed), ("waiting", .approvalMissing)])
  func late(status: String, code: Refusal.Code) async throws {
    let world = try World(runs: [Self.run(status)])
    let refusal = await #expect(throws: Refusal.self) { try await world.watch(limit: .seconds(120)).follow(1) { _ in } }
    #expect(refusal?.code == code && refusal?.what.contains("it goes on") == true)
    #expect(world.waits.withLock { $0.reduce(.zero, +) } < .seconds(160))
  }

  @Test("some looks may fail, too many end the following")
  func failures() async throws {
    let broken = StandInServer.Reply.answer(418, [:], "<html>")
    let some = try World(runs: [Self.run("queued"), broken, broken, broken, broken, Self.run("completed", "success")])
    #expect(try await some.watch().follow(1) { _ in }.conclusion == "success")
    let all = try World(runs: [broken])
    await #expect(throws: Refusal.self) { try await all.watch().follow(1) { _ in } }
    #expect(all.waits.withLock { $0.count } == 4)
  }

  @Test("a run that is gone is not followed")
  func gone() async throws {
    let world = try World(runs: [.answer(404, [:], "{}")])
    let refusal = await #expect(throws: Refusal.self) { try await world.watch().follow(1) { _ in } }
    #expect(refusal?.what.contains("it is gone") == true)
  }
}
