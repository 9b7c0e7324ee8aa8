/// How a change can be taken back, as far as its place says before it is made.
public enum Reversal: Hashable, Sendable {
  /// Byte for byte.
  case exact
  /// Taken back, but for what the text names.
  case leaving(String)
  /// Taken back, but for what the text names, unless somebody else does it: the credentials at hand may not.
  case forbidden(String)
  /// Not at all, for the reason given.
  case impossible(String)

  /// What the text begins with of a slot that was left because the credentials at hand may not take it.
  public static let lackingRight = "the right is missing; it leaves "

  /// The word of the contract's `reversible` field.
  public var word: String {
    switch self {
    case .exact: "exact"
    case .leaving, .forbidden: "leaving"
    case .impossible: "impossible"
    }
  }

  /// The text of the contract's `reversal` field; nil when there is nothing to say.
  public var text: String? {
    switch self {
    case .exact: nil
    case .leaving(let text), .forbidden(let text), .impossible(let text): text
    }
  }

  /// Reads the two fields of a record.
  public init(word: String, text: String?) {
    switch word {
    case "leaving": self = .leaving(text ?? "")
    case "impossible": self = .impossible(text ?? "")
    default: self = .exact
    }
  }
}
