import Crypto
import FoundationEssentials

/// The first line of a generated file: that it is one, and the hash of the rest, by which hand edits are found.
struct FileMark: Hashable {
  private static let words = "Written by `brokkr-release workflows write`; change the configuration instead."
  private static let start = "Written by `brokkr-release workflows write`;"
  private static let hashName = "sha256:"

  /// The hash that the line gives.
  let hash: String

  /// A file's text with its mark above it.
  static func marked(_ text: String, path: String) -> String {
    let line = "\(words) \(hashName)\(hash(of: text))"
    return (path.hasSuffix(".md") ? "<!-- \(line) -->" : "# \(line)") + "\n" + text
  }

  /// The mark of a whole file's text; nil where its first line is none.
  init?(of text: String) {
    let line = text.prefix { $0 != "\n" && $0 != "\r\n" }
    guard line.hasPrefix("# \(Self.start)") || line.hasPrefix("<!-- \(Self.start)"),
      let found = line.split(separator: " ").first(where: { $0.hasPrefix(Self.hashName) })
    else { return nil }
    hash = String(found.dropFirst(Self.hashName.count))
  }

  /// Whether the rest of the file is as it was written.
  func holds(for text: String) -> Bool {
    guard let end = text.firstIndex(where: \.isNewline) else { return false }
    return Self.hash(of: String(text[text.index(after: end)...])) == hash
  }

  private static func hash(of text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0\(digits)" : digits
    }.joined()
  }
}
