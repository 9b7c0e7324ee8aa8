import ExternalTools
import Refusals

/// A remote of a repository, spoken to through the `git` program with the user's own credentials.
public struct Remote: ReferenceStore {
  /// The remote's name.
  public let name: String
  let repository: Repository

  /// Names the remote; nothing is asked yet.
  public init(_ name: String, of repository: Repository) { (self.name, self.repository) = (name, repository) }

  /// Its address; empty where the repository has no such remote.
  public var url: String { (try? repository.configuration("remote.\(name).url")) ?? "" }

  /// What exactly these references point at.
  public func references(_ names: [String]) async throws -> [String: ObjectID] {
    guard !names.isEmpty else { return [:] }
    let found = try await list(names)
    return names.reduce(into: [:]) { $0[$1] = found[$1] }
  }

  /// Every reference below some prefixes, by full name; an annotated tag has a second entry `NAME^{}` for its commit.
  public func all(under prefixes: [String]) async throws -> [String: ObjectID] {
    guard !prefixes.isEmpty else { return [:] }
    let found = try await list(prefixes.map { "\($0)*" })
    return found.filter { entry in prefixes.contains { entry.key.hasPrefix($0) } }
  }

  /// The branch that the remote's HEAD names; nil where it says none.
  public func defaultBranch() async throws -> String? {
    let lines = try await lsRemote(["--symref", name, "HEAD"]).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("ref: refs/heads/") }) else { return nil }
    return String(line.dropFirst(16).prefix { $0 != "\t" })
  }

  private func list(_ patterns: [String]) async throws -> [String: ObjectID] {
    try await lsRemote([name] + patterns).split(separator: "\n").reduce(into: [:]) { found, line in
      let fields = line.split(separator: "\t")
      guard fields.count == 2 else { return }
      found[String(fields[1])] = try ObjectID(parsing: fields[0])
    }
  }

  private func lsRemote(_ arguments: [String]) async throws -> String {
    try requireURL()
    let outcome = try await git(["ls-remote", "-q"] + arguments)
    guard outcome.succeeded else { throw failure("\(name) was not read.", outcome) }
    return outcome.text
  }

  /// Fetches references' histories without writing any reference but those that the refspecs name.
  public func fetch(_ refspecs: [String]) async throws {
    try requireURL()
    let outcome = try await git(
      [
        "fetch", "-q", "--no-tags", "--no-prune", "--no-write-fetch-head", "--no-auto-gc", "--no-recurse-submodules",
        name,
      ] + refspecs)
    guard outcome.succeeded else { throw failure("\(refspecs.joined(separator: ", ")) was not fetched.", outcome) }
  }

  /// Options that keep a push to what is named, whatever the configuration adds to pushes.
  private static let alone = ["--no-verify", "--no-follow-tags", "--recurse-submodules=no"]

  /// Throws where this identity may not push; asks without changing anything.
  public func checkPushRight() async throws {
    try requireURL()
    guard let head = try repository.reference("HEAD") else { return }
    let outcome = try await git(
      ["push", "-q", "--dry-run"] + Self.alone + [name, "\(head):refs/brokkr-release/probe"])
    guard outcome.succeeded else { throw failure("\(name) does not take pushes.", outcome) }
  }

  /// Pushes all or none, each over its `before`.
  public func apply(_ updates: [ReferenceUpdate]) async throws {
    guard !updates.isEmpty else { return }
    try requireURL()
    let leases = updates.map { "--force-with-lease=\($0.name):\($0.before?.description ?? "")" }
    let refspecs = updates.map { "\($0.after?.description ?? ""):\($0.name)" }
    let outcome = try await git(
      ["push", "--porcelain", "--atomic"] + Self.alone + leases + ["--", name] + refspecs)
    guard !outcome.succeeded else { return }
    let report = PushReport(outcome: outcome)
    if let rejection = report.rejection { throw rejection }
    guard !report.isWithoutAtomic else {
      throw Refusal(
        .remoteRefused, what: "Nothing was pushed to \(name): it cannot move several references as one.",
        why: outcome.tail(6), remedy: "Push to a server that supports `git push --atomic`, as the forges do.")
    }
    throw failure("Nothing was pushed to \(name).", outcome)
  }

  private func requireURL() throws {
    guard url.isEmpty else { return }
    throw Refusal(
      .configuration, what: "The repository has no remote called \(name).",
      remedy: "Add it by `git remote add \(name) URL`, or set `remote: \"\"` to keep everything in this repository.")
  }

  private func git(_ arguments: [String]) async throws -> ToolOutcome {
    try await repository.git(
      arguments, in: repository.workTree ?? repository.gitDirectory,
      environment: RemoteCredentials.environment(for: url))
  }

  /// What a failed conversation means.
  private func failure(_ what: String, _ outcome: ToolOutcome) -> Refusal {
    let text = outcome.errorText.lowercased()
    let isUnauthorized = [
      "authentication failed", "permission denied", "could not read username", "could not read password",
      "terminal prompts disabled", "error: 401", "error: 403", "access denied", "not authorized", "permission to ",
      "write access to repository not granted", "insufficient permission", "invalid username or", "deploy key",
    ].contains { text.contains($0) }
    let why = outcome.tail(6)
    return isUnauthorized
      ? Refusal(
        .unauthorized, what: what, why: why, remedy: "Check the credentials that git uses for \(name).")
      : Refusal(
        .remoteUnreachable, what: what, why: why, remedy: "Run `git ls-remote \(name)` and look at what it says.")
  }
}
