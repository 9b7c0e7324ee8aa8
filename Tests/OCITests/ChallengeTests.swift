import HTTP
import Testing

@testable import OCI

/// What registries ask for.
@Suite("Challenges")
struct ChallengeTests {
  @Test(
    "a header is read by its parts",
    arguments: [
      (
        #"Bearer realm="https://a/token",service="a",scope="repository:x:pull,push""#, "bearer",
        ["realm": "https://a/token", "service": "a", "scope": "repository:x:pull,push"]
      ),
      (
        #"bearer Realm="https://a/t", error="invalid_token""#, "bearer",
        ["realm": "https://a/t", "error": "invalid_token"]
      ),
      (#"Basic realm="basic-realm""#, "basic", ["realm": "basic-realm"]),
      ("Basic realm=x", "basic", ["realm": "x"]),
      ("Negotiate", "negotiate", [:]),
      (#"Bearer realm="a\"b\\c",x="y""#, "bearer", ["realm": #"a"b\c"#, "x": "y"]),  // quoted pairs
      (#"Bearer realm="unterminated"#, "bearer", ["realm": "unterminated"]),
      (#"Bearer realm="a",realm="b""#, "bearer", ["realm": "a"]),  // the first counts
      (#"Bearer realm="a", Basic realm="b""#, "bearer", ["realm": "a"]),  // the next challenge is another one
      ("Bearer ,,= = ,", "bearer", [:]),
    ] as [(String, String, [String: String])])
  func parts(header: String, scheme: String, parameters: [String: String]) throws {
    let challenge = try #require(Challenge(header))
    #expect(challenge.scheme == scheme && challenge.parameters == parameters)
  }

  @Test(
    "of several challenges the one for tokens is answered, else the one for passwords",
    arguments: [
      (["Basic realm=x", #"Bearer realm="https://a/t""#], "bearer"),
      (["Negotiate", "Basic realm=x"], "basic"), (["Negotiate"], "negotiate"), ([], nil),
    ] as [([String], String?)])
  func best(headers: [String], scheme: String?) {
    let response = HTTPResponse(status: 401, headers: headers.map { ("WWW-authenticate", $0) })
    #expect(Challenge.best(of: response)?.scheme == scheme)
  }

  @Test("nothing is no challenge") func nothing() { #expect(Challenge("") == nil) }
}
