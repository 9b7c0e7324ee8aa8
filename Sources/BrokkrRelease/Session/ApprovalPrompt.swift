import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Asks for the approval of a plan, by the configured method.
struct ApprovalPrompt: Sendable {
  let output: Output
  let method: ApprovalConfiguration.Method
  let actor: String

  /// Shows the plan and gives the answer.
  func ask(_ plan: ReleasePlan) throws -> CutRun.Answer {
    for line in PlanText.lines(plan) { output.progress(line) }
    // The others were told when they were found.
    for note in plan.warnings where note.code.hasPrefix("branch-") { output.note(note) }
    func approval(_ method: String) -> CutRun.Answer { .approved(Approval(by: actor, at: Clock.now(), method: method)) }
    switch method {
    case .none: return approval("none")
    case .prompt:
      switch try output.terminal.confirm("Publish \(plan.tag)?") {
      case .yes: return approval("prompt")
      case .no: return .rejected("the plan was not approved")
      case .unavailable: return .parked
      }
    case .signature, .environment: return .parked
    }
  }
}
