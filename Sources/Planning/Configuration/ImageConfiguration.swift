public import OCI
public import Publishing
public import SemanticVersioning

/// One container image that a release builds and publishes.
public struct ImageConfiguration: Sendable, Equatable {
  /// The name by which the configuration, the commands and the records know it.
  public var name: String
  /// Where it is published.
  public var repository: RepositoryAddress
  /// The folder that the build reads, relative to the repository's root.
  public var context: String
  /// The Dockerfile, relative to the repository's root.
  public var dockerfile: String
  /// What it is built for; one cell of the build each.
  public var platforms: [Platform]
  /// Arguments of the build beside those that are always passed, in the order of the file; they win over those.
  public var buildArguments: [(String, String)]
  /// The tags that a release claims; at least one of them holds the whole version.
  public var tags: [FloatingTag]

  /// Makes an image's configuration.
  public init(
    name: String, repository: RepositoryAddress, context: String = ".", dockerfile: String? = nil,
    platforms: [Platform], buildArguments: [(String, String)] = [], tags: [FloatingTag]
  ) {
    self.name = name
    self.repository = repository
    self.context = context
    self.dockerfile = dockerfile ?? RepositoryPath.joined(context, "Dockerfile")
    self.platforms = platforms
    self.buildArguments = buildArguments
    self.tags = tags
  }

  /// Whether two images are configured alike.
  public static func == (one: Self, other: Self) -> Bool {
    one.name == other.name && one.repository == other.repository && one.context == other.context
      && one.dockerfile == other.dockerfile && one.platforms == other.platforms && one.tags == other.tags
      && one.buildArguments.elementsEqual(other.buildArguments, by: ==)
  }
}
