import ExternalTools
import FoundationEssentials
import TestSupport

@testable import BrokkrRelease

/// A repository of one test, driven by git itself.
struct ScratchClone: Sendable {
  private let scratch: ScratchDirectory
  /// Where it lies.
  var path: String { "\(scratch.path)/repository" }

  /// Makes an empty one, or a clone of another.
  init(_ name: String, of origin: ScratchClone? = nil) async throws {
    scratch = try ScratchDirectory(name)
    if let origin {
      try await git("clone", "-q", origin.path, path, in: scratch.path)
    } else {
      try await git("init", "-q", "-b", "main", path, in: scratch.path)
    }
  }

  /// Runs git; gives its output without the last line break.
  @discardableResult
  func git(_ arguments: String..., in folder: String? = nil) async throws -> String {
    let environment = [
      "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "Tester", "GIT_AUTHOR_EMAIL": "tester@example.org", "GIT_COMMITTER_NAME": "Tester",
      "GIT_COMMITTER_EMAIL": "tester@example.org",
    ]
    let outcome = try await Invocation("git", arguments, in: folder ?? path, environment: environment).run()
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "")
    return outcome.text.hasSuffix("\n") ? String(outcome.text.dropLast()) : outcome.text
  }

  /// Commits everything, also where nothing changed.
  func commit(_ subject: String) async throws {
    try await git("add", "-A")
    try await git("commit", "-q", "--allow-empty", "-m", subject)
  }

  /// Writes a file of the working tree.
  func write(_ text: String, to file: String) async throws {
    let url = URL(filePath: "\(path)/\(file)")
    try FileManager.default.createDirectory(
      atPath: url.deletingLastPathComponent().path(percentEncoded: false), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Runs the program on it.
  func run(_ arguments: String...) async throws -> CapturedRun { try await run(arguments) }

  /// Runs the program on it.
  func run(_ arguments: [String]) async throws -> CapturedRun {
    try await CapturedRun(["-C", path] + arguments)
  }
}
