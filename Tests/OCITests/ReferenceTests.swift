import Refusals
import Testing

@testable import OCI

/// Tags, digests and names of repositories.
@Suite("References")
struct ReferenceTests {
  @Test("a tag is one", arguments: ["latest", "1.2.0", "v1.2.0-rc.1", "_x", "A", String(repeating: "a", count: 128)])
  func tags(text: String) throws { #expect(try Reference(parsing: text) == .tag(text)) }

  @Test(
    "what becomes part of an address is looked at first",
    arguments: [
      "", ".x", "-x", "1.2.0+b", "a/b", "../x", "a?b", "a#b", "a b", "ä", "a\n", "a%2e",
      String(repeating: "a", count: 129),
      "sha256:x", "a:b",
    ])
  func others(text: String) { #expect(throws: Refusal.self) { try Reference(parsing: text) } }

  @Test(
    "a repository's name is read into host and repository",
    arguments: [
      ("ghcr.io/acme/x", "ghcr.io", "acme/x", "ghcr.io"),
      ("127.0.0.1:5000/x", "127.0.0.1:5000", "x", "127.0.0.1:5000"),
      ("[::1]:5000/x/y/z", "[::1]:5000", "x/y/z", "[::1]:5000"),
      ("GHCR.io/acme/x__y-z.w", "ghcr.io", "acme/x__y-z.w", "ghcr.io"),
      ("docker.io/nginx", "docker.io", "library/nginx", "registry-1.docker.io"),
      ("index.docker.io/acme/x", "docker.io", "acme/x", "registry-1.docker.io"),
    ])
  func locations(text: String, host: String, repository: String, server: String) throws {
    let location = try RegistryLocation(parsing: text)
    #expect(location.host == host && location.repository == repository && location.server == server)
    #expect(try RegistryLocation(parsing: location.description) == location)
  }

  @Test(
    "what is no repository is refused",
    arguments: [
      "", "ghcr.io", "ghcr.io/", "/x", "https://ghcr.io/x", "ghcr.io/Acme/x", "ghcr.io/a//b", "ghcr.io/../x",
      "ghcr.io/a/",
      "ghcr.io/a:1", "ghcr.io/a?b", "user@ghcr.io/x", "ghcr.io:port/x", "ghcr.io#/x", "gh cr.io/x", "ghcr.io/a_-b",
      "ghcr.io/-a", "ghcr.io/a..b", "ghcr.io/é",
    ])
  func otherLocations(text: String) {
    let refusal = #expect(throws: Refusal.self) { try RegistryLocation(parsing: text) }
    #expect(refusal?.code == .configuration)
  }
}
