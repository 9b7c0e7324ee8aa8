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

  /// Throws where the repository has no such remote.
  func requireURL() throws {
    guard url.isEmpty else { return }
    throw Refusal(
      .configuration, what: "The repository has no remote called \(name).",
      remedy: "Add it by `git remote add \(name) URL`, or set `remote: \"\"` to keep everything in this repository.")
  }

  func git(_ arguments: [String], deadline: Duration) async throws -> ToolOutcome {
    try requireURL()
    do {
      return try await repository.git(
        arguments, environment: RemoteCredentials.environment(for: url), deadline: deadline)
    } catch let refusal as Refusal where refusal.code == .toolFailed {
      throw Refusal(
        .remoteUnreachable, what: "\(name) was given up.", why: refusal.what,
        remedy: "Run `git ls-remote \(name)` and see what it waits for.")
    }
  }

  func failure(_ what: String, _ outcome: ToolOutcome) -> Refusal {
    RemoteFailure.refusal(what, outcome, remote: name)
  }
}
