public import ReleaseEngine
public import SemanticVersioning

/// One chart of a release as a publish target.
public struct ChartTarget: Hashable, Sendable {
  /// The chart's name.
  public var name: String
  /// Where it is published; the chart's name is part of it.
  public var repository: RepositoryAddress

  /// Makes a target.
  public init(name: String, repository: RepositoryAddress) { (self.name, self.repository) = (name, repository) }

  /// The slot of a version: Helm finds a chart by the tag that its version makes.
  public func slot(_ version: SemanticVersion) -> SlotName {
    SlotName(RegistryTag(repository, version.description.replacing("+", with: "_")))
  }

  /// What the release of `version` would put there.
  public func claim(_ version: SemanticVersion, value: HeldValue) -> Claim {
    Claim(slot(version), .charts, value: value.identity)
  }
}
