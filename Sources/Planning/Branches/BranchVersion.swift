import Git
public import SemanticVersioning

/// A version of a branch or a pull request, which nobody releases: `0.0.0-pr.12`, `0.0.0-main`.
///
/// It is below every release. A pre-release of 0.0.0 in a channel, such as `0.0.0-rc.1`, is a candidate like any other.
public enum BranchVersion {
  /// Whether a version is one.
  public static func holds(_ version: SemanticVersion) -> Bool {
    version.core == SemanticVersion(0, 0, 0) && version.isPrerelease && version.channel == nil
      && version.buildMetadata.isEmpty
  }

  /// What a text on the command line names, if it is one: everything, or the component that is named.
  public static func resolve(
    _ text: String, component: String?, in configuration: Configuration
  ) throws -> (scope: ComponentScope, version: SemanticVersion)? {
    let bare = text.hasPrefix("v") ? text.dropFirst() : text[...]
    if let version = try? SemanticVersion(parsing: bare), holds(version) {
      let scope = try component.map { try ComponentScope.named($0, in: configuration) }
      return (scope ?? .whole(of: configuration), version)
    }
    guard let resolved = try? ComponentScope.resolve(text, component: component, in: configuration),
      holds(resolved.version)
    else { return nil }
    return resolved
  }
}

extension PhaseSubject {
  /// The commit that is checked out, under a version that nobody releases.
  ///
  /// No remote is asked: a job of a pull request tests a merge that is on no branch, and may know no credentials.
  ///
  /// - Throws: what the configuration names and the commit does not have.
  public init(branch version: SemanticVersion, of scope: ComponentScope, in workspace: Workspace) throws {
    try workspace.requireWorkTree()
    let taker = SurveyTaker(workspace: workspace, scope: scope, request: .exactly(version))
    let (head, _) = try taker.checkedOut()
    try taker.refuseMissingPaths(head)
    self.init(
      scope: scope, version: version, tag: scope.tag.tag(for: version),
      candidate: try Candidate(
        version, of: scope, at: workspace.repository.commit(head), mode: .none, in: workspace.repository))
    isBranch = true
  }
}
