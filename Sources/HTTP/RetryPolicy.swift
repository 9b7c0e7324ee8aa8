/// When a request is sent again, and after how long: a pure function of what came.
public struct RetryPolicy: Sendable {
  /// How often a request is sent at most.
  public var attempts = 5
  /// No wait is longer.
  public var longestWait = Duration.seconds(60)
  /// All waits of one request together are no longer.
  public var longestTotal = Duration.seconds(180)

  /// Makes the usual policy.
  public init() {}

  /// How long to wait before sending again; nil where it is not to be sent again.
  ///
  /// - Parameters:
  ///   - response: the answer; nil where none came.
  ///   - attempt: how often it was sent, from 1.
  ///   - waited: how long was waited already.
  ///   - jitter: a random number from 0 to 1.
  /// - Returns: the time to wait, or nil.
  public func wait(after response: HTTPResponse?, attempt: Int, waited: Duration, jitter: Double) -> Duration? {
    guard attempt < attempts else { return nil }
    let backOff = Duration.milliseconds(Int64(Double(100 << min(attempt, 8)) * (0.5 + jitter / 2)))
    var wait = backOff
    if let response {
      guard [429, 500, 502, 503, 504].contains(response.status) else { return nil }
      if let asked = Self.retryAfter(response) { wait = asked }
    }
    wait = min(wait, longestWait)
    return waited + wait <= longestTotal ? wait : nil
  }

  /// The wait that an answer asks for, in its header in seconds or as GHCR writes it into its message.
  static func retryAfter(_ response: HTTPResponse) -> Duration? {
    if let header = response.first("Retry-After"), let seconds = Int64(header.filter { $0 != " " }) {
      return .seconds(max(0, min(seconds, 1 << 31)))
    }
    guard response.status == 429, let range = response.text.firstRange(of: "retry-after: ") else { return nil }
    let word = response.text[range.upperBound...].prefix { $0.isNumber || $0.isLetter || $0 == "." }
    let number = Double(word.prefix { $0.isNumber || $0 == "." })
    let unit = word.drop { $0.isNumber || $0 == "." }
    switch (number, unit) {
    case (let number?, "ms"): return .milliseconds(Int64(number))
    case (let number?, "s"): return .milliseconds(Int64(number * 1000))
    default: return nil
    }
  }
}
