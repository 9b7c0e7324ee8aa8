import Testing

@testable import GitHub

/// Names of repositories on the forge.
@Suite("Repository slug")
struct RepositorySlugTests {
  @Test("a name is an owner and a repository, and nothing else", arguments: ["acme/app", "a-b/c.d_e", "Acme/App"])
  func valid(text: String) { #expect(RepositorySlug(text)?.description == text) }

  @Test(
    "anything else is none",
    arguments: [
      "", "acme", "acme/", "/app", "acme/app/x", "acme/..", "./app", "a b/c",
      "acme/app?x", "acme/app#1", "acme/a%2Fb",  // would lead elsewhere as part of an address
    ])
  func invalid(text: String) { #expect(RepositorySlug(text) == nil) }

  @Test("case does not make another repository")
  func caseFree() {
    #expect(RepositorySlug("Acme/App") == RepositorySlug("acme/app"))
    #expect(Set([RepositorySlug("Acme/App"), RepositorySlug("acme/APP")]).count == 1)
  }

  @Test("a page counts on its own server only")
  func page() {
    #expect(RepositorySlug(page: "https://github.com/acme/app", on: "https://github.com")?.description == "acme/app")
    #expect(RepositorySlug(page: "https://github.com.evil.org/acme/app", on: "https://github.com") == nil)
    #expect(RepositorySlug(page: "https://gitlab.com/acme/app", on: "https://github.com") == nil)
  }
}
