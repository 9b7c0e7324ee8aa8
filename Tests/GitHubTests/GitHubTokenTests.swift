import Testing

@testable import GitHub

/// Which token is used.
@Suite("GitHub token")
struct GitHubTokenTests {
  private func token(_ environment: [String: String], on pages: String = "http://127.0.0.1:1") async throws -> String? {
    var server = GitHubServer(pages: pages)
    if pages == "https://github.com" { server.api = "http://127.0.0.1:1" }
    return try await GitHubToken.find(for: server, in: environment)?.source
  }

  @Test("GH_TOKEN is deliberate and goes before GITHUB_TOKEN")
  func order() async throws {
    #expect(try await token(["GH_TOKEN": "a", "GITHUB_TOKEN": "b"]) == "GH_TOKEN")
    #expect(try await token(["GH_TOKEN": "", "GITHUB_TOKEN": "b"]) == "GITHUB_TOKEN")
    #expect(try await token(["GITHUB_TOKEN": "two words"]) == nil)  // no header can hold it
    #expect(try await token([:]) == nil)
  }

  @Test("the names for an own server count there alone")
  func enterprise() async throws {
    #expect(try await token(["GH_ENTERPRISE_TOKEN": "a", "GH_TOKEN": "b"]) == "GH_ENTERPRISE_TOKEN")
    #expect(try await token(["GH_ENTERPRISE_TOKEN": "a"], on: "https://github.com") == nil)
  }

  @Test(
    "the first letters tell the kind",
    arguments: [
      ("ghs_x", GitHubToken.Kind.installation), ("ghp_x", .classic), ("github_pat_x", .fineGrained), ("gho_x", .user),
      ("ghu_x", .user), ("x", .other),
    ])
  func kind(value: String, kind: GitHubToken.Kind) { #expect(GitHubToken(value, from: "GH_TOKEN").kind == kind) }

  @Test("a token shows itself nowhere")
  func redacted() {
    let token = GitHubToken("ghp_secret", from: "GH_TOKEN")
    #expect(!"\(token)".contains("secret"))
    #expect(token.redacted("bad token ghp_secret") == "bad token ***")
  }
}
