import HTTP
import Refusals
import Testing

@testable import OCI

/// Where passwords may go.
@Suite("Realm rule")
struct RealmRuleTests {
  private let insecure = InsecureHosts(patterns: ["lab.example:5000", "*.test:80"])

  @Test(
    "a safe place is taken",
    arguments: [
      ("https://ghcr.io/token", "ghcr.io"), ("https://auth.docker.io/token", "docker.io"),
      ("https://gitlab.example/jwt/auth?x=y", "registry.gitlab.example"),
      ("http://127.0.0.1:5001/token", "127.0.0.1:5000"),
      ("https://auth.example/t", "127.0.0.1:5000"), ("http://lab.example:5000/t", "lab.example:5000"),
      ("http://a.test/t", "lab.example:5000"),
    ])
  func safe(realm: String, host: String) throws {
    #expect(try RealmRule.address(realm, of: host, insecure: insecure).description == realm)
  }

  @Test(
    "an unsafe one is refused, and the registry is named",
    arguments: [
      (nil, "ghcr.io"), ("", "ghcr.io"), ("ghcr.io/token", "ghcr.io"), ("ftp://ghcr.io/token", "ghcr.io"),
      ("http://ghcr.io/token", "ghcr.io"),  // the password would be readable on its way
      ("http://auth.example/token", "127.0.0.1:5000"),
      ("http://127.0.0.1:8080/token", "ghcr.io"),  // a stranger sends it to something on this machine
      ("https://localhost/token", "ghcr.io"), ("https://[::1]/token", "ghcr.io"), ("https://127.1.2.3/t", "ghcr.io"),
      ("https://169.254.169.254/latest", "ghcr.io"),  // a cloud's metadata
      ("http://lab.example:5000/t", "ghcr.io"),
      ("https://user@ghcr.io/token", "ghcr.io"), ("https://ghcr.io@evil.example/token", "ghcr.io"),
      ("https://ghcr.io\\@evil.example/", "ghcr.io"), ("https://ghcr.io/token\r\nX: y", "ghcr.io"),
    ] as [(String?, String)])
  func unsafe(realm: String?, host: String) {
    let refusal = #expect(throws: Refusal.self) { try RealmRule.address(realm, of: host, insecure: insecure) }
    #expect(refusal?.code == .registryRefused && refusal?.what.contains(host) == true)
  }

  @Test(
    "plain HTTP is spoken to this machine and to named hosts only",
    arguments: [
      ("127.0.0.1:5000", true), ("127.0.0.1", true), ("localhost:5000", true), ("[::1]:5000", true),
      ("lab.example:5000", true), ("LAB.example:5000", true), ("x.test:80", true),
      ("lab.example", false), ("lab.example:443", false), ("x.test", false), ("ghcr.io", false),
      ("127.0.0.1.example.com", false), ("notlocalhost", false), ("10.0.0.1:5000", false),
    ])
  func insecureHosts(host: String, isInsecure: Bool) { #expect(insecure.contains(host) == isInsecure) }
}
