import Testing

@testable import GitHub

/// Where an installation of GitHub has its API and its registry.
@Suite("GitHub server")
struct GitHubServerTests {
  @Test(
    "the API and the registry follow from the pages",
    arguments: [
      ("https://github.com", "https://api.github.com", "ghcr.io"),
      ("https://github.com/", "https://api.github.com", "ghcr.io"),
      ("https://acme.ghe.com", "https://api.acme.ghe.com", "containers.acme.ghe.com"),
      ("https://git.acme.org", "https://git.acme.org/api/v3", "containers.git.acme.org"),
    ])
  func derived(pages: String, api: String, registry: String) {
    let server = GitHubServer(pages: pages)
    #expect(server.api == api)
    #expect(server.registry == registry)
  }

  @Test("the environment of a job decides, and what is no address in it does not")
  func environment() {
    let server = GitHubServer(environment: [
      "GITHUB_SERVER_URL": "https://git.acme.org", "GITHUB_API_URL": "https://git.acme.org/api/v3/",
    ])
    #expect(server.api == "https://git.acme.org/api/v3")
    #expect(GitHubServer(environment: ["GITHUB_API_URL": "nonsense"]).api == "https://api.github.com")
  }

  @Test("a token goes over TLS, and in the clear inside this machine only")
  func trust() {
    func server(_ api: String) -> GitHubServer { GitHubServer(environment: ["GITHUB_API_URL": api]) }
    #expect(server("https://api.github.com").isTrusted)
    #expect(server("http://127.0.0.1:8080/api").isTrusted)
    #expect(!server("http://git.acme.org/api/v3").isTrusted)
  }
}
