import FoundationEssentials
import Refusals

/// The charts that a chart is made of: which it names, which it has, and where the others come from.
public struct ChartDependencies: Sendable, Equatable {
  /// The chart's name.
  public let chart: String
  /// Its folder.
  public let directory: String
  /// What Chart.yaml names.
  public let declared: [ChartDependency]
  /// What Chart.lock chose; nil when there is none.
  let lock: ChartLock?
  /// What lies in charts/.
  let vendored: VendoredCharts

  /// Looks at the chart in a folder; nothing is fetched.
  ///
  /// - Parameter directory: the chart's folder.
  /// - Throws: a `Refusal` where Chart.yaml or Chart.lock cannot be read, or the lock was made for other dependencies.
  public init(ofChartAt directory: String) throws {
    let metadata = try ChartMetadata(parsing: Self.read("Chart.yaml", in: directory), file: "\(directory)/Chart.yaml")
    (chart, declared, self.directory) = (metadata.name, metadata.dependencies, directory)
    vendored = VendoredCharts(at: directory)
    let path = "\(directory)/Chart.lock"
    guard FileManager.default.fileExists(atPath: path), !declared.isEmpty else {
      lock = nil
      return
    }
    let lock = try ChartLock(parsing: Self.read("Chart.lock", in: directory), file: path)
    guard lock.isInStep(with: declared) else {
      throw Refusal(
        .configuration, what: "The dependencies of chart \(chart) are not known.",
        why: "Chart.lock was made for other dependencies than Chart.yaml names",
        remedy: "Run `helm dependency update` in the folder of chart \(chart), and commit Chart.lock.")
    }
    self.lock = lock
  }

  /// Every dependency as it is wanted: with the version that Chart.lock chose, else as Chart.yaml names it.
  public var wanted: [ChartDependency] {
    guard let lock else { return declared }
    return zip(declared, lock.dependencies).map { declared, locked in
      var wanted = declared
      wanted.version = locked.version
      return wanted
    }
  }

  /// What is wanted and does not lie in charts/.
  public var missing: [ChartDependency] { wanted.filter { !vendored.has($0.name, wanted: $0.version) } }

  private static func read(_ name: String, in directory: String) throws -> [UInt8] {
    let path = "\(directory)/\(name)"
    guard let place = RegularFile.resolved(path) else {
      throw Refusal(.missingPath, what: "\(path) was not read.", why: "There is no such file")
    }
    return try RegularFile.bytes(of: place, limit: ChartFolder.fileLimit, shown: path)
  }
}
