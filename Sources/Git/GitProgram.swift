import ExternalTools

/// How the `git` program is run: in English, without questions, hooks of the clone and programs that its configuration
/// names for convenience.
enum GitProgram {
  static let settings = [
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "color.ui=false", "-c", "gc.auto=0",
    "-c", "maintenance.auto=false", "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60",
  ]
  static let environment = [
    "LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_EDITOR": "true",
    // Replacements are this clone's own view of history; a release has to be the same in every clone.
    "GIT_NO_REPLACE_OBJECTS": "1",
  ]
}

extension Repository {
  /// Runs git in this repository.
  func git(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:], input: [UInt8] = [],
    deadline: Duration? = nil
  ) async throws -> ToolOutcome {
    try await Invocation(
      "git", GitProgram.settings + Ownership.arguments + arguments, in: folder ?? self.folder,
      environment: GitProgram.environment.merging(environment) { _, own in own }, input: input, deadline: deadline
    ).run()
  }
}
