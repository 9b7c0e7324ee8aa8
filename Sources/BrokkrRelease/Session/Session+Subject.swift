import Planning

extension Session {
  /// What a phase of its own works on: a release's candidate, or a branch under a version that nobody releases.
  func subject(_ version: String?, component: String?) async throws -> PhaseSubject {
    if let version,
      let branch = try BranchVersion.resolve(version, component: component, in: workspace.configuration)
    {
      return try PhaseSubject(branch: branch.version, of: branch.scope, in: workspace)
    }
    return try await survey(
      version, component: component, needsHistory: version == nil, needsCleanTree: false, isCutting: false
    ).subject
  }
}
