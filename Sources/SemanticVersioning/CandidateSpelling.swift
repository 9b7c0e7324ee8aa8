/// How channel and number of a candidate are put together: `{channel}.{n}`, `{channel}{n}` or `{channel}-{n}`.
public struct CandidateSpelling: Hashable, Sendable, CustomStringConvertible {
  /// What stands between channel and number.
  let separator: String

  /// The spelling that SemVer itself ranks by number.
  public static let dotted = CandidateSpelling(separator: ".")

  /// Reads a spelling.
  public init(parsing text: String) throws(MalformedPattern) {
    let separators = ["", ".", "-"]
    guard let separator = separators.first(where: { text == "{channel}\($0){n}" }) else {
      throw MalformedPattern(
        text, "a candidate is spelled `{channel}.{n}`, `{channel}{n}` or `{channel}-{n}`")
    }
    self.separator = separator
  }

  /// The spelling of a candidate; nil where the version is none, or has no number.
  public init?(of version: SemanticVersion) {
    guard let mark = version.candidateMark, !mark.digits.isEmpty else { return nil }
    separator = mark.separator.map { String(UnicodeScalar($0)) } ?? ""
  }

  private init(separator: String) { self.separator = separator }

  /// The pre-release identifiers of a candidate.
  public func identifiers(channel: Channel, number: Int) -> [String] {
    separator == "." ? [channel.rawValue, "\(number)"] : ["\(channel.rawValue)\(separator)\(number)"]
  }

  /// The spelling as it is configured.
  public var description: String { "{channel}\(separator){n}" }
}
