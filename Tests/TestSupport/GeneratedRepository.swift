import ExternalTools

/// A repository that the real git made of a generated history, and clones of it beside it.
public struct GeneratedRepository: Sendable {
  /// The folder that it lies in.
  public let scratch: ScratchDirectory
  /// The working tree, or the folder of a bare repository.
  public let path: String

  /// Makes one with `main` checked out.
  public init(_ name: String, _ history: ImportStream) async throws {
    scratch = try ScratchDirectory(name)
    path = "\(scratch.path)/origin"
    try await git("init", "-q", "-b", "main", path, in: scratch.path)
    try await git("fast-import", "--quiet", input: history.bytes)
    try await git("config", "uploadpack.allowFilter", "true")
    try await git("reset", "-q", "--hard")
  }

  private init(_ scratch: ScratchDirectory, _ path: String) { (self.scratch, self.path) = (scratch, path) }

  /// The repository at a folder beside this one.
  public func beside(_ name: String) -> GeneratedRepository { GeneratedRepository(scratch, "\(scratch.path)/\(name)") }

  /// A clone of this one beside it.
  public func cloned(_ name: String, _ options: String...) async throws -> GeneratedRepository {
    let copy = beside(name)
    try await git(["clone", "-q"] + options + ["file://\(path)", copy.path], in: scratch.path)
    return copy
  }

  /// The variables that git and the program are run with: nothing of this machine's own configuration counts.
  public var environment: [String: String] {
    [
      "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "\(scratch.path)/gitconfig", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "T", "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "T",
      "GIT_COMMITTER_EMAIL": "t@example.org", "GIT_ALLOW_PROTOCOL": "file", "LC_ALL": "C",
    ]
  }

  /// Runs git and gives what it says, without the last line break.
  @discardableResult
  public func git(_ arguments: String..., in folder: String? = nil, input: [UInt8] = []) async throws -> String {
    try await git(arguments, in: folder, input: input)
  }

  /// Runs git and gives what it says, without the last line break.
  @discardableResult
  public func git(_ arguments: [String], in folder: String? = nil, input: [UInt8] = []) async throws -> String {
    let text = try await Invocation("git", arguments, in: folder ?? path, environment: environment, input: input).run()
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "").text
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// Runs a script of the shell in the scratch folder and gives its output without the last line break; `$1` is this
  /// repository.
  @discardableResult
  public func shell(_ script: String, reading input: String = "") async throws -> String {
    let text = try await Invocation(
      "/bin/sh", ["-ec", script, "sh", path], in: scratch.path, environment: environment, input: Array(input.utf8)
    ).run().checked("The test's own script failed.", remedy: "").text
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
