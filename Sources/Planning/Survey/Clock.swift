import FoundationEssentials

/// The time and fresh names, for records.
public enum Clock {
  /// Now, as RFC 3339 in UTC with milliseconds.
  public static let now: @Sendable () -> String = {
    text(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// A short random name for a lock.
  public static let identifier: @Sendable () -> String = {
    String((0..<8).map { _ in "23456789abcdefghjkmnpqrstuvwxyz".randomElement() ?? "x" })
  }

  /// A time since 1970 as RFC 3339 in UTC with milliseconds.
  static func text(milliseconds: Int64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000)
    let fraction = String(1000 + rest).dropFirst()
    return "\(text(seconds: seconds).dropLast()).\(fraction)Z"
  }

  /// A later time, as RFC 3339 in UTC with milliseconds; nil where the text is no time.
  static func text(_ text: String, plus duration: Duration) -> String? {
    guard let time = try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text) else { return nil }
    let milliseconds = Int64((time.timeIntervalSince1970 * 1000).rounded())
    return Self.text(milliseconds: milliseconds + duration.components.seconds * 1000)
  }

  /// A time since 1970 as RFC 3339 in UTC.
  public static func text(seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }
}
