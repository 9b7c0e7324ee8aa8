/// A set of rules for branches or tags.
public struct Ruleset: Decodable, Hashable, Sendable {
  /// Which names it is for.
  public struct Names: Decodable, Hashable, Sendable {
    /// Patterns, full names such as `refs/tags/v*`, or `~ALL`.
    public var include: [String]
    /// Patterns that are left out.
    public var exclude: [String]
  }

  struct Conditions: Decodable, Hashable, Sendable {
    var names: Names?
    enum CodingKeys: String, CodingKey { case names = "ref_name" }
  }

  /// Its id.
  public var id: Int64
  /// Its name.
  public var name: String
  /// `branch`, `tag` or `push`; nil where the API does not say.
  public var target: String?
  /// `active`, `evaluate` or `disabled`.
  public var enforcement: String
  /// Whether who asks may pass it by: `always`, `pull_requests_only`, `never`; nil where the API does not say.
  public var bypass: String?
  /// Its rules; nil in a list.
  public var rules: [RepositoryRule]?
  var conditions: Conditions?

  enum CodingKeys: String, CodingKey {
    case id, name, target, enforcement, rules, conditions
    case bypass = "current_user_can_bypass"
  }

  /// Whoever asks may pass it by at any time.
  public var isBypassed: Bool { bypass == "always" || bypass == "exempt" }

  /// Whether it is in force for a full reference name.
  public func applies(to reference: String) -> Bool {
    guard enforcement == "active", let names = conditions?.names else { return false }
    func matches(_ pattern: String) -> Bool { pattern == "~ALL" || NamePattern(pattern).matches(reference) }
    return names.include.contains(where: matches) && !names.exclude.contains(where: matches)
  }
}
