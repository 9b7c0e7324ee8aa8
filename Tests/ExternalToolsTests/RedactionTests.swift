import ExternalTools
import Synchronization
import Testing

@Suite struct RedactionTests {
  static let token = "ghp_canary0123456789"

  @Test(
    "a secret is taken out in every form in which programs print it",
    arguments: [
      ("password is \(token).", "password is ***."),
      ("Authorization: Basic Z2hwX2NhbmFyeTAxMjM0NTY3ODk=", "Authorization: Basic ***"),  // base 64 of it
      ("https://x.example/?t=\(token)&y", "https://x.example/?t=***&y"),
      ("nothing here", "nothing here"),
    ]
  )
  func forms(text: String, expected: String) {
    #expect(Redaction([Self.token])(text) == expected)
  }

  @Test("what needs escapes in a URL is found escaped")
  func percentEncoded() {
    #expect(Redaction(["p@ss w/rd"])("u=p%40ss%20w%2Frd") == "u=***")
  }

  @Test(
    "credentials of a URL are taken out without being known",
    arguments: [
      (
        "fatal: unable to access 'https://bob:hunter2@git.example/x.git/'",
        "fatal: unable to access 'https://***@git.example/x.git/'"
      ),
      ("https://ghp_x@github.com/a/b", "https://***@github.com/a/b"),
      ("ssh://git@github.com/a/b", "ssh://git@github.com/a/b"),  // a name, no secret
      ("https://example.org/users/@me", "https://example.org/users/@me"),  // behind the host
    ]
  )
  func userInfo(text: String, expected: String) {
    #expect(Redaction([])(text) == expected)
  }

  @Test("too short a value is not blanked out, and a longer secret leaves no rest of a shorter one")
  func lengths() {
    #expect(Redaction(["a", ""])("a cat") == "a cat")
    #expect(Redaction(["secret", "secret-longer"])("secret-longer") == "***")
  }

  @Test("a program that prints its secrets shows them nowhere but in the bytes")
  func program() async throws {
    let seen = Mutex<[String]>([])
    var invocation = Invocation(
      "/bin/sh", ["-c", "echo \"$MY_TOKEN\"; echo \"$MY_TOKEN $GIT_CONFIG_VALUE_0 also-secret\" >&2; exit 1"],
      environment: ["MY_TOKEN": Self.token, "GIT_CONFIG_VALUE_0": "AUTHORIZATION: basic abc"])
    invocation.secrets = ["also-secret"]
    let outcome = try await invocation.run { line in seen.withLock { $0.append(line) } }
    #expect(outcome.text == "***\n")
    #expect(outcome.errorText == "*** *** ***\n")
    #expect(outcome.tail(5) == "*** *** ***\n/bin/sh ended with status 1")
    #expect(seen.withLock { $0 } == ["*** *** ***"])
    #expect(outcome.output == Array("\(Self.token)\n".utf8))
  }
}
