import ExternalTools
import Git
import TestSupport

/// A repository of one test, with the `git` program beside the library to tell what is true.
struct Clone: Sendable {
  let scratch: ScratchDirectory
  /// The working tree, or the folder of a bare repository.
  let path: String

  /// Makes a repository with a working tree, or a bare one.
  init(_ name: String, isBare: Bool = false) async throws {
    scratch = try ScratchDirectory(name)
    path = "\(scratch.path)/\(isBare ? "bare.git" : "clone")"
    try await git(["init", "-q", "-b", "main"] + (isBare ? ["--bare"] : []) + [path], in: scratch.path)
    try await settle()
  }

  private init(_ scratch: ScratchDirectory, _ path: String) { (self.scratch, self.path) = (scratch, path) }

  /// A clone of this one beside it.
  func cloned(_ name: String, _ options: String...) async throws -> Clone {
    let other = Clone(scratch, "\(scratch.path)/\(name)")
    try await git(["clone", "-q"] + options + ["file://\(path)", other.path], in: scratch.path)
    try await other.settle()
    return other
  }

  /// Settles what the machine's own configuration could say otherwise; the library's own calls of git read that too.
  private func settle() async throws {
    let settings = [
      "user.name": "Tester", "user.email": "tester@example.org", "commit.gpgsign": "false", "tag.gpgsign": "false",
      "core.autocrlf": "false", "gc.auto": "0", "core.hooksPath": "\(path)/.no-hooks",
    ]
    for (key, value) in settings { try await git("config", key, value) }
  }

  func repository() throws -> Repository { try Repository(at: path) }

  /// The folder that it lies in, for what a test needs beside it.
  var folder: String { scratch.path }

  /// Writes a file below ``folder``.
  func write(_ text: String, to name: String) throws { try scratch.write(text, to: name) }

  /// Runs git and gives what it says, without the last line break.
  @discardableResult
  func git(_ arguments: String..., input: String = "", environment: [String: String] = [:]) async throws -> String {
    try await git(arguments, in: path, input: input, environment: environment)
  }

  @discardableResult
  func git(
    _ arguments: [String], in folder: String, input: String = "", environment: [String: String] = [:]
  ) async throws -> String {
    let text = try await outcome(arguments, in: folder, input: input, environment: environment)
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "").text
    return text.utf8.last == UInt8(ascii: "\n") ? String(text.dropLast()) : text
  }

  func outcome(
    _ arguments: [String], in folder: String? = nil, input: String = "", environment: [String: String] = [:]
  ) async throws -> ToolOutcome {
    let own = [
      "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
      "GIT_ALLOW_PROTOCOL": "file",
    ]
    return try await Invocation(
      "git", arguments, in: folder ?? path, environment: own.merging(environment) { _, new in new },
      input: Array(input.utf8)
    ).run()
  }

  /// Runs git with bytes that may be no text.
  func bytes(_ arguments: [String], input: [UInt8]) async throws -> String {
    let own = ["HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"]
    let text = try await Invocation("git", arguments, in: path, environment: own, input: input).run()
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "").text
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// The id of a revision.
  func id(_ revision: String) async throws -> ObjectID {
    try ObjectID(parsing: try await git("rev-parse", "--verify", revision))
  }

  /// Writes files, and commits them with everything else that is not committed.
  @discardableResult
  func commit(_ subject: String, _ files: [String: String] = [:], at time: Int64 = 1_700_000_000) async throws
    -> ObjectID
  {
    for (name, text) in files { try scratch.write(text, to: "\(path.dropFirst(scratch.path.count + 1))/\(name)") }
    try await git("add", "-A")
    let times = ["GIT_AUTHOR_DATE": "\(time) +0000", "GIT_COMMITTER_DATE": "\(time) +0000"]
    try await git("commit", "-q", "--allow-empty", "-m", subject, environment: times)
    return try await id("HEAD")
  }

  /// Writes an object and gives its id.
  func object(_ kind: String, _ text: String) async throws -> ObjectID {
    try ObjectID(parsing: try await git("hash-object", "-t", kind, "-w", "--literally", "--stdin", input: text))
  }

  /// A commit of nothing with these parents, that nothing points at.
  func plant(_ subject: String, at time: Int64, after parents: [ObjectID]) async throws -> ObjectID {
    let tree = try await object("tree", "")
    let above = parents.map { "parent \($0)\n" }.joined()
    let line = "T <t@example.org> \(time) +0000\n"
    return try await object("commit", "tree \(tree)\n\(above)author \(line)committer \(line)\n\(subject)\n")
  }

  /// Every reference with what it points at, as `git` lists them.
  func references() async throws -> [String: String] {
    let lines = try await git("for-each-ref", "--format=%(refname) %(objectname)").split(separator: "\n")
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let fields = line.split(separator: " ")
        return (String(fields[0]), String(fields[1]))
      })
  }

  /// Takes a file of the working tree away.
  func remove(_ name: String) async throws {
    _ = try await Invocation("rm", ["\(path)/\(name)"]).run().checked("\(name) was not removed.", remedy: "")
  }

  /// Makes a file of the repository's folder one that can be run.
  func executable(_ name: String) async throws {
    _ = try await Invocation("chmod", ["+x", "\(path)/\(name)"]).run().checked("\(name) stays as it is.", remedy: "")
  }

  /// How many loose objects there are.
  func looseObjects() async throws -> Int {
    let count = try await git("count-objects").prefix { $0.isNumber }
    return Int(count) ?? -1
  }

  static let author = Signature(name: "Tester", email: "tester@example.org", time: 1_700_000_000, offsetMinutes: 60)
}
