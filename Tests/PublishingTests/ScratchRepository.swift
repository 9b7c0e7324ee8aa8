import ExternalTools
import Git
import Publishing
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
    try await run(arguments, in: folder)
  }

  @discardableResult
  func run(_ arguments: [String], in folder: String? = nil) async throws -> String {
    let outcome = try await Invocation("git", arguments, in: folder ?? clone, environment: environment).run()
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "")
    return outcome.text.hasSuffix("\n") ? String(outcome.text.dropLast()) : outcome.text
  }

  /// Opens the clone, or another repository of this world.
  func repository(at path: String? = nil) throws -> Repository { try Repository(at: path ?? clone) }

  /// The references of the remote, as a clone sees them.
  func place(at path: String? = nil, ledger: String = "refs/brokkr-release/ledger") throws -> GitPlace {
    let repository = try repository(at: path)
    return GitPlace(repository: repository, remote: Remote("origin", of: repository), ledger: ledger)
  }

  /// Another clone of the origin, by its name; `depth` makes it shallow.
  func another(_ name: String, depth: Int? = nil) async throws -> String {
    let path = "\(scratch.path)/\(name)"
    // A path alone would be cloned whole, whatever the depth.
    let arguments = ["clone", "-q"] + (depth.map { ["--depth", "\($0)"] } ?? []) + ["file://\(origin)", path]
    try await run(arguments, in: scratch.path)
    return path
  }

  /// Writes files and commits everything; gives the commit.
  func commit(_ files: [String: String], _ subject: String, in folder: String? = nil) async throws -> ObjectID {
    let folder = folder ?? clone
    for (name, text) in files { try scratch.write(text, to: "\(folder.dropFirst(scratch.path.count + 1))/\(name)") }
    try await run(["add", "-A"], in: folder)
    try await run(["commit", "-q", "-m", subject], in: folder)
    return try ObjectID(parsing: try await run(["rev-parse", "HEAD"], in: folder))
  }

  func commit(_ subject: String) async throws -> ObjectID {
    try await git("commit", "-q", "--allow-empty", "-m", subject)
    return try ObjectID(parsing: try await git("rev-parse", "HEAD"))
  }
}
