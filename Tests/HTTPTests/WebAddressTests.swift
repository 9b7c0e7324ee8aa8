import HTTP
import Testing

/// Addresses and their parts.
@Suite("Web addresses")
struct WebAddressTests {
  @Test(
    "an address falls into its parts",
    arguments: [
      ("https://ghcr.io/v2/a", "https://ghcr.io", "ghcr.io", "/v2/a"),
      ("HTTPS://GHCR.io:443/v2/A?b=C#d", "https://ghcr.io", "ghcr.io", "/v2/A?b=C"),
      ("http://127.0.0.1:5000", "http://127.0.0.1:5000", "127.0.0.1:5000", "/"),
      ("http://[::1]:5000/x", "http://[::1]:5000", "[::1]:5000", "/x"),
      ("https://a?b", "https://a", "a", "/?b"),
    ])
  func parts(text: String, origin: String, authority: String, path: String) throws {
    let address = try #require(WebAddress(text))
    #expect(address.origin == origin && address.authority == authority && address.path == path)
    #expect(WebAddress(address.description) == address)
  }

  @Test(
    "what is no address of the web, or a trap, is none",
    arguments: [
      "", "ghcr.io", "ftp://ghcr.io/", "file:///etc/passwd", "https://", "https:///x", "https://:443/",
      "https://user@ghcr.io/",  // credentials have no place in it
      "https://ghcr.io@evil.example/",
      "https://ghcr.io\\@evil.example/",  // some parsers take the backslash for a slash
      "https://ghcr.io:port/", "https://ghcr.io:99999/", "https://ghcr.io:-1/", "https://[::1/", "https://[::1]x/",
      "https://ghcr.io/\r\nX: y", "https://ghcr.io/a b", "https://ghcr.iö/",
    ])
  func others(text: String) { #expect(WebAddress(text) == nil) }

  @Test(
    "a reference is read where it was found",
    arguments: [
      ("/v2/b?_state=x", "https://r.example:8443/v2/b?_state=x"),
      ("c?d", "https://r.example:8443/v2/a/c?d"),
      ("?d", "https://r.example:8443/v2/a/uploads?d"),
      ("//other.example/x", "https://other.example/x"),
      ("http://other.example/x", "http://other.example/x"),
      ("javascript:x", nil), ("", nil), ("https://u@other.example/", nil),
    ] as [(String, String?)])
  func resolving(reference: String, expected: String?) throws {
    let address = try #require(WebAddress("https://r.example:8443/v2/a/uploads?q=/"))
    #expect(address.resolving(reference)?.description == expected)
  }

  @Test(
    "the name of a host tells how far away it is",
    arguments: [
      ("localhost", .loopback), ("x.localhost", .loopback), ("127.0.0.1", .loopback), ("127.8.9.1", .loopback),
      ("[::1]", .loopback), ("::ffff:127.0.0.1", .loopback), ("0.0.0.0", .loopback),
      ("169.254.169.254", .link), ("fe80::1", .link), ("[FEBF::1%eth0]", .link),
      ("2130706433", .loopback), ("0x7f.1", .loopback), ("0177.0.0.1", .loopback), ("127.1", .loopback),
      ("localhost.", .loopback), ("127.0.0.1.", .loopback), ("[0:0:0:0:0:0:0:1]", .loopback), ("[::7f00:1]", .loopback),
      ("2852039166", .link), ("0xa9fea9fe", .link), ("169.254.43518", .link), ("[::ffff:a9fe:a9fe]", .link),
      ("[0:0:0:0:0:ffff:169.254.169.254]", .link), ("[64:ff9b::a9fe:a9fe]", .link), ("[::a9fe:a9fe]", .link),
      ("[2001:db8::1]", .network), ("167772161", .network), ("4294967296.example", .network),
      ("fe80.example", .network),
      ("10.0.0.1", .network), ("ghcr.io", .network), ("127.0.0.1.example.com", .network), ("127.0.0.+1", .network),
      ("localhost.example.com", .network),
    ] as [(String, HostReach)])
  func reach(host: String, expected: HostReach) { #expect(HostReach(host) == expected) }
}
