import ExternalTools
import FoundationEssentials
import Testing

@testable import Helm

/// A folder for one test, with charts in it; removed when the test ends.
final class ChartScratch: Sendable {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    path = try #require(RegularFile.resolved(base)) + "/helm-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A Chart.yaml.
  static func description(_ name: String, _ version: String = "1.2.0", _ rest: String = "") -> String {
    "# Keep this comment.\napiVersion: v2\nname: \(name)\nversion: \(version)\nappVersion: \"\(version)\"\n\(rest)"
  }

  /// A template with an image of the chart's version.
  static let pod = """
    apiVersion: v1
    kind: Pod
    metadata:
      name: {{ .Release.Name }}-{{ .Chart.Name }}
    spec:
      containers:
        - name: main
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"

    """

  /// A chart that renders one pod.
  static func chart(_ name: String, _ version: String = "1.2.0", _ rest: String = "") -> [String: String] {
    [
      "Chart.yaml": description(name, version, rest),
      "values.yaml": "image:\n  repository: ghcr.io/acme/\(name)\n  tag: \"\"\n",
      "templates/pod.yaml": pod,
    ]
  }

  /// Writes files into a folder; gives its path.
  @discardableResult
  func write(_ files: [String: String], into folder: String) throws -> String {
    for (name, text) in files {
      let url = URL(filePath: "\(path)/\(folder)/\(name)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return "\(path)/\(folder)"
  }

  /// Writes bytes into a file; gives its path.
  func write(_ bytes: [UInt8], as name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  /// Runs a program of Python, given as text; gives what it printed.
  func python(_ program: String, _ arguments: String...) async throws -> String {
    try await Invocation("python3", ["-"] + arguments, in: path, input: Array(program.utf8)).run()
      .checked("The Python of the test failed.", remedy: "").text
  }

  /// The names in a folder, sorted.
  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted()
  }
}
