/// The process that writes, or wrote: enough to tell whether it may still be alive.
public struct Holder: Codable, Hashable, Sendable {
  /// The machine's name.
  public var host: String
  /// The person or bot, as `Name <address>`.
  public var actor: String
  /// The process.
  public var pid: Int32
  /// What tells this process from a later one of the same number on the same machine: boot and start time.
  public var start: String
  /// Where the process has its number, as containers have numbers of their own; nil where that is not known.
  public var namespace: String?
  /// The id of the GitHub Actions run; nil elsewhere.
  @ExplicitNull public var runID: String?
  /// The address of the run; nil elsewhere.
  @ExplicitNull public var runURL: String?

  /// Makes a holder.
  public init(host: String, actor: String, pid: Int32, start: String, runID: String? = nil, runURL: String? = nil) {
    self.host = host
    self.actor = actor
    self.pid = pid
    self.start = start
    self.runID = runID
    self.runURL = runURL
  }

  enum CodingKeys: String, CodingKey {
    case host, actor, pid, start
    case namespace = "pid_namespace"
    case runID = "run_id"
    case runURL = "run_url"
  }
}

extension Holder: CustomStringConvertible {
  /// Who and where, for messages.
  public var description: String {
    let place = "\(actor) on \(host), process \(pid)"
    return runURL.map { "\(place), \($0)" } ?? place
  }
}

/// What is known about a holder.
public enum Liveness: Hashable, Sendable {
  /// It is this very process.
  case own
  /// It is known to be gone: the same machine, and no such process; or an earlier attempt of the same run.
  case gone
  /// It may be alive: another machine, or a running process.
  case unknown
}
