import FoundationEssentials

/// A private folder for one run, removed with everything in it when the last reference to it goes.
public final class ScratchFolder: Sendable {
  /// Its absolute path.
  public let path: String

  /// Makes the folder, readable by its owner only.
  public init(_ purpose: String) throws {
    let base = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    path = "\(base.hasSuffix("/") ? String(base.dropLast()) : base)/brokkr-release-\(purpose)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a folder inside, made when it is not there.
  public func folder(_ name: String) throws -> String {
    let inner = "\(path)/\(name)"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    return inner
  }
}
