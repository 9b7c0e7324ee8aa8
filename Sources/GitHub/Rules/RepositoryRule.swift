/// A rule that GitHub applies when somebody moves a branch.
public struct RepositoryRule: Decodable, Hashable, Sendable {
  /// Such as `update`, `pull_request`, `required_status_checks`.
  public var type: String
  /// The set of rules that it is of; nil where the API does not say.
  public var ruleset: Int64?
  /// What names have to look like, for the types that say so.
  var parameters: NameParameters?

  struct NameParameters: Decodable, Hashable, Sendable {
    var operation: String?
    var pattern: String?
    var isNegated: Bool?

    enum CodingKeys: String, CodingKey {
      case pattern
      case operation = "operator"
      case isNegated = "negate"
    }
  }

  enum CodingKeys: String, CodingKey {
    case type, parameters
    case ruleset = "ruleset_id"
  }

  /// Whether the rule keeps a tag of this name from being made.
  public func stopsCreation(of name: String) -> Bool {
    switch type {
    case "creation": return true
    case "tag_name_pattern":
      guard let pattern = parameters?.pattern else { return false }
      let fits: Bool
      switch parameters?.operation {
      case "starts_with": fits = name.hasPrefix(pattern)
      case "ends_with": fits = name.hasSuffix(pattern)
      case "contains": fits = name.contains(pattern)
      default: fits = (try? Regex(pattern)).map { name.contains($0) } ?? true
      }
      return fits == (parameters?.isNegated ?? false)
    default: return false
    }
  }

  /// What a rule asks of the commits that are pushed.
  public enum Demand: Hashable, Sendable {
    /// Signatures that GitHub can verify.
    case signatures
    /// A deployment of them before the push.
    case deployments
    /// That a text of theirs fits a pattern: the message, or somebody's address.
    case pattern(of: String)
  }

  /// What the rule asks of the commits that are pushed; nil for other rules.
  public var demand: Demand? {
    switch type {
    case "required_signatures": .signatures
    case "required_deployments": .deployments
    case "commit_message_pattern": .pattern(of: "message")
    case "commit_author_email_pattern": .pattern(of: "author's address")
    case "committer_email_pattern": .pattern(of: "committer's address")
    default: nil
    }
  }

  /// Whether the rule keeps a tag from being removed.
  public var stopsDeletion: Bool { type == "deletion" }

  /// Whether the rule keeps a direct push from moving the branch forward.
  public var stopsPush: Bool {
    ["update", "pull_request", "required_status_checks", "merge_queue", "required_deployments", "workflows"]
      .contains(type)
  }
}
