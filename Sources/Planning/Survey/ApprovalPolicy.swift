import Git
import Publishing
import Refusals

/// How releases are approved, as the remote's default branch says it, so that a release cannot weaken its own gate.
public enum ApprovalPolicy {
  /// The `approve` section in effect.
  ///
  /// Where the default branch holds no configuration yet, the one at hand counts. A configuration that names no remote
  /// switches nothing off in a clone of one: what goes to a registry goes to everybody who uses the remote.
  ///
  /// - Throws: a `Refusal` where such a clone's remote asks for approvals that only its own ledger can hold.
  public static func inEffect(_ workspace: Workspace, _ facts: RemoteFacts) async throws -> ApprovalConfiguration {
    let own = workspace.configuration.approve
    guard let remote = try home(of: workspace), let source = try await source(workspace, facts),
      let rule = try load(workspace, remote, source)
    else { return own }
    switch rule.by {
    case .signature, .environment:
      guard workspace.git.remote == nil else { return rule }
      throw Refusal(
        .approvalMissing, what: "Nothing was released: `remote: \"\"` goes around the approvals of \(remote.name).",
        why: "Its default branch \(source.branch) says `by: \(rule.by.rawValue)`, and images or charts would leave "
          + "this repository",
        remedy: "Set `remote: \(remote.name)`, or release to an oci-layout here.")
    case .none, .prompt: return rule
    }
  }

  private static func load(
    _ workspace: Workspace, _ remote: Remote, _ source: (branch: String, tip: ObjectID)
  ) throws -> ApprovalConfiguration? {
    for name in Configuration.fileNames {
      guard let text = try workspace.repository.file(name, in: source.tip) else { continue }
      return try Configuration.load(text: text, file: "\(remote.name)/\(source.branch):\(name)").approve
    }
    return nil
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

  /// The remote that says who approves: the configured one; where none is configured, the clone's own, if anything leaves
  /// this repository; nil where there is none.
  private static func home(of workspace: Workspace) throws -> Remote? {
    if let remote = workspace.git.remote { return remote }
    let targets = ComponentScope.all(of: workspace.configuration).flatMap(\.repositories)
    let isLeaving = targets.contains { if case .registry = $0 { true } else { false } }
    guard isLeaving else { return nil }
    let remote = Remote(try workspace.repository.followedRemote("origin"), of: workspace.repository)
    return remote.url.isEmpty ? nil : remote
  }

  /// The remote's default branch and its tip, which is here afterwards; nil where there is none.
  private static func source(
    _ workspace: Workspace, _ facts: RemoteFacts
  ) async throws -> (branch: String, tip: ObjectID)? {
    guard let remote = try home(of: workspace) else { return nil }
    let branch: String?
    do {
      branch = try await remote.defaultBranch()
    } catch let refusal as Refusal where refusal.code == .remoteUnreachable && workspace.git.remote == nil {
      // Whoever keeps everything here may be without any network.
      return nil
    }
    guard let branch else { return nil }
    let name = "refs/heads/\(branch)"
    let tip = workspace.git.remote == nil ? try await remote.references([name])[name] : facts.branches[branch]
    guard let tip else { return nil }
    if !workspace.repository.contains(tip) { try await remote.fetch([name]) }
    return (branch, tip)
  }
}
