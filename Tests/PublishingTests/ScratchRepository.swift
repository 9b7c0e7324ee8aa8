import ExternalTools
import Git
import TestSupport

/// A bare origin and a clone of it, for one test.
struct ScratchRepository: Sendable {
  let scratch: ScratchDirectory
  let environment: [String: String]

  var origin: String { "\(scratch.path)/origin.git" }
  var clone: String { "\(scratch.path)/clone" }
  var author: Signature {
    Signature(name: "Tester", email: "tester@example.org", time: 1_700_000_000, offsetMinutes: 0)
  }

  init(_ name: String) async throws {
    scratch = try ScratchDirectory(name)
    environment = [
      "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "Tester", "GIT_AUTHOR_EMAIL": "tester@example.org", "GIT_COMMITTER_NAME": "Tester",
      "GIT_COMMITTER_EMAIL": "tester@example.org",
    ]
    try await git("init", "-q", "--bare", "-b", "main", origin, in: scratch.path)
    try await git("clone", "-q", origin, clone, in: scratch.path)
    try await git("checkout", "-q", "-B", "main")
    try await git("commit", "-q", "--allow-empty", "-m", "chore: start")
    try await git("push", "-q", "origin", "main")
  }

  @discardableResult
  func git(_ arguments: String..., in folder: String? = nil) async throws -> String {
    let outcome = try await Invocation("git", arguments, in: folder ?? clone, environment: environment).run()
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "")
    return outcome.text.hasSuffix("\n") ? String(outcome.text.dropLast()) : outcome.text
  }

  func commit(_ subject: String) async throws -> ObjectID {
    try await git("commit", "-q", "--allow-empty", "-m", subject)
    return try ObjectID(parsing: try await git("rev-parse", "HEAD"))
  }
}
