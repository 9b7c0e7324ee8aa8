#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The forge's token for git over HTTPS, handed over by environment and for the forge's host only.
enum RemoteCredentials {
  /// Variables that make git send the token to the GitHub host, where the remote is there and a token is set.
  static func environment(for url: String) -> [String: String] {
    let server = variable("GITHUB_SERVER_URL") ?? "https://github.com"
    guard server.hasPrefix("https://"), url.hasPrefix("\(server)/"),
      let token = variable("GH_TOKEN") ?? variable("GITHUB_TOKEN")
    else { return [:] }
    let basic = base64(Array("x-access-token:\(token)".utf8))
    return [
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "http.\(server)/.extraheader",
      "GIT_CONFIG_VALUE_0": "AUTHORIZATION: basic \(basic)",
    ]
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? digits[number >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
