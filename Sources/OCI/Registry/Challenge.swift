import HTTP

/// What a registry asks for: the header WWW-Authenticate of an answer 401 (RFC 9110; distribution, spec/auth/token.md).
struct Challenge: Hashable, Sendable {
  /// In small letters, such as `bearer`.
  var scheme: String
  /// By name in small letters.
  var parameters: [String: String]

  /// Reads the first challenge of a header; nil where there is none.
  init?(_ header: String) {
    let scheme = header.prefix { $0 != " " }
    guard !scheme.isEmpty else { return nil }
    self.scheme = scheme.lowercased()
    parameters = [:]
    var rest = header.dropFirst(scheme.count)
    while true {
      rest = rest.drop { $0 == " " || $0 == "," }
      let name = rest.prefix { $0 != "=" }
      // A space in a name is where the next challenge begins.
      guard !name.isEmpty, name.count < rest.count, !name.contains(" ") else { return }
      rest = rest.dropFirst(name.count + 1)
      let value = rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest)
      if parameters[name.lowercased()] == nil { parameters[name.lowercased()] = value }
    }
  }

  /// The challenge of an answer that is answered best: a registry may take tokens and passwords alike.
  static func best(of response: HTTPResponse) -> Challenge? {
    let all = response.headers.filter { $0.name.lowercased() == "www-authenticate" }.compactMap { Challenge($0.value) }
    return all.first { $0.scheme == "bearer" } ?? all.first { $0.scheme == "basic" } ?? all.first
  }

  private static func token(_ rest: inout Substring) -> String {
    let value = rest.prefix { $0 != "," && $0 != " " }
    rest = rest.dropFirst(value.count)
    return String(value)
  }

  private static func quoted(_ rest: inout Substring) -> String {
    var value = ""
    rest = rest.dropFirst()
    while let character = rest.popFirst(), character != "\"" {
      value.append(character == "\\" ? rest.popFirst() ?? character : character)
    }
    return value
  }
}
