public import Publishing
public import SemanticVersioning

/// One Helm chart that a release packages and publishes.
public struct ChartConfiguration: Sendable, Equatable {
  /// The chart's name, equal to the one in its Chart.yaml.
  public var name: String
  /// The chart's folder, relative to the repository's root.
  public var path: String
  /// Where it is published; the name is appended to it.
  public var repository: RepositoryAddress
  /// What becomes of `appVersion`: a text with `{version}`, `{major}`, `{minor}` or `{patch}` in it.
  public var appVersion: String
  /// Further scalars that say the version.
  public var stamps: [ChartStamp]
  /// Values files that lint and template are run with, each alone, relative to the chart's folder.
  public var values: [String]
  /// Further runs of lint and template.
  public var cases: [ChartCase]

  /// Makes a chart's configuration.
  public init(
    name: String, path: String? = nil, repository: RepositoryAddress, appVersion: String = "{version}",
    stamps: [ChartStamp] = [], values: [String] = [], cases: [ChartCase] = []
  ) {
    self.name = name
    self.path = path ?? "charts/\(name)"
    self.repository = repository
    self.appVersion = appVersion
    self.stamps = stamps
    self.values = values
    self.cases = cases
  }

  /// The repository that holds this chart's tags.
  public var address: RepositoryAddress { repository.appending(name) }

  /// The path of one of the chart's files from the repository's root, without `.` and `..` in it.
  public func file(_ name: String) -> String { RepositoryPath.joined(path, name) }

  /// The `appVersion` of a release.
  public func appVersion(for version: SemanticVersion) -> String {
    VersionTemplate.filled(appVersion, with: version)
  }
}
