import ExternalTools
import Refusals

extension Remote {
  /// What exactly these references point at.
  public func references(_ names: [String]) async throws -> [String: ObjectID] {
    guard !names.isEmpty else { return [:] }
    // git takes a pattern for the end of a name: refs/x matches refs/y/refs/x.
    let found = try await list(names)
    return names.reduce(into: [:]) { $0[$1] = found[$1] }
  }

  /// Every reference whose full name begins with one of these; an annotated tag has a second entry `NAME^{}` for what it leads
  /// to.
  public func all(under prefixes: [String]) async throws -> [String: ObjectID] {
    guard !prefixes.isEmpty else { return [:] }
    let found = try await list(prefixes.map { "\($0)*" })
    return found.filter { entry in prefixes.contains { entry.key.hasPrefix($0) } }
  }

  /// The branch that the remote's HEAD names, by its short name; nil where it says none.
  public func defaultBranch() async throws -> String? {
    var branch: String?
    for line in try await lsRemote(["--symref", "--", name, "HEAD"]).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 2, fields[0].hasPrefix("ref: ") || (try? ObjectID(parsing: fields[0])) != nil else {
        throw garbled(line)
      }
      if fields[0].hasPrefix("ref: refs/heads/") { branch = branch ?? String(fields[0].dropFirst(16)) }
    }
    return branch
  }

  /// Fetches references with their histories; what the refspecs name is written, and the remote-tracking references of
  /// the branches among them.
  ///
  /// Nothing is removed, whatever the configuration says about pruning, and nothing is left out of a partial clone.
  /// With `anew` every object is brought, also those that seem to be here.
  public func fetch(_ refspecs: [String], anew: Bool = false) async throws {
    let outcome = try await git(
      [
        "fetch", "-q", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--no-prune", "--no-prune-tags",
        "--no-filter", "--no-recurse-submodules",
      ] + (anew ? ["--refetch"] : []) + ["--", name] + refspecs, deadline: .seconds(1800))
    guard outcome.succeeded else { throw failure("\(refspecs.joined(separator: ", ")) was not fetched.", outcome) }
  }

  private func list(_ patterns: [String]) async throws -> [String: ObjectID] {
    try await lsRemote(["--", name] + patterns).split(separator: "\n").reduce(into: [:]) { found, line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 2, let id = try? ObjectID(parsing: fields[0]) else { throw garbled(line) }
      found[String(fields[1])] = id
    }
  }

  /// What is no line of references says nothing, and above all not that a reference is missing.
  private func garbled(_ line: Substring) -> Refusal {
    Refusal(
      .remoteUnreachable, what: "\(name) was not read: it answered with something else than references.",
      why: "`\(line.prefix(120))`", remedy: "Run `git ls-remote \(name)` and look at what it says.")
  }

  private func lsRemote(_ arguments: [String]) async throws -> String {
    let outcome = try await git(["ls-remote", "-q"] + arguments, deadline: .seconds(180))
    guard outcome.succeeded else { throw failure("\(name) was not read.", outcome) }
    return outcome.text
  }
}
