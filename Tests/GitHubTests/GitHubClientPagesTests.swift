import Testing

@testable import GitHub

/// Lists over several pages.
@Suite("Pages")
struct GitHubClientPagesTests {
  @Test("an upload goes where the release says, with its name encoded")
  func upload() {
    #expect(
      GitHubClient.expand("https://uploads.github.com/r/1/assets{?name,label}", name: "a+b.tgz")
        == "https://uploads.github.com/r/1/assets?name=a%2Bb.tgz")
  }

  @Test(
    "a name that GitHub would change in silence is told apart",
    arguments: [
      ("app-1.2.0.tgz", true), ("a b.tgz", false), ("a~b", false), (".x", false), ("a..b", false), ("", false),
    ])
  func names(name: String, isUsable: Bool) { #expect(ReleaseAsset.isUsable(name) == isUsable) }
}
