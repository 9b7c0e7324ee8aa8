/// Why a text is no version of SemVer 2.0.
public struct MalformedVersion: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text, cut after 128 characters.
  public var text: String
  /// The UTF-8 offset of what is wrong; the text's length where something is missing at its end.
  public var offset: Int
  /// What is wrong, without a period.
  public var reason: String

  init(_ text: some StringProtocol, _ fault: VersionScan.Fault) {
    self.text = String(text.prefix(128))
    self.offset = fault.offset
    self.reason = fault.reason.rawValue
  }

  /// What is wrong and at which position, counted from 1.
  public var description: String { "\(reason) (position \(offset + 1))" }
}
