import Refusals

/// What Chart.lock says: the versions that were chosen for the dependencies of Chart.yaml, and what they were chosen for.
struct ChartLock: Hashable, Sendable {
  /// The dependencies with their versions, in the order of Chart.yaml.
  var dependencies: [ChartDependency]
  /// The digest of the dependencies of Chart.yaml and of the chosen ones.
  var digest: String

  /// Reads a Chart.lock.
  init(parsing bytes: [UInt8], file: String) throws {
    let root = try DocumentReader(bytes, file: file, shape: .lock).root
    dependencies = root["dependencies"]?.items.map(ChartDependency.init) ?? []
    digest = root["digest"]?.text ?? ""
  }

  /// The lock was made for these dependencies; asks nobody.
  func isInStep(with declared: [ChartDependency]) -> Bool {
    digest == Self.digest(declared, dependencies) && declared.count == dependencies.count
  }

  /// The digest that Helm computes: of both lists as compact JSON.
  static func digest(_ declared: [ChartDependency], _ locked: [ChartDependency]) -> String {
    let lists = CompactJSON.array([.array(declared.map(\.digestForm)), .array(locked.map(\.digestForm))])
    return "sha256:\(ChartManifest.sha256(of: lists.bytes))"
  }
}
