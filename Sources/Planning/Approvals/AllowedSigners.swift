import Crypto
import FoundationEssentials

/// The people whose signatures count, as OpenSSH's `allowed_signers` names them (ssh-keygen(1), ALLOWED SIGNERS).
public struct AllowedSigners: Sendable {
  /// One line of the file.
  struct Line: Hashable, Sendable {
    var principals: [String]
    /// The fingerprint of the key, as ssh-keygen prints it.
    var fingerprint: String
    var text: String

    /// A principal with a pattern lets its key speak for people who are not named.
    var isPattern: Bool { principals.contains { $0.contains { "*?!".contains($0) } } }
  }

  let lines: [Line]
  /// Keys and certificates that count no longer, as `ssh-keygen -k` or a list of public keys; nil for none.
  let revoked: [UInt8]?

  /// Makes it of lines, with no key revoked.
  init(lines: [Line]) { (self.lines, revoked) = (lines, nil) }

  /// Reads the text of the file; lines that OpenSSH would not read are passed over.
  public init(parsing text: String, revoked: [UInt8]? = nil) {
    self.revoked = revoked
    lines = text.split(whereSeparator: \.isNewline).compactMap { line in
      let fields = Self.fields(of: line)
      guard let first = fields.first, !first.hasPrefix("#"),
        let key = fields.dropFirst().firstIndex(where: Self.isKeyType), key + 1 < fields.endIndex,
        let blob = Data(base64Encoded: fields[key + 1])
      else { return nil }
      return Line(
        principals: first.split(separator: ",").map { $0.lowercased() }, fingerprint: Self.fingerprint(of: blob),
        text: String(line))
    }
  }

  /// The file without the lines that name nobody in particular.
  var text: String { lines.filter { !$0.isPattern }.map { "\($0.text)\n" }.joined() }

  /// The keys of a person.
  func keys(of principal: String) -> Set<String> {
    Set(lines.filter { $0.principals.contains(principal.lowercased()) }.map(\.fingerprint))
  }

  private static func fingerprint(of blob: Data) -> String {
    let digest = Data(SHA256.hash(data: blob)).base64EncodedString()
    return "SHA256:\(digest.prefix { $0 != "=" })"
  }

  private static func isKeyType(_ word: String) -> Bool {
    ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"].contains { word.hasPrefix($0) }
  }

  /// The words of a line; blanks between quotes are part of a word.
  private static func fields(of line: Substring) -> [String] {
    var (fields, word, isQuoted) = ([String](), "", false)
    for character in line {
      switch character {
      case "\"":
        isQuoted.toggle()
        word.append(character)
      case " ", "\t":
        if isQuoted {
          word.append(character)
        } else if !word.isEmpty {
          fields.append(word)
          word = ""
        }
      default: word.append(character)
      }
    }
    if !word.isEmpty { fields.append(word) }
    // The list of principals may stand in quotes.
    return fields.enumerated().map { $0 == 0 ? $1.filter { $0 != "\"" } : $1 }
  }
}
