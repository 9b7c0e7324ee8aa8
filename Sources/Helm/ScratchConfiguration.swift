import FoundationEssentials

/// A configuration of Helm's repositories for one run, beside the user's own.
///
/// Helm fetches only from repositories that it was told of; here it is told of those that Chart.yaml names.
struct ScratchConfiguration {
  private let folder: String

  /// The list of repositories.
  var repositories: String { "\(folder)/repositories.yaml" }
  /// Where Helm puts their indexes.
  var cache: String { "\(folder)/cache" }

  /// Writes a configuration with the repositories of `dependencies`.
  init(for dependencies: [ChartDependency]) throws {
    let base = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    folder = "\(base)/brokkr-release-helm-\(UUID().uuidString)"
    let addresses = Set(dependencies.map(\.repository)).filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
    let entries = addresses.sorted().enumerated().map { index, address in
      CompactJSON.sorted(["name": "repository-\(index)", "url": address])
    }
    // JSON is YAML too, and nothing in an address can end a JSON string.
    let list = CompactJSON.sorted([
      .init(name: "apiVersion", value: .string("")),
      .init(name: "generated", value: .string("1970-01-01T00:00:00Z")),
      .init(name: "repositories", value: .array(entries)),
    ])
    try RegularFile.write(list.bytes, to: repositories)
  }

  /// Removes everything.
  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
