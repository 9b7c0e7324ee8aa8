import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Asks for the approval of a plan, by the configured method.
struct ApprovalPrompt: Sendable {
  let session: Session
  let policy: ApprovalConfiguration

  /// Shows the plan and gives the answer.
  func ask(_ plan: ReleasePlan) async throws -> CutRun.Answer {
    let output = session.output
    for line in PlanText.lines(plan) { output.progress(line) }
    // The others were told when they were found.
    for note in plan.warnings where note.code.hasPrefix("branch-") { output.note(note) }
    switch policy.by {
    case .none: return .approved([try approval("none")])
    case .prompt:
      switch try output.terminal.confirm("Publish \(plan.tag)?") {
      case .yes: return .approved([try approval("prompt")])
      case .no: return .rejected("the plan was not approved")
      case .unavailable: return .parked
      }
    case .signature: return .parked
    case .environment:
      let environment = try await EnvironmentApproval(policy, of: plan.tag, in: session.workspace)
      return .approved(try await environment.read(for: plan.tag, now: Clock.now()))
    }
  }

  private func approval(_ method: String) throws -> Approval {
    Approval(by: try session.workspace.publisher().holder.actor, at: Clock.now(), method: method)
  }
}
