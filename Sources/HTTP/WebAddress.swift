/// An absolute address of the web in the parts that rules are made of (RFC 3986).
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// The host in lower case, without the port; an IPv6 address is in brackets.
  public let host: String
  /// The port, also where the text leaves it out.
  public let port: Int
  /// The path and the query, beginning with a slash.
  public let path: String

  /// Reads an address; nil where it is none, has another scheme, a user in it, or bytes that no address has.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }),
      let mark = text.firstRange(of: "://")
    else { return nil }
    let scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = text[mark.upperBound...].prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let (host, port) = Self.split(authority) else { return nil }
    let path = rest[authority.endIndex...]
    self.scheme = scheme
    self.host = host
    self.port = port ?? (scheme == "https" ? 443 : 80)
    self.path = path.hasPrefix("/") ? String(path) : "/\(path)"
  }

  private static func split(_ authority: some StringProtocol) -> (host: String, port: Int?)? {
    guard !authority.contains("@") else { return nil }
    let host: any StringProtocol
    let rest: any StringProtocol
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      host = authority[...end]
      rest = authority[authority.index(after: end)...]
    } else {
      let name = authority.prefix { $0 != ":" }
      host = name
      rest = authority[name.endIndex...]
    }
    guard host.count > 0 else { return nil }
    guard !rest.isEmpty else { return (host.lowercased(), nil) }
    let digits = rest.dropFirst()
    guard rest.hasPrefix(":"), digits.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(String(digits))
    else {
      return nil
    }
    return (host.lowercased(), Int(port))
  }

  /// The host, with the port where it is not the scheme's own.
  public var authority: String {
    port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
  }

  /// Scheme, host and port: what has to be the same for credentials to go along.
  public var origin: String { "\(scheme)://\(authority)" }

  /// The whole address.
  public var description: String { origin + path }

  /// What a reference found at this address leads to, as in the header Location; nil where it leads nowhere.
  public func resolving(_ reference: String) -> WebAddress? {
    guard !reference.isEmpty else { return nil }
    if reference.hasPrefix("//") { return WebAddress("\(scheme):\(reference)") }
    if reference.hasPrefix("/") { return WebAddress(origin + reference) }
    let name = reference.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if name.contains(":") { return WebAddress(reference) }
    let place = path.prefix { $0 != "?" }
    guard !reference.hasPrefix("?") else { return WebAddress(origin + place + reference) }
    let folder = place.lastIndex(of: "/").map { place[...$0] } ?? "/"
    return WebAddress(origin + folder + reference)
  }
}
