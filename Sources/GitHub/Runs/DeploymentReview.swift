/// Somebody's answer to a run that waited at environments.
public struct DeploymentReview: Decodable, Hashable, Sendable {
  /// An environment.
  public struct Environment: Decodable, Hashable, Sendable {
    /// Its id.
    public var id: Int64
    /// Its name.
    public var name: String
  }

  /// The environments that it is for.
  public var environments: [Environment]
  /// `approved`, `rejected` or `pending`.
  public var state: String
  /// Who answered.
  public var user: WorkflowRun.Account
  /// What was said.
  public var comment: String
}

/// An environment that a run waits at.
public struct PendingDeployment: Decodable, Hashable, Sendable {
  /// The environment.
  public var environment: DeploymentReview.Environment
  /// Who asks may answer.
  public var mayApprove: Bool
  /// Who may answer.
  public var reviewers: [DeploymentEnvironment.Reviewer]

  enum CodingKeys: String, CodingKey {
    case environment, reviewers
    case mayApprove = "current_user_can_approve"
  }

  /// Reads it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    environment = try container.decode(DeploymentReview.Environment.self, forKey: .environment)
    mayApprove = try container.decodeIfPresent(Bool.self, forKey: .mayApprove) ?? false
    reviewers = try container.decodeIfPresent([DeploymentEnvironment.Reviewer].self, forKey: .reviewers) ?? []
  }
}
