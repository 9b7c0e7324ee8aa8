import FoundationEssentials
import SemanticVersioning

/// Fetched archives of charts, kept by the digest of their bytes.
///
/// `archives/SHA256.tgz` is an archive; `names/SHA256` says which one a repository gave for a name and a version.
struct DependencyCache: Sendable {
  private let folder: String

  /// Names the folder; it is made when something is kept.
  init(at cache: String) { folder = "\(cache)/helm" }

  /// Puts all of `wanted` into the charts/ folder of a chart; nothing, and false, where the cache lacks one of them.
  func restore(_ wanted: [ChartDependency], into directory: String) throws -> Bool {
    let archives = wanted.compactMap { archive(of: $0) }
    guard archives.count == wanted.count else { return false }
    for (dependency, bytes) in zip(wanted, archives) {
      try Self.put(bytes, named: Self.fileName(dependency), into: directory)
    }
    return true
  }

  /// Keeps what was fetched; a range of versions may be answered otherwise tomorrow, so it is not kept.
  func keep(_ fetched: [ChartDependency], from directory: String) throws {
    for dependency in fetched where Self.isExact(dependency) {
      let path = "\(directory)/charts/\(Self.fileName(dependency))"
      guard let bytes = try? RegularFile.bytes(of: path, limit: ChartFolder.totalLimit, shown: path) else { continue }
      let sha256 = ChartManifest.sha256(of: bytes)
      try RegularFile.write(bytes, to: "\(folder)/archives/\(sha256).tgz")
      try RegularFile.write(Array(sha256.utf8), to: name(of: dependency))
    }
  }

  /// Writes an archive into the charts/ folder of a chart.
  static func put(_ bytes: [UInt8], named name: String, into directory: String) throws {
    try RegularFile.write(bytes, to: "\(directory)/charts/\(name)")
  }

  /// The bytes, if they are still those that were kept.
  private func archive(of dependency: ChartDependency) -> [UInt8]? {
    guard Self.isExact(dependency),
      let sha256 = try? String(contentsOf: URL(filePath: name(of: dependency)), encoding: .utf8),
      sha256.count == 64, sha256.allSatisfy(\.isHexDigit)
    else { return nil }
    let path = "\(folder)/archives/\(sha256).tgz"
    let bytes = try? RegularFile.bytes(of: path, limit: ChartFolder.totalLimit, shown: path)
    return bytes.flatMap { ChartManifest.sha256(of: $0) == sha256 ? $0 : nil }
  }

  private func name(of dependency: ChartDependency) -> String {
    let key = CompactJSON.array([dependency.repository, dependency.name, dependency.version].map { .string($0) })
    return "\(folder)/names/\(ChartManifest.sha256(of: key.bytes))"
  }

  private static func fileName(_ dependency: ChartDependency) -> String {
    "\(dependency.name)-\(dependency.version).tgz"
  }

  private static func isExact(_ dependency: ChartDependency) -> Bool {
    (try? SemanticVersion(parsing: dependency.version)) != nil
  }
}
