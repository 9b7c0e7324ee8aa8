import AsyncHTTPClient

/// A proxy, as the variables of an environment name one.
struct ProxyAddress: Hashable {
  var host: String
  var port: Int
  /// It speaks SOCKS 5 and not HTTP.
  var isSOCKS = false
  /// Who we are there; never shown.
  var login: Login?

  struct Login: Hashable {
    var user: String
    var password: String
  }

  /// Reads `http://USER:PASSWORD@HOST:PORT` or `socks5://HOST:PORT`; nil where it is none of these.
  init?(_ text: String) {
    let scheme = text.firstRange(of: "://").map { text[..<$0.lowerBound].lowercased() } ?? "http"
    var rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
    rest = rest.prefix { $0 != "/" }
    if let at = rest.lastIndex(of: "@") {
      guard let pair = Self.percentDecoded(rest[..<at]) else { return nil }
      let user = pair.prefix { $0 != ":" }
      login = Login(user: String(user), password: String(pair.dropFirst(user.count + 1)))
      rest = rest[rest.index(after: at)...]
    }
    isSOCKS = scheme.hasPrefix("socks5")
    guard ["http", "socks5", "socks5h"].contains(scheme), !(isSOCKS && login != nil) else { return nil }
    let (host, port) = Self.split(String(rest))
    guard !host.isEmpty else { return nil }
    self.host = host
    self.port = port ?? (isSOCKS ? 1080 : 80)
  }

  /// The same in the client's words.
  var configuration: HTTPClient.Configuration.Proxy {
    guard !isSOCKS else { return .socksServer(host: host, port: port) }
    let authorization = login.map { HTTPClient.Authorization.basic(username: $0.user, password: $0.password) }
    return .server(host: host, port: port, authorization: authorization)
  }

  /// A host and the port that follows it, if any; brackets of an IPv6 address are taken off.
  static func split(_ text: String) -> (host: String, port: Int?) {
    guard !text.hasPrefix("[") else {
      let host = text.dropFirst().prefix { $0 != "]" }
      return (String(host), Int(text.dropFirst(host.count + 3)))
    }
    let host = text.prefix { $0 != ":" }
    guard text.count > host.count, let port = Int(text.dropFirst(host.count + 1)) else { return (text, nil) }
    return (String(host), port)
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count > 1, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
