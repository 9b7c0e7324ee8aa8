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
    guard let remote = workspace.git.remote, let source = try await source(workspace, facts) else { return own }
    for name in Configuration.fileNames {
      guard let text = try workspace.repository.file(name, in: source.tip) else { continue }
      return try Configuration.load(text: text, file: "\(remote.name)/\(source.branch):\(name)").approve
    }
    return own
  }

  /// The people whose signatures count, read from where the section itself is read.
  ///
  /// A file `revoked_keys` beside theirs names keys that count no longer.
  ///
  /// - Throws: a `Refusal` where there is no such file.
  public static func signers(
    of policy: ApprovalConfiguration, _ workspace: Workspace, _ facts: RemoteFacts
  ) async throws -> AllowedSigners {
    var tip = try await source(workspace, facts)?.tip
    if tip == nil, workspace.git.remote == nil { tip = try workspace.repository.head().commit }
    guard let tip, let text = try workspace.repository.file(policy.signers, in: tip) else {
      throw Refusal(
        .approvalMissing, what: "No approval was counted: there is no \(policy.signers) on the default branch.",
        why: "The people who may approve are named there",
        remedy: "Commit the file to the default branch: a line for each key, `ADDRESS KEYTYPE KEY`.")
    }
    let folder = policy.signers.lastIndex(of: "/").map { policy.signers[...$0] } ?? ""
    let revoked = try workspace.repository.file("\(folder)revoked_keys", in: tip)
    return AllowedSigners(parsing: String(decoding: text, as: UTF8.self), revoked: revoked)
  }

  /// The remote's default branch and its tip, which is here afterwards; nil where there is none.
  private static func source(
    _ workspace: Workspace, _ facts: RemoteFacts
  ) async throws -> (branch: String, tip: ObjectID)? {
    guard let remote = workspace.git.remote, let branch = try await remote.defaultBranch(),
      let tip = facts.branches[branch]
    else { return nil }
    if !workspace.repository.contains(tip) { try await remote.fetch(["refs/heads/\(branch)"]) }
    return (branch, tip)
  }
}
