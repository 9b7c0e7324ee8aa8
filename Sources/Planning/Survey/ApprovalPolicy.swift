import Git
import Publishing
import Refusals

/// How releases are approved, as the remote's default branch says it, so that a release cannot weaken its own gate.
public enum ApprovalPolicy {
  /// The `approve` section in effect.
  ///
  /// Where the default branch holds no configuration yet, the one at hand counts.
  public static func inEffect(_ workspace: Workspace, _ facts: RemoteFacts) async throws -> ApprovalConfiguration {
    let own = workspace.configuration.approve
    guard let remote = workspace.git.remote, let branch = try await remote.defaultBranch(),
      let tip = facts.branches[branch]
    else { return own }
    if !workspace.repository.contains(tip) { try await remote.fetch(["refs/heads/\(branch)"]) }
    for name in Configuration.fileNames {
      guard let text = try workspace.repository.file(name, in: tip) else { continue }
      do {
        return try Configuration.load(text: text, file: "\(remote.name)/\(branch):\(name)").approve
      } catch let list as RefusalList {
        throw RefusalList(list.refusals)
      }
    }
    return own
  }
}
