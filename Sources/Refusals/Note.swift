/// A remark that stops nothing: a warning in a plan, or something that was left out and why.
public struct Note: Hashable, Sendable, Codable {
  /// A stable word for scripts, such as `chart-image-not-this-release`.
  public var code: String
  /// The remark, one sentence.
  public var message: String

  /// Makes a remark.
  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }
}
