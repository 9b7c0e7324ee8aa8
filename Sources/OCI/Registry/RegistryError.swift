import FoundationEssentials
import HTTP

/// What a registry says of an error (distribution-spec, error codes); some answer in plain text or HTML.
enum RegistryError {
  private struct Body: Decodable {
    struct Entry: Decodable {
      var code: String
      var message: String?
    }
    var errors: [Entry]
  }

  /// Codes and messages, else what kind of text came.
  static func message(_ response: HTTPResponse) -> String {
    if let body = try? JSONDecoder().decode(Body.self, from: Data(response.body)), !body.errors.isEmpty {
      return body.errors.map { "\($0.code) \($0.message ?? "")" }.joined(separator: "; ")
    }
    let text = response.text.prefix(200)
    if text.lowercased().contains("<html") || response.first("Content-Type")?.contains("html") == true {
      return "a web page, not a registry's answer"
    }
    return text.isEmpty ? "nothing" : String(text.filter { !$0.isNewline })
  }
}
