/// When a request is sent again, and after how long: a pure function of what came.
public struct RetryPolicy: Sendable {
  /// How often a request is sent at most.
  public var attempts = 5
  /// All waits of one request together are no longer; a server that asks for more is not asked again.
  public var longestTotal = Duration.seconds(180)
  /// No wait that we choose ourselves is longer.
  public var longestWait = Duration.seconds(60)

  /// Makes the usual policy.
  public init() {}

  /// How long to wait before sending again; nil where it is not to be sent again.
  ///
  /// - Parameters:
  ///   - response: the answer; nil where none came.
  ///   - attempt: how often it was sent, from 1.
  ///   - waited: how long was waited already.
  ///   - jitter: a random number from 0 to 1.
  /// - Returns: the wait.
  public func wait(after response: HTTPResponse?, attempt: Int, waited: Duration, jitter: Double) -> Duration? {
    guard attempt < attempts, response.map(Self.isPassing) ?? true else { return nil }
    let chosen = min(.milliseconds(Int64(Double(200 << min(attempt, 16)) * (0.5 + jitter / 2))), longestWait)
    let wait = response.flatMap(Self.asked(by:)) ?? chosen
    return waited + wait <= longestTotal ? wait : nil
  }

  /// Whether an answer says that the same request may go well later.
  static func isPassing(_ response: HTTPResponse) -> Bool {
    switch response.status {
    case 429, 500, 502, 503, 504: true
    case 403: isRateLimit(response)
    default: false
    }
  }

  /// Whether an answer says that too much was asked, which some servers say with the status of a missing right.
  public static func isRateLimit(_ response: HTTPResponse) -> Bool {
    guard response.status != 429 else { return true }
    return response.status == 403
      && (response.first("Retry-After") != nil || response.first("x-ratelimit-remaining") == "0"
        || response.text.prefix(4096).lowercased().contains("rate limit"))
  }

  /// The wait that an answer asks for: in its header in seconds or as a date, or in the words of GHCR's message.
  public static func asked(by response: HTTPResponse) -> Duration? {
    if let header = response.first("Retry-After") {
      let text = header.split(separator: " ").joined(separator: " ")
      if let seconds = Int64(text), seconds >= 0 { return .seconds(min(seconds, 1 << 32)) }
      // The server's own clock is the measure, so that a wrong clock here does no harm.
      if let end = HTTPDate.seconds(text), let now = response.first("Date").flatMap({ HTTPDate.seconds($0) }) {
        return .seconds(max(0, end - now))
      }
    }
    guard isRateLimit(response) else { return nil }
    if let wait = untilReset(response) { return wait }
    // GitHub asks for a minute at least where it names no time (REST API, best practices).
    if response.text.prefix(4096).lowercased().contains("secondary rate limit") { return .seconds(60) }
    guard let mark = response.text.firstRange(of: "retry-after: ") else { return nil }
    return goDuration(response.text[mark.upperBound...].prefix { $0.isNumber || $0.isLetter || $0 == "." })
  }

  /// The wait until a limit of so many requests an hour begins anew; nil where none is used up.
  private static func untilReset(_ response: HTTPResponse) -> Duration? {
    guard response.first("x-ratelimit-remaining") == "0",
      let reset = response.first("x-ratelimit-reset").flatMap({ Int64($0) }),
      let now = response.first("Date").flatMap({ HTTPDate.seconds($0) })
    else { return nil }
    return .seconds(min(max(0, reset - now), 1 << 32))
  }

  /// Reads a duration as Go prints it, with one unit.
  private static func goDuration(_ text: Substring) -> Duration? {
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(digits), number < 1e9 else { return nil }
    switch text[digits.endIndex...] {
    case "ms": return .seconds(number / 1000)
    case "s": return .seconds(number)
    case "m", "m0s": return .seconds(number * 60)
    default: return nil
    }
  }
}
