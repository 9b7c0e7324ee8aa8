/// A run of a workflow.
public struct WorkflowRun: Decodable, Hashable, Sendable {
  /// An account.
  public struct Account: Decodable, Hashable, Sendable {
    /// Its name.
    public var login: String
  }

  /// Its id.
  public var id: Int64
  /// Such as `queued`, `in_progress`, `waiting`, `completed`.
  public var status: String
  /// Such as `success`, `failure`, `cancelled`; nil until it is completed.
  public var conclusion: String?
  /// The page.
  public var page: String
  /// The commit.
  public var commit: String
  /// What started it, such as `workflow_dispatch`.
  public var event: String
  /// When it was made, RFC 3339.
  public var createdAt: String
  /// Who started it first.
  public var actor: Account?
  /// Who started this attempt.
  public var triggeringActor: Account?
  /// What its page is headed with: the workflow's `run-name`, filled in; nil where the API tells none.
  public var title: String?
  /// The short name of the branch or tag that it runs on; nil where the API tells none.
  public var reference: String?

  enum CodingKeys: String, CodingKey {
    case id, status, conclusion, event, actor
    case page = "html_url"
    case commit = "head_sha"
    case createdAt = "created_at"
    case triggeringActor = "triggering_actor"
    case title = "display_title"
    case reference = "head_branch"
  }

  /// Nothing more will happen.
  public var isCompleted: Bool { status == "completed" }
}
