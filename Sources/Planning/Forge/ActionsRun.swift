/// The run of GitHub Actions that this process is a step of.
public struct ActionsRun: Hashable, Sendable {
  /// Its id, which stays the same when it is run again.
  public var id: Int64
  /// Which attempt of it this is, from 1.
  public var attempt: Int

  /// Whether the process is a step of a job.
  public static func isInside(_ environment: [String: String]) -> Bool { environment["GITHUB_ACTIONS"] == "true" }

  /// Reads the variables that every step has; nil outside of Actions, or where they do not say which run it is.
  public init?(_ environment: [String: String]) {
    guard Self.isInside(environment), let id = environment["GITHUB_RUN_ID"].flatMap({ Int64($0) }), id > 0 else {
      return nil
    }
    self.id = id
    attempt = environment["GITHUB_RUN_ATTEMPT"].flatMap { Int($0) } ?? 1
  }
}
