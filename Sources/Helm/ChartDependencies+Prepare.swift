import ExternalTools
import ExternalTools
import FoundationEssentials
import Refusals

extension ChartDependencies {
  /// The time of every file in the archive of a local chart: tar has none before 1980 that all programs like.
  private static let localTime: Int64 = 315_532_800

  /// Puts what a chart needs into its charts/ folder.
  ///
  /// What lies there already is used. Local charts are packed, fetched ones come from the cache or by Helm.
  ///
  /// - Parameters:
  ///   - directory: the chart's folder.
  ///   - cache: a folder that keeps fetched archives between runs.
  /// - Throws: a `Refusal` that names the chart, and the command to run, where something is not to be had.
  public static func prepare(chartAt directory: String, cacheAt cache: String) async throws {
    try await prepare(chartAt: directory, from: Sources(cache: DependencyCache(at: cache)), below: [])
  }

  /// Where dependencies come from.
  struct Sources: Sendable {
    /// What was fetched before.
    var cache: DependencyCache
    /// Where Helm lies; nil for the one on PATH, looked for when it is needed.
    var helm: HelmProgram?
  }

  static func prepare(chartAt directory: String, from sources: Sources, below: [String] = []) async throws {
    let dependencies = try ChartDependencies(ofChartAt: directory)
    let missing = dependencies.missing
    guard !missing.isEmpty else { return }
    guard missing.allSatisfy(\.hasSafeName) else {
      throw dependencies.refusal("a dependency has no name, or one that no file can have", .configuration)
    }
    let fetched = missing.filter { $0.localFolder == nil }
    if !fetched.isEmpty { try await dependencies.fetch(fetched, sources) }
    for local in missing where local.localFolder != nil {
      try await dependencies.pack(local, sources, below: below + [RegularFile.resolved(directory) ?? directory])
    }
  }

  /// Packs the chart of a `file://` repository, by the same packer as everything else, so that its bytes stay the same.
  private func pack(_ dependency: ChartDependency, _ sources: Sources, below: [String]) async throws {
    let named = dependency.localFolder ?? ""
    let path = named.hasPrefix("/") ? named : "\(directory)/\(named)"
    guard let folder = RegularFile.resolved(path), RegularFile.kind(leadingTo: folder) == .folder else {
      throw refusal("\(dependency.repository), where \(dependency.name) should be, is no folder", .configuration)
    }
    guard !below.contains(folder) else {
      throw refusal("\(dependency.name) is a part of itself", .configuration)
    }
    try await Self.prepare(chartAt: folder, from: sources, below: below)
    let archive = try ChartArchive.pack(chartAt: folder, modificationTime: Self.localTime)
    guard archive.metadata.name == dependency.name else {
      throw refusal(
        "\(dependency.repository) holds chart \(archive.metadata.name), not \(dependency.name)", .configuration)
    }
    try DependencyCache.put(archive.bytes, named: archive.fileName, into: directory)
    guard VendoredCharts(at: directory).has(dependency.name, wanted: dependency.version) else {
      throw refusal(
        "\(dependency.repository) holds \(dependency.name) \(archive.metadata.version), and \(dependency.version) is wanted",
        .configuration)
    }
  }

  private func fetch(_ missing: [ChartDependency], _ sources: Sources) async throws {
    if let homeless = missing.first(where: { $0.repository.isEmpty }) {
      throw refusal("Chart.yaml names no repository for \(homeless.name), and charts/ does not have it", .missingPath)
    }
    if let alias = missing.first(where: { $0.repository.hasPrefix("@") || $0.repository.hasPrefix("alias:") }) {
      throw refusal("\(alias.repository), where \(alias.name) comes from, is known to one machine only", .configuration)
    }
    guard try !sources.cache.restore(missing, into: directory) else { return }
    let lockPath = "\(directory)/Chart.lock"
    let scratch = try ScratchConfiguration(for: declared)
    defer { scratch.remove() }
    let helm = try sources.helm ?? HelmProgram()
    let outcome = try await helm.buildDependencies(
      chart: directory, repositories: scratch.repositories, cache: scratch.cache)
    // Helm leaves a lock with the time of day in it; the archive of the chart would never be the same twice.
    if lock == nil { try? FileManager.default.removeItem(atPath: lockPath) }
    guard outcome.succeeded else { throw refusal(outcome.tail(5), .contentMissing) }
    let vendored = VendoredCharts(at: directory)
    if let absent = missing.first(where: { !vendored.has($0.name, wanted: $0.version) }) {
      throw refusal("Helm did not bring \(absent.name) \(absent.version)", .contentMissing)
    }
    try sources.cache.keep(missing, from: directory)
  }

  private func refusal(_ why: String, _ code: Refusal.Code) -> Refusal {
    Refusal(
      code, what: "Chart \(chart) lacks dependencies.", why: why,
      remedy: """
        Run `helm dependency build` in the folder of chart \(chart), where its repositories can be reached, and commit \
        charts/ or try again.
        """)
  }
}
