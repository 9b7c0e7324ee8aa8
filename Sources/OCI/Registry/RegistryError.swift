import FoundationEssentials
import HTTP

/// What a registry says of an error (distribution-spec, error codes); some answer in plain text or with a web page.
struct RegistryError {
  /// The codes, such as `MANIFEST_UNKNOWN`; empty where the answer is no error of a registry.
  let codes: [String]
  /// Codes and messages in one line, else what kind of text came.
  let text: String

  private struct Body: Decodable {
    struct Entry: Decodable {
      var code: String?
      var message: String?
    }
    var errors: [Entry]?
    /// Token servers and GitHub write one message alone.
    var message: String?
    var details: String?
    var error_description: String?
  }

  /// Reads an answer.
  init(_ response: HTTPResponse) {
    let body = try? JSONDecoder().decode(Body.self, from: Data(response.body.prefix(1 << 16)))
    let entries = body?.errors ?? []
    codes = entries.compactMap(\.code)
    if !entries.isEmpty {
      text = Self.line(
        entries.map { [$0.code, $0.message].compactMap(\.self).joined(separator: " ") }.joined(separator: "; "))
    } else if let message = body?.message ?? body?.details ?? body?.error_description {
      text = Self.line(message)
    } else if Self.isWebPage(response) {
      text = "a web page, which no registry answers with"
    } else {
      let line = Self.line(response.text)
      text = line.isEmpty ? "nothing" : line
    }
  }

  /// Whether an answer is a web page: of a proxy, a login portal, or a server that is no registry.
  static func isWebPage(_ response: HTTPResponse) -> Bool {
    response.first("Content-Type")?.lowercased().contains("html") == true
      || response.text.prefix(512).lowercased().contains("<html")
  }

  /// Foreign text in one line: cut off, and without what a terminal would obey.
  private static func line(_ text: String) -> String {
    let visible = text.prefix(300).unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: " "
      default: Character(scalar)
      }
    }
    return String(visible).split(separator: " ").joined(separator: " ")
  }
}
