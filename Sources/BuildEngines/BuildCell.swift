public import OCI

/// One image for one platform, with everything that its build reads.
public struct BuildCell: Sendable, Hashable {
  /// The image's name in the configuration.
  public var image: String
  /// The platform that it is built for.
  public var platform: Platform
  /// The absolute path of the folder that the build reads.
  public var contextDirectory: String
  /// The absolute path of the Dockerfile.
  public var dockerfile: String
  /// The arguments of the build, each name once.
  public var arguments: [(String, String)]
  /// The labels of the image's configuration.
  public var labels: [String: String]
  /// The annotations of the image's manifest.
  public var annotations: [String: String]
  /// The time that everything in the image bears, in seconds since 1970.
  public var timestamp: Int64

  /// Makes a cell of the build.
  public init(
    image: String, platform: Platform, contextDirectory: String, dockerfile: String,
    arguments: [(String, String)] = [], labels: [String: String] = [:], annotations: [String: String] = [:],
    timestamp: Int64
  ) {
    self.image = image
    self.platform = platform
    self.contextDirectory = contextDirectory
    self.dockerfile = dockerfile
    self.arguments = arguments
    self.labels = labels
    self.annotations = annotations
    self.timestamp = timestamp
  }

  /// The arguments of a build: the image's own, and those that are always passed unless its own win over them.
  public static func arguments(
    _ own: [(String, String)], version: String, revision: String, timestamp: Int64
  ) -> [(String, String)] {
    let always = [("VERSION", version), ("REVISION", revision), ("SOURCE_DATE_EPOCH", "\(timestamp)")]
    return always.filter { name, _ in !own.contains { $0.0 == name } } + own
  }

  /// The names of the arguments that are always passed, wanted by the Dockerfile or not.
  static let alwaysPassed: Set<String> = ["VERSION", "REVISION", "SOURCE_DATE_EPOCH"]

  /// The options that every engine takes, in an order that is always the same.
  var options: [String] {
    func pairs(_ option: String, _ values: [String: String]) -> [String] {
      values.sorted { $0.key < $1.key }.flatMap { [option, "\($0.key)=\($0.value)"] }
    }
    return ["--platform", platform.description, "--file", dockerfile]
      + arguments.flatMap { ["--build-arg", "\($0)=\($1)"] }
      + pairs("--label", labels) + pairs("--annotation", annotations)
  }

  /// The cell in the words of a message.
  var title: String { "\(image) for \(platform)" }

  /// Whether two cells build the same from the same files.
  public static func == (one: Self, other: Self) -> Bool {
    one.image == other.image && one.platform == other.platform && one.contextDirectory == other.contextDirectory
      && one.dockerfile == other.dockerfile && one.labels == other.labels && one.annotations == other.annotations
      && one.timestamp == other.timestamp && one.arguments.elementsEqual(other.arguments, by: ==)
  }

  /// Feeds what tells cells apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(image)
    hasher.combine(platform)
    hasher.combine(contextDirectory)
    hasher.combine(timestamp)
  }
}
