import SemanticVersioning
import Testing

@Suite("Links to a forge")
struct ForgeLinksTests {
  @Test(
    "each forge has its own paths",
    arguments: [
      (
        "https://github.com/acme/brokkr", "https://github.com/acme/brokkr/commit/abc",
        "https://github.com/acme/brokkr/compare/v1...a/v2", "https://github.com/acme/brokkr/issues/12"
      ),
      (
        "http://gitlab.acme.org:8080/a/b/c", "http://gitlab.acme.org:8080/a/b/c/-/commit/abc",
        "http://gitlab.acme.org:8080/a/b/c/-/compare/v1...a/v2", "http://gitlab.acme.org:8080/a/b/c/-/issues/12"
      ),
      (
        "https://codeberg.org/a/b", "https://codeberg.org/a/b/commit/abc", "https://codeberg.org/a/b/compare/v1...a/v2",
        "https://codeberg.org/a/b/issues/12"
      ),
      (
        "https://bitbucket.org/a/b/", "https://bitbucket.org/a/b/commits/abc",
        "https://bitbucket.org/a/b/branches/compare/a/v2%0Dv1", nil
      ),
    ] as [(String, String, String, String?)])
  func paths(source: String, commit: String, comparison: String, issue: String?) throws {
    let links = try #require(ForgeLinks(sourceURL: source))
    #expect(links.commit("abc") == commit)
    #expect(links.comparison(from: "v1", to: "a/v2") == comparison)
    #expect(links.issue("12") == issue)
  }

  @Test(
    "a host that no forge is known by has no links",
    arguments: [
      "https://git.acme.org/a/b", "https://mygithub.com/a/b", "ssh://github.com/a/b", "https://github.com/a",
      "https://github.com", "github.com/a/b", "https://github.com)x/a/b", "",
    ])
  func unknown(source: String) { #expect(ForgeLinks(sourceURL: source) == nil) }

  @Test("nothing in a path or a tag ends the link or begins a query")
  func encoded() throws {
    let links = try #require(ForgeLinks(sourceURL: "https://GitHub.com/a cme/b)(?x#y"))
    #expect(links.commit("a") == "https://GitHub.com/a%20cme/b%29%28%3Fx%23y/commit/a")
    #expect(links.comparison(from: "ä#1", to: "b%").hasSuffix("/compare/%C3%A4%231...b%25"))
  }
}
