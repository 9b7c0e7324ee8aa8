import Testing

@testable import Publishing

@Suite("The name of the repository that a ledger belongs to")
struct LedgerOriginTests {
  @Test(
    "it is the same whatever the protocol",
    arguments: [
      ("https://github.com/acme/app.git", "github.com/acme/app"),
      ("git@github.com:acme/app.git", "github.com/acme/app"),
      ("ssh://git@github.com/acme/app", "github.com/acme/app"),
      ("https://token@github.com/acme/app/", "github.com/acme/app"),
      ("ssh://git@github.com:22/acme/app.git", "github.com/acme/app"),
      ("https://github.com/acme/app.git?private_token=x", "github.com/acme/app"),
      ("/srv/git/app.git", "app"),
      ("file:///srv/git/app.git", "app"),
      ("http://127.0.0.1:8080/x/app.git", "app"),
      ("../app.git", "app"),
    ])
  func names(url: String, expected: String) {
    #expect(LedgerOrigin.name(of: url) == expected)
  }

  @Test("without a remote it is local")
  func local() { #expect(LedgerOrigin.name(of: nil) == "local") }
}
