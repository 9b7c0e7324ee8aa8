import AsyncHTTPClient

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The proxy that the environment names.
enum ProxySetting {
  /// The proxy for HTTPS, else for HTTP; nil where none is set.
  static var proxy: HTTPClient.Configuration.Proxy? {
    for name in ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] {
      guard let text = getenv(name).map({ String(cString: $0) }), let proxy = parse(text) else { continue }
      return proxy
    }
    return nil
  }

  /// Reads `http://HOST:PORT`; credentials in it are not supported and make it unusable.
  static func parse(_ text: String) -> HTTPClient.Configuration.Proxy? {
    var rest = text[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { $0 != "/" }
    guard !rest.contains("@"), let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...])
    else { return nil }
    return .server(host: String(rest[..<colon]), port: port)
  }
}
