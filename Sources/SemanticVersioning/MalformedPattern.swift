/// Why a text is no pattern for tags, candidates or floating tags.
public struct MalformedPattern: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text.
  public var text: String
  /// What is wrong, without a period.
  public var reason: String

  init(_ text: String, _ reason: String) {
    self.text = text
    self.reason = reason
  }

  /// What is wrong.
  public var description: String { reason }
}
