import HTTP
import Refusals

extension GitHubClient {
  /// What an environment is to be: a change replaces everything, so it says everything.
  public struct EnvironmentSettings: Encodable, Hashable, Sendable {
    /// Somebody who may review.
    public struct Reviewer: Encodable, Hashable, Sendable {
      /// `User` or `Team`.
      public var type: String
      /// The id.
      public var id: Int64

      /// Names somebody.
      public init(type: String, id: Int64) { (self.type, self.id) = (type, id) }
    }

    /// Minutes that a job waits.
    public var waitMinutes: Int
    /// Who started a run may not let it go on.
    public var preventsSelfReview: Bool
    /// Who may review, six at most.
    public var reviewers: [Reviewer]
    /// Which references may use it; nil for all.
    public var references: DeploymentEnvironment.ReferencePolicy?

    /// The settings as they are, to be changed; those of a new environment where there is none.
    public init(of environment: DeploymentEnvironment?) {
      waitMinutes = environment?.waitMinutes ?? 0
      preventsSelfReview = environment?.preventsSelfReview ?? false
      reviewers = environment?.reviewers.map { Reviewer(type: $0.type, id: $0.id) } ?? []
      references = environment?.references
    }

    enum CodingKeys: String, CodingKey {
      case reviewers
      case waitMinutes = "wait_timer"
      case preventsSelfReview = "prevent_self_review"
      case references = "deployment_branch_policy"
    }

    /// Writes every field, also the empty ones.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(waitMinutes, forKey: .waitMinutes)
      try container.encode(preventsSelfReview, forKey: .preventsSelfReview)
      try container.encode(reviewers, forKey: .reviewers)
      try container.encode(references, forKey: .references)
    }
  }

  /// A pattern of names that may use an environment.
  public struct ReferencePattern: Codable, Hashable, Sendable {
    /// Such as `v*`.
    public var name: String
    /// `branch` or `tag`; nil where the API does not say.
    public var type: String?

    /// Makes a pattern.
    public init(name: String, type: String) { (self.name, self.type) = (name, type) }

    /// Whether another one lets the same references in; one of no type is for branches.
    public func isSame(as other: Self) -> Bool {
      name == other.name && (type ?? "branch") == (other.type ?? "branch")
    }
  }

  private func environmentPath(_ name: String) -> String { path("environments/\(PercentEncoding.encode(name))") }

  /// An environment; nil where there is none, which a run would then make without any protection.
  public func environment(_ name: String) async throws -> DeploymentEnvironment? {
    try await get(environmentPath(name), "The environment \(name) was not read")
  }

  /// Who could review, a person by login or a team by `ORGANIZATION/TEAM`; nil where there is none of that name that the
  /// token may see.
  public func reviewer(_ name: String) async throws -> EnvironmentSettings.Reviewer? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return try await person(name) }
    struct Team: Decodable { var id: Int64 }
    let team: Team? = try await get(
      "/orgs/\(PercentEncoding.encode(parts[0]))/teams/\(PercentEncoding.encode(parts[1]))",
      "The team \(name) was not looked up")
    return team.map { EnvironmentSettings.Reviewer(type: "Team", id: $0.id) }
  }

  private func person(_ login: String) async throws -> EnvironmentSettings.Reviewer? {
    struct Account: Decodable {
      var id: Int64
      var type: String
    }
    let account: Account? = try await get(
      "/users/\(PercentEncoding.encode(login))", "The account \(login) was not looked up")
    return account.flatMap { $0.type == "User" ? EnvironmentSettings.Reviewer(type: "User", id: $0.id) : nil }
  }

  /// The patterns of names that may use an environment.
  public func referencePatterns(of environment: String) async throws -> [ReferencePattern] {
    struct Page: Decodable {
      var policies: [ReferencePattern]
      enum CodingKeys: String, CodingKey { case policies = "branch_policies" }
    }
    return try await all(
      environmentPath(environment) + "/deployment-branch-policies",
      "The references that may use the environment \(environment) were not read"
    ) { (page: Page) in page.policies } ?? []
  }

  /// Which references may use an environment; nil where all may.
  public func entry(to environment: DeploymentEnvironment) async throws -> EnvironmentEntry? {
    guard let policy = environment.references else { return nil }
    return EnvironmentEntry(
      patterns: policy.customPatterns ? try await referencePatterns(of: environment.name) : nil)
  }

  /// Makes an environment, or replaces what protects it.
  public func put(_ settings: EnvironmentSettings, as name: String) async throws -> DeploymentEnvironment {
    let what = "The environment \(name) was not changed"
    return try document(of: try await send("PUT", environmentPath(name), what, body: settings), what)
  }

  /// Adds a pattern of names that may use an environment; one that is there already is fine.
  public func add(_ pattern: ReferencePattern, to environment: String) async throws {
    let what = "\(pattern.name) was not allowed for the environment \(environment)"
    guard try await !referencePatterns(of: environment).contains(where: pattern.isSame(as:)) else { return }
    let response = try await send(
      "POST", environmentPath(environment) + "/deployment-branch-policies", what, body: pattern)
    // 303 says that it is there already.
    guard response.status == 200 || response.status == 303 else { throw refusal(response, what) }
  }
}
