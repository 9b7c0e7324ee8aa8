import Planning
import Refusals

extension Session {
  /// The process is a step of a job of GitHub Actions.
  var isInActions: Bool { output.environment.isGitHubActions }

  /// The way to answer a run, where a GitHub environment approves; nil where something else does.
  func review(isApproved: Bool, reason: String?, run: Int64?) async throws -> RunReview? {
    let policy = try await ApprovalPolicy.inEffect(workspace, RemoteFacts.ask(workspace.git))
    guard policy.by == .environment else {
      guard run == nil else {
        throw Refusal(
          .usage, what: "Nothing was answered: --run is for releases that a GitHub environment approves.",
          why: "The configuration says `by: \(policy.by.rawValue)`", remedy: "Leave --run out.")
      }
      return nil
    }
    return RunReview(session: self, policy: policy, isApproved: isApproved, reason: reason)
  }
}
