/// What a configuration says of the workflows alone.
public struct WorkflowSettings: Sendable, Hashable {
  /// What builds and tests for a platform.
  public enum Runner: Sendable, Hashable {
    /// A runner of that platform, by its label.
    case native(String)
    /// The runner of `linux/amd64`, with QEMU.
    case emulated
  }

  /// How the workflows get this tool.
  public enum Tool: Sendable, Hashable {
    /// The address and the checksum are in variables of the repository.
    case variables
    /// A file of a GitHub Release, checked by its SHA-256 for each platform.
    case release(repository: String, tag: String, checksums: [String: String])
    /// A build of a commit; without a repository, of the one that is released.
    case source(repository: String?, commit: String)
  }

  /// Reusable workflows that must succeed before the gate, by their file names.
  public var test: [String] = []
  /// Reusable workflows whose artifacts `release-asset-*` join the GitHub Release, by their file names.
  public var assets: [String] = []
  /// What builds and tests for each platform; a platform that is not named is emulated.
  public var runners: [String: Runner] = [
    "linux/amd64": .native("ubuntu-24.04"), "linux/arm64": .native("ubuntu-24.04-arm"),
  ]
  /// How the workflows get this tool.
  public var tool = Tool.variables
  /// How many days built content is kept; an approval has to come within 30.
  public var retentionDays = 35
  /// Where the guide for those who release is written.
  public var guide = "docs/release-workflow.md"
  /// The branches whose images get the branch's name as a tag.
  public var branches = branches(with: ["release/*"])

  /// Makes the settings that hold without a configuration.
  public init() {}

  /// The branches that have images where nothing else is said.
  ///
  /// - Parameter released: those that are released from.
  /// - Returns: the patterns, each once.
  public static func branches(with released: [String]) -> [String] {
    let usual = ["main", "develop"]
    return usual + released.filter { !usual.contains($0) }
  }

  /// The platform of the runner that everything else than builds runs on.
  static let basePlatform = "linux/amd64"

  /// The label of the runner that everything else than builds runs on.
  var baseRunner: String {
    guard case .native(let label) = runners[Self.basePlatform] else { return "ubuntu-24.04" }
    return label
  }

  /// The label of the runner that builds for a platform, and whether that is by emulation.
  func runner(for platform: String) -> (label: String, isEmulated: Bool) {
    guard case .native(let label) = runners[platform] else { return (baseRunner, platform != Self.basePlatform) }
    return (label, false)
  }
}
