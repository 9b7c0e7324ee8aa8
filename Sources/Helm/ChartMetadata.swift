import Refusals

/// What Chart.yaml says of a chart.
public struct ChartMetadata: Sendable, Equatable {
  /// The format of the chart: v1 or v2.
  public let apiVersion: String
  /// The chart's name; empty where there is none, which is one of the problems.
  public let name: String
  /// The chart's version as it is written; empty where there is none, which is one of the problems.
  public let version: String
  /// The version of what the chart installs.
  public let appVersion: String?
  /// Application or library; nil means application.
  public let type: String?
  /// One sentence on the chart.
  public let description: String?
  /// The address of the project.
  public let home: String?
  /// Addresses of sources; the first one counts.
  public let sources: [String]
  /// The address of a picture.
  public let icon: String?
  /// Free remarks by name.
  public let annotations: [String: String]
  /// The charts that are a part of this one.
  public let dependencies: [ChartDependency]
  /// The people who keep it, each as `name (email)`.
  public let maintainers: [String]

  /// The whole mapping, names sorted.
  let content: CompactJSON
  /// What Helm would read otherwise than it is written, each with its line.
  let faults: [String]
  /// The lines of the keys.
  let lines: [String: Int]

  /// Reads a Chart.yaml.
  ///
  /// - Parameters:
  ///   - bytes: the file's bytes.
  ///   - file: its name, for messages.
  /// - Throws: a `Refusal` with file, line and column where it is no YAML, says a key twice, or has the wrong form.
  public init(parsing bytes: [UInt8], file: String) throws {
    let reader = try DocumentReader(bytes, file: file, shape: .chart)
    let root = reader.root
    content = root
    (faults, lines) = (reader.faults, reader.lines)
    apiVersion = root["apiVersion"]?.text ?? ""
    name = root["name"]?.text ?? ""
    version = root["version"]?.text ?? ""
    appVersion = root["appVersion"]?.text
    type = root["type"]?.text
    description = root["description"]?.text
    home = root["home"]?.text
    sources = root["sources"]?.items.compactMap(\.text) ?? []
    icon = root["icon"]?.text
    annotations = Dictionary(
      (root["annotations"]?.members ?? []).compactMap { member in member.value.text.map { (member.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    dependencies = root["dependencies"]?.items.map(ChartDependency.init) ?? []
    maintainers = (root["maintainers"]?.items ?? []).map { person in
      let name = person["name"]?.text ?? ""
      return person["email"]?.text.map { "\(name) (\($0))" } ?? name
    }
  }

  /// The configuration of the chart in a registry: everything that Chart.yaml says, as JSON with sorted names.
  public func jsonConfig() -> [UInt8] { content.bytes }

  /// The name can be a part of a file's name.
  var canNameFile: Bool { !name.isEmpty && !name.hasPrefix(".") && !name.contains { "/\\\0".contains($0) } }

  /// The file's name of its archive.
  var archiveName: String { "\(name)-\(version).tgz" }
}
