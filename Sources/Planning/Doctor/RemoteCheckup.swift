import Git
import Publishing
import Refusals
import ReleaseEngine

/// The git remote: whether it answers and takes pushes, and whether its tags are those of the clone.
struct RemoteCheckup: Checkup {
  static let name = "remote"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    guard let remote = workspace.git.remote else { return [ok("Everything stays in this repository.")] }
    let facts = try await RemoteFacts.ask(workspace.git)
    var found = [ok("\(remote.name) answers: \(facts.branches.count) branches, \(facts.tags.count) tags.")]
    do {
      try await remote.checkPushRight()
      found.append(ok("\(remote.name) takes pushes."))
    } catch let refusal as Refusal {
      found.append(failed(refusal))
    }
    let state = try await workspace.ledger.load().state
    for scope in ComponentScope.all(of: workspace.configuration) {
      if let difference = try TagDifference(scope.tag, workspace, facts, state) {
        found.append(failed(difference.refusal))
      }
    }
    if workspace.configuration.approve.by != .none {
      let policy = try await ApprovalPolicy.inEffect(workspace, facts)
      if policy.by == .signature { _ = try await ApprovalPolicy.signers(of: policy, workspace, facts) }
    }
    return found
  }
}
