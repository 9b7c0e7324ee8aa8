import Testing

@testable import Git

@Suite("the forge's token for git")
struct RemoteCredentialsTests {
  private func variables(_ url: String, _ environment: [String: String]) -> [String: String] {
    RemoteCredentials.environment(for: url, variables: { environment[$0] })
  }

  @Test("is sent to the forge's own host, and any header that a checkout left is taken back first")
  func sent() {
    let found = variables("https://github.com/acme/x.git", ["GITHUB_TOKEN": "canary"])
    #expect(found["GIT_CONFIG_COUNT"] == "2")
    // Two headers of the name are refused by the forge.
    #expect(found["GIT_CONFIG_KEY_0"] == "http.https://github.com/.extraheader")
    #expect(found["GIT_CONFIG_VALUE_0"] == "")
    #expect(found["GIT_CONFIG_KEY_1"] == "http.https://github.com/.extraheader")
    // base 64 of x-access-token:canary
    #expect(found["GIT_CONFIG_VALUE_1"] == "AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46Y2FuYXJ5")
  }

  @Test("GH_TOKEN goes before GITHUB_TOKEN, and a forge of one's own has its own host")
  func order() {
    let server = ["GITHUB_SERVER_URL": "https://git.example.org", "GH_TOKEN": "first", "GITHUB_TOKEN": "second"]
    #expect(
      variables("https://git.example.org/a/b", server)["GIT_CONFIG_VALUE_1"]?.hasSuffix("eC1hY2Nlc3MtdG9rZW46Zmlyc3Q=")
        == true)
    #expect(variables("https://github.com/a/b", server).isEmpty)
  }

  @Test(
    "is sent nowhere else",
    arguments: [
      "https://github.com.evil.example/acme/x", "http://github.com/acme/x", "https://evil.example/https://github.com/",
      "git@github.com:acme/x.git", "ssh://git@github.com/acme/x", "/srv/github.com/x", "",
    ]
  )
  func elsewhere(url: String) { #expect(variables(url, ["GH_TOKEN": "canary"]).isEmpty) }

  @Test("without a token, or where the forge is spoken to in the clear, nothing is sent")
  func nothing() {
    #expect(variables("https://github.com/a/b", [:]).isEmpty)
    let clear = ["GITHUB_SERVER_URL": "http://git.example.org", "GH_TOKEN": "canary"]
    #expect(variables("http://git.example.org/a/b", clear).isEmpty)
  }
}
