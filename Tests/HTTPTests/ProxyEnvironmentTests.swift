import Testing

@testable import HTTP

/// Which proxy an address is reached by.
@Suite("Proxies of the environment")
struct ProxyEnvironmentTests {
  private func proxy(_ environment: [String: String], _ address: String) throws -> String? {
    let address = try #require(WebAddress(address))
    return try ProxyEnvironment(environment).proxy(for: address).map { "\($0.host):\($0.port)" }
  }

  @Test(
    "the variable of the scheme names the proxy",
    arguments: [
      ([:], nil),
      (["https_proxy": "http://p:8080"], "p:8080"),
      (["HTTPS_PROXY": "http://p:8080/"], "p:8080"),
      (["https_proxy": "http://small:1", "HTTPS_PROXY": "http://big:2"], "small:1"),
      (["https_proxy": "", "HTTPS_PROXY": "http://big:2"], "big:2"),  // empty is unset
      (["http_proxy": "http://p:8080"], nil),
      (["all_proxy": "p:3128"], "p:3128"),
      (["https_proxy": "p"], "p:80"),
      (["https_proxy": "http://[::1]:8080"], "::1:8080"),
      (["https_proxy": "socks5://p"], "p:1080"),
    ] as [([String: String], String?)])
  func names(environment: [String: String], expected: String?) throws {
    #expect(try proxy(environment, "https://ghcr.io/v2/") == expected)
  }

  @Test(
    "no_proxy names what is reached directly",
    arguments: [
      ("*", true), ("ghcr.io", true), ("GHCR.IO", true), (".ghcr.io", false), ("io", true), ("hcr.io", false),
      ("example.com, ghcr.io", true), ("example.com ghcr.io", true), ("ghcr.io:443", true), ("ghcr.io:5000", false),
      ("", false), (",", false),
    ])
  func exemptions(list: String, isDirect: Bool) throws {
    let found = try proxy(["https_proxy": "p:1", "no_proxy": list], "https://ghcr.io/v2/")
    #expect((found == nil) == isDirect)
  }

  @Test(
    "no_proxy knows ranges of addresses",
    arguments: [
      ("10.0.0.0/8", true), ("10.1.2.3", true), ("10.1.2.0/30", true), ("11.0.0.0/8", false), ("10.0.0.0/99", false),
    ])
  func ranges(list: String, isDirect: Bool) throws {
    let found = try proxy(["http_proxy": "p:1", "no_proxy": list], "http://10.1.2.3:5000/")
    #expect((found == nil) == isDirect)
  }

  @Test(
    "this machine is reached directly", arguments: ["http://127.0.0.1:5000/", "https://localhost/", "http://[::1]/"])
  func loopback(address: String) throws {
    #expect(try proxy(["http_proxy": "p:1", "https_proxy": "p:1", "all_proxy": "p:1"], address) == nil)
  }

  @Test(
    "a proxy that cannot be used is said and not passed over",
    arguments: ["https://p:1", "socks5://u:p@h", "http://", "quic://p"])
  func unusable(text: String) {
    #expect(throws: TransportFailure.self) { try proxy(["https_proxy": text], "https://ghcr.io/") }
  }

  @Test("a user and a password in it are for the proxy alone")
  func authorization() throws {
    let proxy = try #require(ProxyAddress("http://me:p%40ss:w@proxy:8080"))
    #expect(proxy.host == "proxy" && proxy.login == .init(user: "me", password: "p@ss:w"))
  }
}
