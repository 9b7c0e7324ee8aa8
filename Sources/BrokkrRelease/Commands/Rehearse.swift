import ArgumentParser
import OCI
import Git
import Planning
import Publishing
import ReleaseEngine

/// Runs a whole release on throw-away targets.
struct Rehearse: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Run a whole release, its verification and its rollback on throw-away targets.",
    discussion:
      "Everything goes to a bare clone and to image layouts in a temporary folder. --sample uses a built-in example.")

  @Argument(help: "The version; otherwise what `next` says.")
  var version: String?

  @Flag(help: "Use the built-in example repository.")
  var sample = false

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    let repository = sample ? nil : try output.openRepository()
    let configuration = try repository.map { try output.configuration(of: $0) }
    let registries = Session.registries(configuration?.insecureRegistries ?? [], output.environment)
    let rehearsal = RehearseRun(
      repository: repository, configuration: configuration, version: version, component: component.name,
      registries: registries, environment: output.environment.all, report: Session.report(output),
      progress: Session.progress(output))
    let steps = try await rehearsal.run()
    await registries.shutdown()
    let isWhole = steps.allSatisfy(\.findings.isEmpty)
    var lines = steps.map { step -> StyledText in
      let end = step.record.mode?.rawValue ?? step.record.state.rawValue
      return "  \(step.name): \(step.record.tag, .strong) is \(end), \(step.findings.count) slots differ"
    }
    lines.append(
      isWhole ? "The rehearsal went through; nothing outside was touched." : "The rehearsal found differences.")
    return Answer(
      lines: lines,
      json: [
        "ok": .bool(isWhole), "version": JSONValue(steps.first?.record.version),
        "tag": JSONValue(steps.first?.record.tag),
        "steps": .array(
          try steps.map { step in
            [
              "name": .string(step.name), "state": .string(step.record.state.rawValue),
              "mode": JSONValue(step.record.mode?.rawValue), "findings": try JSONValue(encoding: step.findings),
            ]
          }),
      ], status: isWhole ? .done : .different)
  }
}
