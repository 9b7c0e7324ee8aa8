/// A request that got no answer.
public struct TransportFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kept the answer away.
  public enum Cause: Hashable, Sendable {
    /// No connection could be made: the request had no effect.
    case unreachable
    /// The connection broke, or nothing came in time: the request may have had its effect.
    case broken
    /// The answer is longer than is taken.
    case tooLong
    /// What was to be sent cannot be read from the disk.
    case unreadable
    /// The request is none: its address or a header cannot be sent.
    case malformed
  }

  /// What kept the answer away.
  public var cause: Cause
  /// The detail, one clause, without any secret.
  public var detail: String

  /// Makes a failure.
  public init(_ cause: Cause, _ detail: String) { (self.cause, self.detail) = (cause, detail) }

  /// The detail.
  public var description: String { detail }
}
