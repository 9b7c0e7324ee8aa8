import ExternalTools
import FoundationEssentials
import Helm
import Publishing
public import Refusals
public import SemanticVersioning

/// Tests an exported candidate: every chart with every set of values by Helm, then the configured commands.
public struct TestPhase: Sendable {
  /// The folder that the candidate was exported to.
  public var directory: String
  /// What is released.
  public var scope: ComponentScope
  /// Its version.
  public var version: SemanticVersion
  /// Commands of the configuration.
  public var commands: [String]
  /// Where fetched chart dependencies are kept between runs.
  public var cache: String
  /// Without a Helm the chart tests are left out and that is said, instead of being refused.
  public var toleratesMissingHelm = false
  /// Told what happens.
  public var report: PhaseReport

  /// Makes the phase.
  public init(
    directory: String, scope: ComponentScope, version: SemanticVersion, commands: [String], cache: String,
    report: PhaseReport
  ) {
    self.directory = directory
    self.scope = scope
    self.version = version
    self.commands = commands
    self.cache = cache
    self.report = report
  }

  /// Runs everything; all failures are thrown together.
  ///
  /// Gives what deserves a remark.
  public func run() async throws -> [Note] {
    var failures = scope.charts.flatMap { check($0) }
    var notes: [Note] = []
    if !scope.charts.isEmpty {
      do {
        let helm = try HelmProgram()
        let (found, remarks) = try await testCharts(helm)
        failures += found
        notes += remarks
      } catch let refusal as Refusal where refusal.code == .toolMissing && toleratesMissingHelm {
        notes.append(Note("helm-missing", "The charts were not tested: no `helm` is on PATH."))
      } catch let refusal as Refusal {
        failures.append(refusal)
      }
    }
    for command in commands { failures += try await run(command) }
    guard failures.isEmpty else { throw RefusalList(failures) }
    return notes
  }

  /// What deserves a remark in what the charts render; nothing is judged, and without a Helm nothing is said.
  public func remarks() async -> [Note] {
    guard !scope.charts.isEmpty, let helm = try? HelmProgram() else { return [] }
    var silent = self
    silent.report = PhaseReport()
    return (try? await silent.testCharts(helm).1) ?? []
  }

  /// What the chart's own description gets wrong.
  private func check(_ chart: ChartConfiguration) -> [Refusal] {
    let file = "\(chart.path)/Chart.yaml"
    do {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(directory)/\(file)")))
      let metadata = try ChartMetadata(parsing: bytes, file: file)
      var problems = metadata.problems()
      if metadata.name != chart.name {
        problems.append("its name is \(metadata.name), and the configuration calls it \(chart.name)")
      }
      if metadata.version != version.description {
        problems.append("its version is \(metadata.version), not \(version)")
      }
      return problems.map {
        Refusal(.testFailed, what: "Chart \(chart.name) is not fit to be released.", why: "\(file): \($0)")
      }
    } catch let refusal as Refusal {
      return [refusal]
    } catch {
      return [Refusal(.missingPath, what: "Chart \(chart.name) was not read.", why: "\(file) cannot be opened")]
    }
  }

  private func testCharts(_ helm: HelmProgram) async throws -> ([Refusal], [Note]) {
    var failures: [Refusal] = []
    var charts: [ChartConfiguration] = []
    for chart in scope.charts {
      do {
        try await ChartDependencies.prepare(chartAt: "\(directory)/\(chart.path)", cacheAt: cache)
        charts.append(chart)
      } catch let refusal as Refusal {
        failures.append(refusal)
      }
    }
    let cells = charts.flatMap { chart in
      ChartTestCell.cells(
        chart: chart.name, values: chart.values, cases: chart.cases.map { ($0.name, $0.set) }
      ).map { (chart, $0) }
    }
    let outcomes = try await Parallel.map(cells, width: ProcessInfo.processInfo.activeProcessorCount) { chart, cell in
      try await test(cell, of: chart, helm)
    }
    return (failures + outcomes.flatMap(\.0), Array(Set(outcomes.flatMap(\.1))).sorted { $0.message < $1.message })
  }

  private func test(
    _ cell: ChartTestCell, of chart: ChartConfiguration, _ helm: HelmProgram
  ) async throws -> ([Refusal], [Note]) {
    let path = "\(directory)/\(chart.path)"
    let values = cell.values.map { "\(directory)/\(chart.file($0))" }
    let name = "chart \(chart.name), \(cell.label)"
    let lint = try await helm.lint(chart: path, values: values, sets: cell.sets)
    var failures: [Refusal] = []
    if !lint.succeeded { failures.append(failure(name, "lint", lint)) }
    let template = try await helm.template(chart: path, values: values, sets: cell.sets)
    if !template.succeeded { failures.append(failure(name, "template", template)) }
    guard failures.isEmpty else { return (failures, []) }
    report.done(name)
    return ([], remarks(on: template.text, of: name))
  }

  private func failure(_ cell: String, _ verb: String, _ outcome: ToolOutcome) -> Refusal {
    let said = (outcome.errorText + "\n" + outcome.text).replacing(directory + "/", with: "")
    let lines = said.split(separator: "\n").suffix(20).joined(separator: "\n")
    return Refusal(
      .testFailed, what: "\(cell): `helm \(verb)` failed.", why: lines,
      remedy: "Mend the chart or its values; `helm \(verb)` shows the same.")
  }

  /// Rendered images of this configuration that do not carry the version being released.
  private func remarks(on rendered: String, of cell: String) -> [Note] {
    let own = Set(scope.images.map(\.repository.text))
    return RenderedImages.references(to: own, in: rendered).compactMap { found in
      let repository = String(found.reference.prefix { $0 != "@" })
      // Pinned by digest as well, it carries the version all the same.
      guard !repository.hasSuffix(":\(version)") else { return nil }
      let name = own.first { found.reference.hasPrefix($0) } ?? ""
      let place = RenderedPlace(of: found.line, in: rendered)
      return Note(
        "chart-image-not-this-release",
        "\(place.file):\(place.line): \(cell) renders \(found.reference), not \(name):\(version)")
    }
  }

  /// What leads to credentials; a proxy without a password is no secret, and tests may need the way out.
  private static var withheld: Set<String> {
    Set(
      ToolEnvironment.credentialed.filter { name in
        guard name.lowercased().hasSuffix("_proxy") else { return true }
        return ProcessInfo.processInfo.environment[name]?.contains("@") == true
      })
  }

  private func run(_ command: String) async throws -> [Refusal] {
    var invocation = Invocation("/bin/sh", ["-ec", command], in: directory)
    // The tests of a candidate have no use for what may publish it.
    invocation.withholding = Self.withheld
    let outcome = try await invocation.run(onErrorLine: report.line)
    if outcome.succeeded {
      report.done("command \(command)")
      return []
    }
    let lines = (outcome.text + outcome.errorText).split(separator: "\n").suffix(30).joined(separator: "\n")
    return [
      Refusal(
        .testFailed, what: "The command `\(command)` failed with status \(outcome.status).", why: lines,
        remedy: "It runs in an export of the candidate, without the release's credentials.")
    ]
  }
}
