/// An environment that jobs of Actions wait at, with what protects it.
public struct DeploymentEnvironment: Decodable, Hashable, Sendable {
  /// Somebody who may review.
  public struct Reviewer: Decodable, Hashable, Sendable {
    /// `User` or `Team`.
    public var type: String
    /// The id, which a change of the environment names.
    public var id: Int64
    /// The login or the team's name.
    public var name: String

    private struct Account: Decodable {
      var id: Int64
      var login: String?
      var slug: String?
    }

    enum CodingKeys: String, CodingKey { case type, reviewer }

    /// Reads a reviewer.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      type = try container.decode(String.self, forKey: .type)
      let account = try container.decode(Account.self, forKey: .reviewer)
      id = account.id
      name = account.login ?? account.slug ?? "\(account.id)"
    }
  }

  struct Rule: Decodable, Hashable, Sendable {
    var type: String
    var waitTimer: Int?
    var preventsSelfReview: Bool?
    var reviewers: [Reviewer]?

    enum CodingKeys: String, CodingKey {
      case type, reviewers
      case waitTimer = "wait_timer"
      case preventsSelfReview = "prevent_self_review"
    }
  }

  /// Which references may use it.
  public struct ReferencePolicy: Codable, Hashable, Sendable {
    /// Only branches with protection rules.
    public var protectedBranches: Bool
    /// Names that fit patterns.
    public var customPatterns: Bool

    /// Makes a policy.
    public init(protectedBranches: Bool, customPatterns: Bool) {
      (self.protectedBranches, self.customPatterns) = (protectedBranches, customPatterns)
    }

    enum CodingKeys: String, CodingKey {
      case protectedBranches = "protected_branches"
      case customPatterns = "custom_branch_policies"
    }
  }

  /// Its id.
  public var id: Int64
  /// Its name.
  public var name: String
  /// Which references may use it; nil for all.
  public var references: ReferencePolicy?
  var rules: [Rule]

  enum CodingKeys: String, CodingKey {
    case id, name
    case references = "deployment_branch_policy"
    case rules = "protection_rules"
  }

  /// Reads an environment.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(Int64.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    references = try container.decodeIfPresent(ReferencePolicy.self, forKey: .references)
    rules = try container.decodeIfPresent([Rule].self, forKey: .rules) ?? []
  }

  /// Who may let a job go on; empty where nobody is asked.
  public var reviewers: [Reviewer] { rules.flatMap { $0.reviewers ?? [] } }
  /// Who started a run may not let it go on.
  public var preventsSelfReview: Bool { rules.contains { $0.preventsSelfReview == true } }
  /// How many minutes a job waits; 0 for none.
  public var waitMinutes: Int { rules.compactMap(\.waitTimer).max() ?? 0 }
  /// How many different people there are at most who may let a job go on; nil where a team is among them.
  public var people: Int? {
    guard reviewers.allSatisfy({ $0.type == "User" }) else { return nil }
    return Set(reviewers.map { $0.name.lowercased() }).count
  }
  /// Somebody has to let a job go on.
  public var isReviewed: Bool { !reviewers.isEmpty }
}
