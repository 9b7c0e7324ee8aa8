/// Takes secrets out of a text: by their value, in the forms in which programs print them.
public struct Redaction: Sendable {
  /// What is written instead.
  static let mark = "***"
  /// A shorter value would blank out ordinary words.
  static let shortest = 6
  private let values: [String]

  /// Makes a redaction of some secrets; what is too short to be one is left.
  public init(_ secrets: some Sequence<String>) {
    var forms: Set<String> = []
    for secret in secrets where secret.utf8.count >= Self.shortest {
      forms.formUnion([secret, Base64.text(secret.utf8), Self.percentEncoded(secret)])
    }
    // The longest first, so that a secret within another one leaves no rest.
    values = forms.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  /// The text without them, and without the credentials of URLs.
  public func callAsFunction(_ text: String) -> String {
    var text = text
    for value in values where text.contains(value) { text = text.replacing(value, with: Self.mark) }
    return text.contains("://") ? Self.withoutUserInfo(text) : text
  }

  /// `https://user:secret@host` as `https://***@host`.
  private static func withoutUserInfo(_ text: String) -> String {
    var parts = text.split(separator: "://", omittingEmptySubsequences: false).map(Substring.init)
    for index in parts.indices.dropFirst() {
      guard parts[index - 1].hasSuffix("http") || parts[index - 1].hasSuffix("https") else { continue }
      let authority = parts[index].prefix { $0 != "/" && !$0.isWhitespace && $0 != "'" && $0 != "\"" }
      guard let at = authority.lastIndex(of: "@") else { continue }
      parts[index] = "\(mark)\(parts[index][at...])"
    }
    return parts.joined(separator: "://")
  }

  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: encoded.append(byte)
      default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}

extension Redaction {
  /// Takes out the secrets of this process's environment and of those that a program is given.
  init(environment: [String: String], secrets: [String]) {
    let own = OwnEnvironment.all.filter { ToolEnvironment.mayBeSecret($0.key) }
    let given = environment.filter { ToolEnvironment.mayBeSecret($0.key) || $0.key.hasPrefix("GIT_CONFIG_VALUE_") }
    // A path or an address under such a name is none.
    let values = own.merging(given) { _, new in new }.values.filter { value in
      value.utf8.count >= 8 && !value.hasPrefix("/") && (!value.contains("://") || value.contains("@"))
    }
    self.init(secrets + values)
  }
}
