/// What a registry asks for: the header WWW-Authenticate of an answer 401 (distribution, spec/auth/token.md).
struct Challenge: Hashable, Sendable {
  var scheme: String
  var parameters: [String: String]

  /// Reads a header.
  init?(_ header: String) {
    let scheme = header.prefix { $0 != " " }
    guard !scheme.isEmpty else { return nil }
    self.scheme = scheme.lowercased()
    parameters = [:]
    var rest = header.dropFirst(scheme.count)
    while true {
      rest = rest.drop { $0 == " " || $0 == "," }
      let name = rest.prefix { $0 != "=" }
      guard !name.isEmpty, name.count < rest.count else { return }
      rest = rest.dropFirst(name.count + 1)
      let value: Substring
      if rest.first == "\"" {
        rest = rest.dropFirst()
        value = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(value.count + 1)
      } else {
        value = rest.prefix { $0 != "," && $0 != " " }
        rest = rest.dropFirst(value.count)
      }
      parameters[name.lowercased()] = String(value)
    }
  }
}
