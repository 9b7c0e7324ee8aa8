import ExternalTools
import TestSupport
import Testing

extension GeneratedRepository {
  /// How a run of the executable ended.
  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs the executable in this repository.
  func run(_ arguments: [String], with variables: [String: String] = [:]) async throws -> Outcome {
    let own = environment.merging(["NO_COLOR": "1"]) { own, _ in own }.merging(variables) { _, new in new }
    let outcome = try await Invocation(
      Executable.path, arguments, in: path, environment: own, deadline: .seconds(60)
    ).run()
    return Outcome(status: outcome.status, output: outcome.text, errors: outcome.errorText)
  }

  /// Expects that `next` prints this tag.
  func expectNext(_ tag: String, _ options: [String] = [], at location: SourceLocation = #_sourceLocation) async throws
  {
    let outcome = try await run(["next"] + options)
    #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: location)
    #expect(outcome.output == "\(tag)\n", "\(outcome.errors)", sourceLocation: location)
  }

  /// Expects a refusal of one line of what, and a fix that is one line.
  func expectRefusal(
    _ status: Int32, _ words: [String], _ options: [String] = [], at location: SourceLocation = #_sourceLocation
  ) async throws {
    let outcome = try await run(["next"] + options)
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: location)
    #expect(outcome.output.isEmpty, sourceLocation: location)
    for word in words + ["error: ", "\n  fix: "] {
      #expect(outcome.errors.contains(word), "`\(word)`: \(outcome.errors)", sourceLocation: location)
    }
    for word in ["unsupported extension", "Fatal", "loose reference", "config value"] {
      #expect(!outcome.errors.contains(word), "\(outcome.errors)", sourceLocation: location)
    }
  }

  /// The line that a refusal names as the fix, between its backticks.
  func fix(_ options: [String] = []) async throws -> String {
    let errors = try await run(["next"] + options).errors
    let fix = try #require(errors.split(separator: "\n").first { $0.hasPrefix("  fix: ") }, "\(errors)")
    return String(try #require(fix.split(separator: "`").dropFirst().first, "\(errors)"))
  }
}
