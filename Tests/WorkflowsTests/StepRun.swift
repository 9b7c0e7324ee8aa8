import ExternalTools
import FoundationEssentials
import TestSupport

@testable import Workflows

/// A script of a generated workflow at work as a runner starts it, among programs that stand in for others.
struct StepRun {
  let scratch: ScratchDirectory
  private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)

  /// An empty working folder.
  init(_ name: String) throws {
    scratch = try ScratchDirectory("step-\(name)")
    try scratch.write("", to: "outputs")
    try scratch.write("", to: "path")
    // Nobody waits for a real one.
    try program("sleep", "exit 0")
  }

  /// Puts a program on PATH that notes its arguments in `calls`, a line a call, and does this.
  func program(_ name: String, _ script: String) throws {
    let file = try scratch.write(
      "#!/bin/bash\n{ printf '%s' \"\(name)\"; printf ' <%s>' \"$@\"; echo; } >> '\(scratch.path)/calls'\n\(script)\n",
      to: "bin/\(name)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
  }

  /// Runs a script as `run:` does.
  func run(_ script: String, _ variables: [String: String] = [:]) async throws -> ToolOutcome {
    let file = try scratch.write(script, to: "script.sh")
    let environment = [
      "PATH": "\(scratch.path)/bin:\(root)/.venv/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
      "RUNNER_TEMP": "\(scratch.path)/temp", "GITHUB_OUTPUT": "\(scratch.path)/outputs",
      "GITHUB_PATH": "\(scratch.path)/path", "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_AUTHOR_NAME": "Tester", "GIT_AUTHOR_EMAIL": "tester@example.org", "GIT_COMMITTER_NAME": "Tester",
      "GIT_COMMITTER_EMAIL": "tester@example.org",
    ].merging(variables) { $1 }
    try FileManager.default.createDirectory(atPath: "\(scratch.path)/work", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: "\(scratch.path)/temp", withIntermediateDirectories: true)
    return try await Invocation(
      "bash", ["--noprofile", "--norc", "-eo", "pipefail", file], in: "\(scratch.path)/work", environment: environment,
      deadline: .seconds(120)
    ).run()
  }

  /// The calls of the programs that stand in, those of `sleep` left out.
  var calls: [String] { text("calls").split(separator: "\n").map(String.init).filter { !$0.hasPrefix("sleep") } }

  /// The text of a file of the scratch folder; empty where it is not there.
  func text(_ name: String) -> String {
    (try? Data(contentsOf: URL(filePath: "\(scratch.path)/\(name)"))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// The script of a step, by the workflow, the job and a word of its text.
  static func script(_ workflow: String, _ job: String, with word: String, _ sample: Sample = .twoOfEach) throws
    -> String
  {
    let scripts = try ParsedWorkflow.named(workflow, sample).job(job).scripts.filter { $0.contains(word) }
    guard let script = scripts.first else { throw NoScript(word: word) }
    return script
  }

  struct NoScript: Error { var word: String }
}
