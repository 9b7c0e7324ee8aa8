import FoundationEssentials
import TestSupport

/// The built executable, and the Helm of the tests.
enum Executable {
  /// The executable beside the test bundle: built by the same `swift build`, never by a test.
  static let path: String = {
    if let named = ProcessInfo.processInfo.environment["BROKKR_RELEASE"] { return named }
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appending(path: "brokkr-release").path(percentEncoded: false)
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return "\(root)/.build/debug/brokkr-release"
  }()

  /// The project's root.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false).trimmingSlash

  /// Where the tests' `helm` lies.
  static let helmFolder = "\(root)/Tests/Tools"

  /// The path of a program of the tests' own.
  static func tool(_ name: String) -> String { "\(root)/Tests/Tools/\(name)" }

  /// Whether everything is there that a whole release needs.
  static let canRelease =
    DockerRegistry.isInstalled && FileManager.default.isExecutableFile(atPath: "/usr/bin/buildah")
    && FileManager.default.isExecutableFile(atPath: path)
}

extension String {
  fileprivate var trimmingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
