import OCI
public import ReleaseEngine
public import SemanticVersioning

/// One image of a release as a publish target: where it goes, and under which tags.
public struct ImageTarget: Hashable, Sendable {
  /// The name in the configuration.
  public var name: String
  /// Where it is published.
  public var repository: RepositoryAddress
  /// The tags it gets.
  public var tags: [FloatingTag]

  /// Makes a target.
  public init(name: String, repository: RepositoryAddress, tags: [FloatingTag]) {
    (self.name, self.repository, self.tags) = (name, repository, tags)
  }

  /// What the release of `version` would put on each tag.
  public func claims(_ version: SemanticVersion, value: HeldValue) -> [Claim] {
    tags.compactMap { template in
      guard let tag = template.name(for: version) else { return nil }
      let slot = SlotName(RegistryTag(repository, tag))
      return Claim(slot, template.isVersionName ? .images : .floating, value: value.identity)
    }
  }

  /// For each floating tag that `version` claims, the highest of `unrecorded` that would have it too.
  public func ranks(_ version: SemanticVersion, unrecorded: [SemanticVersion]) -> [String: String] {
    var ranks: [String: String] = [:]
    for template in tags where !template.isVersionName {
      guard let tag = template.name(for: version) else { continue }
      let scope = unrecorded.filter { !$0.isPrerelease && template.name(for: $0) == tag }
      guard let highest = scope.max(by: { $0.precedence < $1.precedence }) else { continue }
      ranks[RegistryTag(repository, tag).address] = highest.description
    }
    return ranks
  }
}
