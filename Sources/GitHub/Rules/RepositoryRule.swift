/// A rule that GitHub applies when somebody moves a branch.
public struct RepositoryRule: Decodable, Hashable, Sendable {
  /// Such as `update`, `pull_request`, `required_status_checks`.
  public var type: String
  /// The set of rules that it is of; nil where the API does not say.
  public var ruleset: Int64?

  enum CodingKeys: String, CodingKey {
    case type
    case ruleset = "ruleset_id"
  }

  /// Whether the rule keeps a direct push from moving the branch forward.
  public var stopsPush: Bool {
    ["update", "pull_request", "required_status_checks", "merge_queue", "required_deployments", "workflows"]
      .contains(type)
  }
}
