/// What a release does on GitHub, where the remote is one there.
public struct GitHubConfiguration: Sendable, Equatable {
  /// Whether a GitHub Release is made.
  public var release = true
  /// The workflows that are started on the tag afterwards, by their file names.
  public var dispatch: [String] = []
  /// The component that owns the one `latest` mark; nil for the first.
  public var latest: String?
  /// `OWNER/NAME`, where the remote's address does not tell it; nil for what the remote says.
  public var repository: String?
  /// The host of the container registry, where it is not the one that GitHub has by default; nil for that.
  public var registry: String?

  /// Makes the settings that hold without a configuration.
  public init() {}
}
