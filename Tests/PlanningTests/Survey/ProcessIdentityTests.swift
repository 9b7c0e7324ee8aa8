import ExternalTools
import FoundationEssentials
import ReleaseEngine
import TestSupport
import Testing

@testable import Planning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Whether the holder of a lock may be alive")
struct ProcessIdentityTests {
  private let own = ProcessIdentity.holder(actor: "A <a@b>", environment: [:])

  private func liveness(_ edit: (inout Holder) -> Void, run: String? = nil) -> Liveness {
    var (holder, own) = (own, own)
    own.runID = run
    holder.runID = run
    edit(&holder)
    return ProcessIdentity.liveness(of: holder, seenFrom: own)
  }

  /// Boot and start time of a process as its holder has them, read from `/proc`.
  private static func start(of pid: Int32) throws -> String {
    let stat = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return "\(boot.prefix(8))-\(fields[19])"
  }

  private static let hasProc = FileManager.default.fileExists(atPath: "/proc/self/stat")

  @Test("this very process is its own")
  func ownProcess() {
    #expect(liveness { _ in } == .own)
    #expect(liveness { $0.actor = "B <b@c>" } == .own)
  }

  @Test("a process that is not there any more is gone")
  func gone() { #expect(liveness { $0.pid = Int32.max - 1 } == .gone) }

  @Test("a later process of the same number is another one", .enabled(if: hasProc))
  func reused() {
    #expect(liveness { $0.start = "00000000-1" } == .gone)
    #expect(liveness { $0.pid = getppid() } == .gone)  // alive, and it began at another time
  }

  @Test("a process that runs here may be alive", .enabled(if: hasProc))
  func running() throws {
    let start = try Self.start(of: getppid())
    #expect(liveness { ($0.pid, $0.start) = (getppid(), start) } == .unknown)
  }

  @Test("of a process that has its number elsewhere, as in a container, nothing is known until the next boot")
  func otherNamespace() {
    #expect(liveness { $0.namespace = "pid:[1]" } == .unknown, "also where the number is this process's own")
    #expect(liveness { ($0.namespace, $0.pid) = ("pid:[1]", Int32.max - 1) } == .unknown)
    #expect(liveness { ($0.namespace, $0.pid, $0.start) = ("pid:[1]", 7, "00000000-1") } == .gone)
    // Records of versions that did not note it.
    #expect(liveness { $0.namespace = nil } == .own)
    #expect(liveness { ($0.namespace, $0.pid) = (nil, Int32.max - 1) } == .gone)
  }

  @Test("a process that /proc hides may be alive, and one that the system does not know is gone")
  func hidden() {
    var other = own
    for (pid, expected) in [(getppid(), Liveness.unknown), (1, .unknown), (Int32.max - 1, .gone)] {
      (other.pid, other.start) = (pid, "00000000-1")
      #expect(ProcessIdentity.liveness(of: other, seenFrom: own) { _ in nil } == expected, "\(pid)")
    }
  }

  @Test("of another machine nothing is known, whatever the numbers")
  func otherHost() {
    #expect(liveness { $0.host = "elsewhere" } == .unknown)
    #expect(liveness { ($0.host, $0.pid) = ("elsewhere", Int32.max - 1) } == .unknown)
  }

  @Test(
    "of one run, an earlier attempt is gone and another job of the same attempt may be alive",
    arguments: [
      ("12", "1", Liveness.gone), ("12", "2", .unknown), ("12", "3", .unknown), ("13", "1", .unknown),
      (nil, nil, .unknown),
    ] as [(String?, String?, Liveness)])
  func runs(run: String?, attempt: String?, expected: Liveness) {
    func holder(_ run: String?, _ attempt: String?) -> Holder {
      var environment = ["GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "acme/app"]
      (environment["GITHUB_RUN_ID"], environment["GITHUB_RUN_ATTEMPT"]) = (run, attempt)
      return ProcessIdentity.holder(actor: "A <a@b>", environment: environment)
    }
    var other = holder(run, attempt)
    (other.host, other.pid) = ("elsewhere", 7)
    #expect(ProcessIdentity.liveness(of: other, seenFrom: holder("12", "2")) == expected)
  }

  @Test("a process that has ended and was not waited for is gone", .enabled(if: hasProc))
  func zombie() async throws {
    let scratch = try ScratchDirectory("zombie")
    // The shell gives way, before its child ends, to a program that waits for nobody.
    let parent = Task {
      try await Invocation(
        "/bin/sh", ["-c", "sleep 0.2 & echo $! > pid; exec sleep 60"], in: scratch.path
      ).run()
    }
    defer { parent.cancel() }
    var pid: Int32?
    for _ in 0..<2_000 {
      if let text = try? String(contentsOfFile: "\(scratch.path)/pid", encoding: .utf8),
        let number = Int32(text.split(separator: "\n").first ?? ""),
        let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8), stat.contains(") Z ")
      {
        pid = number
        break
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    let ended = try #require(pid)
    let start = try Self.start(of: ended)
    #expect(liveness { ($0.pid, $0.start) = (ended, start) } == .gone)
  }

  @Test("in GitHub Actions the run is named, and elsewhere none")
  func run() {
    let environment = [
      "GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": "12", "GITHUB_REPOSITORY": "acme/app",
      "GITHUB_SERVER_URL": "https://github.example.org",
    ]
    let holder = ProcessIdentity.holder(actor: "A <a@b>", environment: environment)
    #expect(holder.runID == "12")
    #expect(holder.runURL == "https://github.example.org/acme/app/actions/runs/12/attempts/1")
    #expect(ProcessIdentity.holder(actor: "A <a@b>", environment: ["GITHUB_RUN_ID": "12"]).runID == nil)
    #expect(own.pid == getpid())
    #expect(!own.host.isEmpty && !own.start.isEmpty)
  }
}
