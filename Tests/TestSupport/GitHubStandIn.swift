import ExternalTools
import FoundationEssentials
import Synchronization

/// A stand-in of GitHub's API on loopback, with the releases, packages and environments of one repository.
///
/// It is not GitHub: it is `Tests/Tools/github-stand-in`, which checks what is sent against the documented schemas and
/// answers as GitHub is documented, and observed, to answer.
public final class GitHubStandIn: Sendable {
  /// What it says when it is ready.
  private struct Ready: Decodable {
    var api: String
    var web: String
    var registry: String?
    var admin: String
  }

  /// The address of the API, with a path.
  public let api: String
  /// The address of the pages.
  public let web: String
  /// `127.0.0.1:PORT` of what stands in for the container registry; nil where there is none.
  public let registry: String?
  private let admin: String
  private let process: Mutex<Task<Void, Never>?>
  private let scratch: ScratchDirectory

  private init(_ ready: Ready, _ process: Task<Void, Never>, _ scratch: ScratchDirectory) {
    (api, web, admin) = (ready.api, ready.web, ready.admin)
    registry = ready.registry?.replacing("http://", with: "")
    self.process = Mutex(process)
    self.scratch = scratch
  }

  /// Starts a stand-in for a bare repository.
  ///
  /// - Parameters:
  ///   - repository: the folder of the bare repository.
  ///   - tool: the folder of the stand-in.
  ///   - slug: `OWNER/NAME`.
  ///   - registry: `127.0.0.1:PORT` of a real registry behind its container registry; nil for none.
  ///   - options: further options.
  /// - Returns: the stand-in, once it is ready.
  /// - Throws: where it does not start.
  public static func start(
    for repository: String, tool: String, slug: String = "acme/app", registry: String? = nil, options: [String] = []
  ) async throws -> GitHubStandIn {
    let scratch = try ScratchDirectory("github")
    let arguments =
      [tool, "--port", "0", "--git", repository, "--repository", slug]
      + (registry.map { ["--registry", "http://\($0)"] } ?? []) + options
    let invocation = Invocation("python3", arguments + ["--ready", "\(scratch.path)/ready"])
    let log = Mutex("")
    let process = Task {
      let outcome = try? await invocation.run()
      log.withLock { $0 = outcome?.errorText ?? "" }
    }
    for _ in 0..<1200 {
      if let text = try? Data(contentsOf: URL(filePath: "\(scratch.path)/ready")),
        let ready = try? JSONDecoder().decode(Ready.self, from: text)
      {
        return GitHubStandIn(ready, process, scratch)
      }
      try await Task.sleep(for: .milliseconds(25))
    }
    process.cancel()
    await process.value
    throw NotStarted(log: log.withLock { $0 })
  }

  /// The variables that lead a command here, with one of the tokens that it knows.
  public func environment(token: String = "ghs_publish") -> [String: String] {
    [
      "GITHUB_API_URL": api, "GITHUB_SERVER_URL": web, "GITHUB_REPOSITORY": "acme/app", "GH_TOKEN": token,
    ]
  }

  /// One key of what it knows, as JSON text.
  public func text(_ key: String) async throws -> String { try await ask(["\(admin)/\(key)"]) }

  /// One key of what it knows.
  public func value<Value: Decodable>(_ key: String, as: Value.Type = Value.self) async throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(try await text(key).utf8))
  }

  /// Changes what it knows, or asks it to spoil requests.
  public func post(_ key: String, _ json: String) async throws {
    _ = try await ask(["-X", "POST", "--data-binary", "@-", "\(admin)/\(key)"], input: json)
  }

  /// Forgets faults or the log.
  public func delete(_ key: String) async throws { _ = try await ask(["-X", "DELETE", "\(admin)/\(key)"]) }

  /// What was sent that is not as documented, one line each; a test expects none.
  public func violations() async throws -> [String] {
    struct Violation: Decodable {
      var method: String
      var path: String
      var text: String
    }
    return try await value("violations", as: [Violation].self).map { "\($0.method) \($0.path): \($0.text)" }
  }

  /// How many requests were spoiled as the faults that are set now ask.
  public func struck() async throws -> Int {
    struct Fault: Decodable { var hits: Int }
    return try await value("faults", as: [Fault].self).reduce(0) { $0 + $1.hits }
  }

  /// Sends a request to the API as somebody with a token, the way a person's own script would; whether it went well.
  public func person(_ method: String, _ path: String, token: String = "ghp_admin") async throws -> Bool {
    let script = """
      import sys, urllib.request
      headers = {"Authorization": "Bearer " + sys.argv[3], "Accept": "application/vnd.github+json",
                 "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "a-person"}
      urllib.request.urlopen(urllib.request.Request(sys.argv[2], method=sys.argv[1], headers=headers), timeout=30)
      """
    return try await Invocation("python3", ["-c", script, method, "\(api)/repos/acme/app/\(path)", token]).run()
      .succeeded
  }

  /// Every request so far, `METHOD PATH STATUS`.
  public func requests() async throws -> [String] {
    struct Line: Decodable {
      var method: String
      var path: String
      var status: Int?
    }
    return try await value("log", as: [Line].self).map { "\($0.method) \($0.path) \($0.status ?? 0)" }
  }

  private func ask(_ arguments: [String], input: String = "") async throws -> String {
    let script = """
      import sys, urllib.request
      method, data, url = "GET", None, sys.argv[-1]
      if "-X" in sys.argv: method = sys.argv[sys.argv.index("-X") + 1]
      if method == "POST": data = sys.stdin.buffer.read()
      request = urllib.request.Request(url, data=data, method=method)
      sys.stdout.buffer.write(urllib.request.urlopen(request, timeout=30).read())
      """
    let outcome = try await Invocation("python3", ["-c", script] + arguments, input: Array(input.utf8)).run()
    guard outcome.succeeded else { throw NotStarted(log: outcome.errorText) }
    return outcome.text
  }

  /// Ends it.
  public func stop() { process.withLock { $0 }?.cancel() }

  deinit { stop() }

  /// It did not start, or did not answer; what it said.
  struct NotStarted: Error { var log: String }
}
