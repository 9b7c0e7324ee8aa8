public import ExternalTools
import Refusals

/// The `helm` on PATH: what it is asked, and how it answers.
public struct HelmProgram: Sendable {
  /// Where it lies.
  public let path: String

  /// Finds Helm.
  ///
  /// - Throws: a `Refusal` when there is none.
  public init() throws {
    guard let path = Programs.locate("helm") else {
      throw Refusal(
        .toolMissing, what: "Helm was not run: no `helm` is on PATH.",
        remedy: "Install Helm 3.12 or later, or put it on PATH.")
    }
    self.path = path
  }

  /// Takes the Helm at a path.
  init(at path: String) { self.path = path }

  /// Its version as it prints it, such as `v4.2.3`.
  public func version() async throws -> String {
    let outcome = try await run(["version", "--short"]).checked(
      "Helm's version is not known.", remedy: "See what `helm version` says.")
    return outcome.text.split(separator: "\n").first.map(String.init) ?? ""
  }

  /// Runs `helm lint`; a chart that fails is an outcome, not an error.
  ///
  /// - Parameters:
  ///   - chart: the chart's folder or archive.
  ///   - values: files of values, later ones over earlier ones.
  ///   - sets: single values by Helm's key, over all files.
  /// - Returns: how it ended.
  /// - Throws: a `Refusal` when Helm cannot be run.
  public func lint(
    chart: String, values: [String] = [], sets: [(String, String)] = []
  ) async throws -> ToolOutcome {
    try await run(["lint", chart] + Self.flags(values, sets))
  }

  /// Runs `helm template`; its output is everything that the chart installs.
  ///
  /// - Parameters:
  ///   - chart: the chart's folder or archive.
  ///   - values: files of values, later ones over earlier ones.
  ///   - sets: single values by Helm's key, over all files.
  /// - Returns: how it ended.
  /// - Throws: a `Refusal` when Helm cannot be run.
  public func template(
    chart: String, values: [String] = [], sets: [(String, String)] = []
  ) async throws -> ToolOutcome {
    try await run(["template", chart] + Self.flags(values, sets))
  }

  /// Runs `helm dependency build`, with the repositories and the cache in folders of its own.
  func buildDependencies(chart: String, repositories: String, cache: String) async throws -> ToolOutcome {
    try await run(
      ["dependency", "build", chart],
      ["HELM_REPOSITORY_CONFIG": repositories, "HELM_REPOSITORY_CACHE": cache])
  }

  /// The flags of values, each argument an element.
  static func flags(_ values: [String], _ sets: [(String, String)]) -> [String] {
    values.flatMap { ["-f", $0] } + sets.flatMap { ["--set", setting($0, $1)] }
  }

  /// A key and its value in the spelling of `--set`.
  public static func setting(_ key: String, _ value: String) -> String { "\(key)=\(escaped(value))" }

  /// A value in the spelling of `--set`, where a comma would begin the next one; `{a,b}` stays a list.
  private static func escaped(_ value: String) -> String {
    if value.hasPrefix("{"), value.hasSuffix("}") { return value }
    return value.replacing("\\", with: "\\\\").replacing(",", with: "\\,")
  }

  private func run(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> ToolOutcome {
    try await Invocation(path, arguments, environment: environment, deadline: .seconds(600)).run()
  }
}
