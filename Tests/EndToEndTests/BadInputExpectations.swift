import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

extension StoryWorld.Outcome {
  /// What no person should have to read: names of types, stack traces, the libraries' own words.
  private static let noise = [
    "Swift.", "Fatal error", "Optional(", "Error(", "Refusal(", "HTTPClientError", "NIOCore", "SocketAddressError",
    "IOError", "(errno", ".swift:", "Domain=", "DecodingError", "CancellationError", "yaml_set", "Stack dump",
  ]

  /// Expects a refusal as it has to be: the status, what did not happen and why in these words, and a way on.
  func expectRefusal(
    _ status: Int32, _ words: [String], hasFix: Bool = true, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(self.status == status, "\(story)", sourceLocation: location)
    for word in words {
      #expect(errors.contains(word), "`\(word)` is not said: \(story)", sourceLocation: location)
    }
    #expect(errors.contains("error: "), "\(story)", sourceLocation: location)
    if hasFix { #expect(errors.contains("\n  fix: "), "no way on is named: \(story)", sourceLocation: location) }
    #expect(output.isEmpty, "a refusal gives no result: \(output)", sourceLocation: location)
    expectQuiet(at: location)
  }

  /// Expects no word that is only for the makers.
  func expectQuiet(at location: SourceLocation = #_sourceLocation) {
    for word in Self.noise {
      #expect(!(output + errors).contains(word), "`\(word)` is said: \(story)", sourceLocation: location)
    }
  }
}

extension StoryWorld {
  /// Runs the executable with further variables.
  func run(
    _ line: [String], in folder: String? = nil, with variables: [String: String] = [:]
  ) async throws -> Outcome {
    let scratch = "\(scratch.path)/tmp"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let own = environment.merging(["TMPDIR": scratch]) { own, _ in own }.merging(variables) { _, new in new }
    return try await started(line, in: folder, own)
  }

  /// Everything that a refusal has to leave as it was, a fact a line: the origin, the registry, the clone, scratch files.
  func everything(in folder: String? = nil, isRecording: Bool = false) async throws -> [String] {
    let script = """
      mkdir -p "$3/tmp"; git ls-remote "$1"; cd "$2"
      git for-each-ref --format='local %(objectname) %(refname)' refs/heads refs/tags
      git symbolic-ref -q HEAD || git rev-parse -q --verify HEAD
      git status --porcelain --ignored -uall; git diff HEAD; git diff --cached
      find "$(git rev-parse --git-common-dir)/brokkr-release/hand-over" "$3/tmp" -mindepth 1 -maxdepth 1
      """
    let outcome = try await Invocation(
      "/bin/sh", ["-c", script, "sh", origin, folder ?? clone, scratch.path], environment: environment
    ).run()
    let lines = outcome.text.split(separator: "\n").map(String.init)
    return lines.filter { !isRecording || !$0.contains("refs/brokkr-release/") }
      + registry.tags().map { "\($0.key) \($0.value)" }.sorted()
  }

  /// Runs a line that has to be refused, and expects that it changes nothing; one that `isRecording` may have begun a
  /// record.
  @discardableResult
  func refuses(
    _ line: [String], _ status: Int32, _ words: [String], in folder: String? = nil,
    with variables: [String: String] = [:], hasFix: Bool = true, isRecording: Bool = false,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> Outcome {
    let before = try await everything(in: folder, isRecording: isRecording)
    let outcome = try await run(line, in: folder, with: variables)
    outcome.expectRefusal(status, words, hasFix: hasFix, at: location)
    let after = try await everything(in: folder, isRecording: isRecording)
    #expect(after == before, "it changed something: \(outcome.story)", sourceLocation: location)
    return outcome
  }

  /// Runs a line that has to go well.
  @discardableResult
  func succeeds(
    _ line: [String], in folder: String? = nil, with variables: [String: String] = [:],
    at location: SourceLocation = #_sourceLocation
  ) async throws -> Outcome {
    let outcome = try await run(line, in: folder, with: variables)
    #expect(outcome.status == 0, "\(line.joined(separator: " ")): \(outcome.story)", sourceLocation: location)
    outcome.expectQuiet(at: location)
    return outcome
  }

  /// The object that a line prints with `--json`.
  func object<Value: Decodable>(
    _ line: [String], as type: Value.Type = Value.self, in folder: String? = nil
  ) async throws -> Value {
    let outcome = try await run(line + ["--json"], in: folder)
    return try JSONDecoder().decode(type, from: Data(outcome.output.utf8))
  }

  /// What the record of a version says.
  func record(_ version: String) async throws -> RecordedRelease { try await object(["show", version]) }

  /// What is in flight.
  func status() async throws -> InFlight { try await object(["status"]) }

  /// Runs a script of the shell; gives its output.
  @discardableResult
  func shell(_ script: String, _ arguments: String...) async throws -> String {
    try await Invocation("/bin/sh", ["-ec", script, "sh"] + arguments, environment: environment).run()
      .checked("The test's own script failed.", remedy: "").text
  }

  /// Runs a script of the shell with further words; gives its output.
  @discardableResult
  func shell(_ script: String, _ arguments: String..., then words: [String]) async throws -> String {
    try await Invocation("/bin/sh", ["-ec", script, "sh"] + arguments + words, environment: environment).run()
      .checked("The test's own script failed.", remedy: "").text
  }

  /// Commits everything that was changed in the clone, and pushes it.
  func push(_ subject: String) async throws {
    try await git("add", "-A")
    try await git("commit", "-q", "-m", subject)
    try await git("push", "-q", "origin", "main")
  }

  /// The configuration with texts replaced, in a file of its own for `--config`.
  func configuration(_ replacements: [(String, String)], named name: String = "other.yml") throws -> String {
    var text = try String(contentsOfFile: "\(clone)/.brokkr-release.yml", encoding: .utf8)
    for (old, new) in replacements { text = text.replacing(old, with: new) }
    return try scratch.write(text, to: name)
  }
}
