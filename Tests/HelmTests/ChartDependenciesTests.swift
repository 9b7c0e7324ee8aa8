import ExternalTools
import FoundationEssentials
import Refusals
import Testing

@testable import Helm

@Suite("Dependencies of a chart")
struct ChartDependenciesTests {
  private let http = "https://example.org/charts"

  private func dependency(_ name: String, _ version: String, _ repository: String) -> String {
    "- name: \(name)\n  version: \"\(version)\"\n  repository: \"\(repository)\"\n"
  }

  @Test("the digest of a lock is computed as Helm computes it")
  func digest() throws {
    // Both written by Helm's engine 4.2.3 for the dependencies below.
    let chart = ChartScratch.description(
      "c", "1.0.0",
      "dependencies:\n- name: dep\n  version: ~1.0.0\n  repository: http://127.0.0.1:8911/repo\n")
    let metadata = try ChartMetadata(parsing: Array(chart.utf8), file: "Chart.yaml")
    let text = """
      dependencies:
      - name: dep
        repository: http://127.0.0.1:8911/repo
        version: 1.0.3
      digest: sha256:e2612b78fefa25ecb9df51fd83a7466a991243b237ba77338857e0189c1fbf8e
      generated: "2026-11-27T21:50:24.313214182Z"

      """
    let lock = try ChartLock(parsing: Array(text.utf8), file: "Chart.lock")
    #expect(lock.isInStep(with: metadata.dependencies))
    let other = ChartDependency(
      .sorted(["name": "dep", "version": "^1.0.0", "repository": "http://127.0.0.1:8911/repo"]))
    #expect(!lock.isInStep(with: [other]))
  }

  @Test("a lock that was made for other dependencies is refused, and the command named")
  func outOfStep() throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(
      [
        "Chart.yaml": ChartScratch.description("broker", "1.2.0", "dependencies:\n" + dependency("db", "~1.0", http)),
        "Chart.lock": "dependencies:\n" + dependency("db", "1.0.3", http) + "digest: sha256:00\n",
      ], into: "c")
    let thrown = #expect(throws: Refusal.self) { try ChartDependencies(ofChartAt: chart) }
    #expect(thrown?.remedy.contains("helm dependency update") == true && thrown?.what.contains("broker") == true)
  }

  @Test(
    "what lies in charts/ serves, an archive or a folder",
    arguments: [
      ("1.0.3", ["charts/db-1.0.3.tgz": ""], true), ("1.0.3", ["charts/db-1.0.4.tgz": ""], false),
      ("~1.0", ["charts/db-1.0.3.tgz": ""], true),  // ranges are Helm's to judge
      ("1.0.3", ["charts/db/Chart.yaml": "name: db\nversion: 1.0.3\n"], true),
      ("1.0.3", ["charts/db/Chart.yaml": "name: db\nversion: 1.0.4\n"], false),
      ("1.0.3", ["charts/other/Chart.yaml": "name: db\nversion: 1.0.3\n"], true),  // the folder's name says nothing
      ("1.0.3", ["charts/_db-1.0.3.tgz": ""], false),  // Helm passes over these
      ("1.0.3", ["charts/db-x-1.0.3.tgz": ""], false),  // chart db-x
      ("1.0.3-rc.1", ["charts/db-1.0.3-rc.1.tgz": ""], true), ("1.0.3", [:], false),
    ]
  )
  func vendored(version: String, files: [String: String], isThere: Bool) throws {
    let scratch = try ChartScratch()
    let text = ChartScratch.description("broker", "1.2.0", "dependencies:\n" + dependency("db", version, http))
    let chart = try scratch.write(files.merging(["Chart.yaml": text]) { $1 }, into: "c")
    #expect(try ChartDependencies(ofChartAt: chart).missing.isEmpty == isThere)
  }

  @Test(
    "a local chart is packed with its own local charts, the same bytes every time, and Helm takes it",
    .enabled(if: RealHelm.isThere))
  func local() async throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(
      ChartScratch.chart("broker", "1.2.0", "dependencies:\n" + dependency("common", ">=0.1.0", "file://../common")),
      into: "broker")
    try scratch.write(
      ChartScratch.chart("common", "0.1.0", "dependencies:\n" + dependency("base", "0.2.0", "file://../base")),
      into: "common")
    try scratch.write(ChartScratch.chart("base", "0.2.0"), into: "base")
    let cache = "\(scratch.path)/cache"
    try await ChartDependencies.prepare(chartAt: chart, cacheAt: cache)
    #expect(try scratch.names(in: "broker/charts") == ["common-0.1.0.tgz"])
    let first = try ChartArchive.pack(chartAt: chart, modificationTime: 7)
    try FileManager.default.removeItem(atPath: "\(chart)/charts")
    try await ChartDependencies.prepare(chartAt: chart, cacheAt: cache)
    #expect(try ChartArchive.pack(chartAt: chart, modificationTime: 7) == first)
    let path = try scratch.write(first.bytes, as: first.fileName)
    let images = RenderedImages.references(in: try await RealHelm.program.template(chart: path).text)
    #expect(
      Set(images.map(\.reference))
        == ["ghcr.io/acme/broker:1.2.0", "ghcr.io/acme/common:0.1.0", "ghcr.io/acme/base:0.2.0"])
  }

  @Test(
    "what is not to be had is refused by the chart's name, before Helm is asked",
    arguments: [
      ("file://../nothing", "is no folder"), ("file://../broker", "is a part of itself"), ("", "names no repository"),
      ("file://../other", "holds chart other, not db"), ("file://../old", "holds db 0.9.0"),
      ("@team", "known to one machine only"),
    ]
  )
  func refuses(repository: String, why: String) async throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(
      [
        "Chart.yaml": ChartScratch.description(
          "broker", "1.2.0", "dependencies:\n" + dependency("db", "1.0.0", repository))
      ],
      into: "broker")
    try scratch.write(ChartScratch.chart("other", "1.0.0"), into: "other")
    try scratch.write(ChartScratch.chart("db", "0.9.0"), into: "old")
    let thrown = await #expect(throws: Refusal.self) {
      try await ChartDependencies.prepare(chartAt: chart, cacheAt: "\(scratch.path)/cache")
    }
    #expect(
      thrown?.what == "Chart broker lacks dependencies." && thrown?.why.contains(why) == true,
      "\(String(describing: thrown))")
    #expect(thrown?.remedy.contains("`helm dependency build`") == true)
  }

  @Test(
    "a fetched chart comes from the cache the second time, and from nowhere when its bytes are not the kept ones",
    .enabled(if: RealHelm.isThere), .timeLimit(.minutes(2)))
  func fetched() async throws {
    let scratch = try ChartScratch()
    let source = try ChartArchive.pack(
      chartAt: try scratch.write(ChartScratch.chart("db", "1.0.3"), into: "db"), modificationTime: 9)
    let server = try await ChartServer.start(serving: source, in: scratch)
    let text = ChartScratch.chart(
      "broker", "1.2.0", "dependencies:\n" + dependency("db", "1.0.3", server.address))
    let chart = try scratch.write(text, into: "broker")
    let cache = DependencyCache(at: "\(scratch.path)/cache")
    let sources = ChartDependencies.Sources(cache: cache, helm: RealHelm.program)
    try await ChartDependencies.prepare(chartAt: chart, from: sources)
    #expect(try scratch.names(in: "broker/charts") == ["db-1.0.3.tgz"])
    #expect(try !scratch.names(in: "broker").contains("Chart.lock"))  // it was not there before

    server.stop()
    try FileManager.default.removeItem(atPath: "\(chart)/charts")
    try await ChartDependencies.prepare(chartAt: chart, from: sources)
    #expect(try scratch.names(in: "broker/charts") == ["db-1.0.3.tgz"])
    #expect(try await RealHelm.program.template(chart: chart).text.contains("ghcr.io/acme/db:1.0.3"))

    try FileManager.default.removeItem(atPath: "\(chart)/charts")
    let kept = try #require(try scratch.names(in: "cache/helm/archives").first)
    _ = try scratch.write([1], as: "cache/helm/archives/\(kept)")
    let thrown = await #expect(throws: Refusal.self) {
      try await ChartDependencies.prepare(chartAt: chart, from: sources)
    }
    #expect(thrown?.code == .contentMissing && thrown?.remedy.contains("chart broker") == true)
  }
}
