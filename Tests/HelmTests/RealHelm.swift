import FoundationEssentials

@testable import Helm

/// The tests' command line over the real Helm engine, Tests/Tools/helm.
enum RealHelm {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where it lies.
  static let program = HelmProgram(at: root.appending(path: "Tests/Tools/helm").path(percentEncoded: false))

  /// Whether a Python with the engine is there: the repository's .venv, or the one that HELM_SHIM_PYTHON names.
  static let isThere: Bool = {
    let named = ProcessInfo.processInfo.environment["HELM_SHIM_PYTHON"]
    let own = root.appending(path: ".venv/bin/python").path(percentEncoded: false)
    return FileManager.default.isExecutableFile(atPath: named ?? own)
  }()
}
