/// Which references an environment lets in (GitHub Docs, "Deployments and environments", deployment branches and tags).
public struct EnvironmentEntry: Sendable {
  /// The patterns; nil where only protected branches are let in.
  let patterns: [GitHubClient.ReferencePattern]?

  /// Whether a tag may use it.
  public func lets(tag: String) -> Bool { matches(tag, "tag") ?? false }

  /// Whether a branch may use it; nil where that depends on its protection.
  public func lets(branch: String) -> Bool? { matches(branch, "branch") }

  private func matches(_ name: String, _ kind: String) -> Bool? {
    patterns.map { $0.contains { ($0.type ?? "branch") == kind && NamePattern($0.name).matches(name) } }
  }
}
