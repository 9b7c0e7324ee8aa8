import FoundationEssentials

/// A folder of one test, removed with the last reference to it; kept where `KEEP_SCRATCH` is set.
public final class ScratchDirectory: Sendable {
  /// Its absolute path.
  public let path: String

  /// Makes the folder; `name` is part of its path.
  public init(_ name: String) throws {
    let base = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    path =
      "\(base.hasSuffix("/") ? String(base.dropLast()) : base)/brokkr-test-\(name)-\(UUID().uuidString.lowercased())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    guard ProcessInfo.processInfo.environment["KEEP_SCRATCH"] == nil else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, with the folders above it.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = "\(path)/\(name)"
    let folder = URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }
}
