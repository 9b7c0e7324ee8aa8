public import BuildEngines
import FoundationEssentials
public import Git
import Helm
public import OCI
public import Publishing
import Refusals
public import SemanticVersioning

/// Builds an exported candidate: every image for every platform a cell of its own, then the charts' archives.
public struct BuildPhase: Sendable {
  /// The folder that the candidate was exported to.
  public var directory: String
  /// What is released.
  public var scope: ComponentScope
  /// Its version.
  public var version: SemanticVersion
  /// The commit that is released; its id and committer time go into what is built.
  public var head: Commit
  /// Where the sources are, as a URL; nil where there is no remote.
  public var source: String?
  /// What builds the images.
  public var engine: any BuildEngine
  /// Where the results go.
  public var output: HandOverFolder
  /// Told what happens.
  public var report: PhaseReport

  /// Makes the phase.
  public init(
    directory: String, scope: ComponentScope, version: SemanticVersion, head: Commit, source: String?,
    engine: any BuildEngine, output: HandOverFolder, report: PhaseReport
  ) {
    self.directory = directory
    self.scope = scope
    self.version = version
    self.head = head
    self.source = source
    self.engine = engine
    self.output = output
    self.report = report
  }

  /// The cells of all images, or of one of them, or of one platform.
  private func cells(only image: String?, _ platform: Platform?) -> [(ImageConfiguration, Platform)] {
    scope.images.filter { image == nil || $0.name == image }.flatMap { image in
      image.platforms.filter { platform == nil || $0 == platform }.map { (image, $0) }
    }
  }

  /// Builds the images, or one of them, or one platform.
  public func buildImages(only image: String? = nil, platform: Platform? = nil) async throws {
    let cells = cells(only: image, platform)
    guard !cells.isEmpty || scope.images.isEmpty else {
      throw Refusal(
        .usage, what: "Nothing was built: no image and platform of the configuration was named.",
        remedy:
          "There are \(scope.images.map { "\($0.name) for \($0.platforms.map(\.description).joined(separator: ", "))" }.joined(separator: "; "))."
      )
    }
    try FileManager.default.createDirectory(atPath: "\(output.path)/images", withIntermediateDirectories: true)
    let remarks = try await Parallel.map(cells, width: ProcessInfo.processInfo.activeProcessorCount) {
      image, platform in
      let layout = output.layout(of: image.name, platform)
      try? FileManager.default.removeItem(atPath: layout)
      try FileManager.default.createDirectory(
        atPath: "\(output.path)/images/\(image.name)", withIntermediateDirectories: true)
      let notes = try await engine.build(cell(image, platform), to: layout, onLine: report.line)
      report.done("image \(image.name) \(platform)")
      return notes
    }
    var told: Set<Note> = []
    for note in remarks.joined() where told.insert(note).inserted { report.note(note) }
  }

  /// Sends the images that were built to where they go, by digest; the folder keeps what merging them needs.
  ///
  /// - Parameters:
  ///   - places: the ways to the repositories.
  ///   - image: the only image that was built; nil for all.
  ///   - platform: the only platform that was built; nil for all.
  /// - Throws: a `Refusal` where one is not taken.
  public func handOver(to places: Places, only image: String? = nil, platform: Platform? = nil) async throws {
    let targets = Dictionary(zip(scope.images.map(\.name), scope.imageTargets)) { first, _ in first }
    _ = try await Parallel.map(cells(only: image, platform), width: 2) { image, platform in
      guard let target = targets[image.name] else { return false }
      try await ImageMerge.handOver(
        layout: output.layout(of: image.name, platform), to: places.repository(target.repository))
      report.done("handed over image \(image.name) \(platform)")
      return true
    }
  }

  /// Packs the charts, with their dependencies.
  ///
  /// - Parameter cache: where fetched dependencies are kept between runs.
  /// - Throws: a `Refusal` that names the chart.
  public func packCharts(cache: String) async throws {
    let folder = "\(output.path)/charts"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for chart in scope.charts {
      try await ChartDependencies.prepare(chartAt: "\(directory)/\(chart.path)", cacheAt: cache)
      let archive = try ChartArchive.pack(
        chartAt: "\(directory)/\(chart.path)", modificationTime: head.committerTime)
      try Data(archive.bytes).write(to: URL(filePath: output.chart(chart.name, version)), options: .atomic)
      report.done("chart \(chart.name)")
    }
  }

  /// What indexes, manifests and labels say of the release.
  public var annotations: [String: String] { ReleaseAnnotations.of(version, head: head, source: source) }

  /// When the sources were committed, as RFC 3339.
  public var created: String { Clock.text(seconds: head.committerTime) }

  private func cell(_ image: ImageConfiguration, _ platform: Platform) -> BuildCell {
    BuildCell(
      image: image.name, platform: platform,
      contextDirectory: image.context == "." ? directory : "\(directory)/\(image.context)",
      dockerfile: "\(directory)/\(image.dockerfile)",
      arguments: BuildCell.arguments(
        image.buildArguments, version: version.description, revision: head.id.description,
        timestamp: head.committerTime), labels: annotations,
      annotations: annotations, timestamp: head.committerTime)
  }
}
