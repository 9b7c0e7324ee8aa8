import Planning
import Refusals

/// The set-up of environments, shown, confirmed and answered.
enum EnvironmentAnswer {
  /// Shows what is missing, asks, and changes it.
  static func make(_ run: EnvironmentRun, _ output: Output, isDryRun: Bool) async throws -> Answer {
    let plan = try await run.plan()
    for note in plan.notes { output.note(note) }
    let lines = plan.environments.flatMap { environment -> [StyledText] in
      environment.changes.map { "\("+", .good) \(environment.name): \($0)" }
    }
    func answer(_ line: StyledText, isChanged: Bool) -> Answer {
      Answer(
        lines: (isDryRun ? lines : []) + [line],
        json: [
          "repository": .string(plan.repository), "changed": .bool(isChanged),
          "environments": .array(
            plan.environments.map { environment in
              ["name": .string(environment.name), "changes": .array(environment.changes.map { .string($0) })]
            }),
        ])
    }
    guard !lines.isEmpty else {
      return answer("The environments of \(plan.repository, .strong) are set up.", isChanged: false)
    }
    guard !isDryRun else {
      return answer("\(lines.count) thing\(lines.count == 1 ? "" : "s") would be changed.", isChanged: false)
    }
    for line in lines { output.progress(line) }
    switch try output.terminal.confirm("Change the environments of \(plan.repository)?") {
    case .yes: break
    case .no: throw Refusal(.noConfirmation, what: "No environment was changed.")
    case .unavailable:
      throw Refusal(
        .noConfirmation, what: "No environment was changed: nobody could be asked.",
        remedy: "Run it on a terminal, or with --yes.")
    }
    try await run.apply(plan)
    return answer("The environments of \(plan.repository, .strong) were set up.", isChanged: true)
  }
}
