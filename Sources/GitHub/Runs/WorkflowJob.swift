/// A job of a run.
public struct WorkflowJob: Decodable, Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Such as `queued`, `in_progress`, `waiting`, `completed`.
  public var status: String
  /// Such as `success`, `failure`, `skipped`; nil until it is completed.
  public var conclusion: String?
}
