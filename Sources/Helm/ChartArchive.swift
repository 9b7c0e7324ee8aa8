import FoundationEssentials
import Refusals
import SemanticVersioning

/// A packaged chart: what `helm install` takes.
///
/// The same files give the same bytes, at any time and on any machine with the same zlib: entries are sorted, times are
/// given, owners and modes are fixed. Chart.yaml is kept byte for byte.
public struct ChartArchive: Sendable, Equatable {
  /// The file's name: the chart's name, its version and `.tgz`.
  public let fileName: String
  /// The archive.
  public let bytes: [UInt8]
  /// What the Chart.yaml in it says.
  public let metadata: ChartMetadata

  /// Packs the chart in a folder.
  ///
  /// - Parameters:
  ///   - directory: the chart's folder; what `.helmignore` names stays out.
  ///   - modificationTime: the time of every file in the archive, in seconds since 1970.
  /// - Returns: the archive.
  /// - Throws: a `Refusal` where Helm would not load the result, or where a link leads out of the folder.
  public static func pack(chartAt directory: String, modificationTime: Int64) throws -> ChartArchive {
    let files = try ChartFolder(at: directory).files
    guard let chart = files.first(where: { $0.path == "Chart.yaml" }) else {
      throw Refusal(
        .missingPath, what: "The chart in \(directory) was not packed.",
        why: "It has no Chart.yaml, or .helmignore leaves it out", remedy: "Correct the path of the chart.")
    }
    let metadata = try ChartMetadata(parsing: chart.bytes, file: "\(directory)/Chart.yaml")
    try demandFit(metadata, directory)
    let entries = files.map { Ustar.Entry(path: "\(metadata.name)/\($0.path)", bytes: $0.bytes) }
    let archive = try Ustar.written(entries, modificationTime: modificationTime)
    return ChartArchive(metadata, try Gzip.compressed(archive))
  }

  /// Reads an archive that `pack` made.
  ///
  /// - Parameter path: the archive.
  /// - Throws: a `Refusal` where it is damaged, or holds what `pack` never writes.
  public init(reading path: String) throws {
    guard let place = RegularFile.resolved(path) else {
      throw Refusal(.missingPath, what: "\(path) was not read.", why: "There is no such file")
    }
    let bytes = try RegularFile.bytes(of: place, limit: ChartFolder.totalLimit, shown: path)
    let limit = 2 * ChartFolder.totalLimit
    guard let archive = Gzip.decompressed(bytes, limit: limit), let entries = Ustar.entries(of: archive) else {
      throw Self.damaged(path, "It is damaged, or has entries that are no plain files")
    }
    let charts = entries.filter { $0.path.split(separator: "/").dropFirst() == ["Chart.yaml"] }
    guard let chart = charts.first, charts.count == 1 else {
      throw Self.damaged(path, "It has \(charts.count) files Chart.yaml")
    }
    let metadata = try ChartMetadata(parsing: chart.bytes, file: "\(path):\(chart.path)")
    let paths = entries.map(\.path)
    guard paths.allSatisfy({ $0.hasPrefix("\(metadata.name)/") }), Set(paths).count == paths.count else {
      throw Self.damaged(path, "It has entries outside of \(metadata.name)/, or one twice")
    }
    self.init(metadata, bytes)
  }

  private init(_ metadata: ChartMetadata, _ bytes: [UInt8]) {
    (self.metadata, self.bytes, fileName) = (metadata, bytes, metadata.archiveName)
  }

  /// Demands what the archive's name and Helm's loader need.
  private static func demandFit(_ metadata: ChartMetadata, _ directory: String) throws {
    guard metadata.canNameFile, (try? SemanticVersion(parsing: metadata.version)) != nil else {
      throw Refusal(
        .configuration, what: "The chart in \(directory) was not packed.",
        why: metadata.problems().map { "Chart.yaml: \($0)" }.joined(separator: "\n"), remedy: "Correct Chart.yaml.")
    }
    let vendored = VendoredCharts(at: directory)
    let absent = metadata.dependencies.filter { vendored.versions(of: $0.name).isEmpty }.map(\.name)
    guard absent.isEmpty else {
      throw Refusal(
        .contentMissing, what: "Chart \(metadata.name) was not packed.",
        why: "Chart.yaml names dependencies that are not in charts/: \(absent.joined(separator: ", "))",
        remedy: "Run `helm dependency build` in the folder of chart \(metadata.name).")
    }
  }

  private static func damaged(_ path: String, _ why: String) -> Refusal {
    Refusal(.contentMissing, what: "\(path) was not read.", why: why, remedy: "Build the chart again.")
  }
}
