import HTTP
import Testing

/// Where redirects may lead.
@Suite("Redirect rule")
struct RedirectRuleTests {
  private func next(
    _ from: String, _ location: String, status: Int = 307, method: String = "GET", count: Int = 0
  ) throws -> HTTPRequest? {
    let request = HTTPRequest(
      method, from, headers: [("Accept", "a/b"), ("authorization", "Bearer secret"), ("Cookie", "c")])
    return try RedirectRule.next(
      after: HTTPResponse(status: status, headers: [("location", location)]), to: request, count: count)
  }

  @Test(
    "credentials go along within an origin and no further",
    arguments: [
      ("https://r.example/a", "/b", "https://r.example/b", true),
      ("https://r.example/a", "https://r.example:443/b", "https://r.example/b", true),
      ("https://r.example/a", "https://cdn.example/b?sig=x", "https://cdn.example/b?sig=x", false),
      // Another port is another server.
      ("https://r.example/a", "https://r.example:8443/b", "https://r.example:8443/b", false),
      ("http://127.0.0.1:5000/a", "https://127.0.0.1:5000/b", "https://127.0.0.1:5000/b", false),
    ])
  func credentials(from: String, location: String, target: String, keeps: Bool) throws {
    let next = try #require(try next(from, location))
    #expect(next.url == target)
    let names = Set(next.headers.map { $0.name.lowercased() })
    #expect(names == (keeps ? ["accept", "authorization", "cookie"] : ["accept"]))
  }

  @Test(
    "some places are never gone to",
    arguments: [
      ("https://r.example/", "http://r.example/"),  // the encryption would be lost
      ("https://r.example/", "https://127.0.0.1/"), ("https://r.example/", "https://localhost:8080/"),
      ("https://r.example/", "https://169.254.169.254/latest/meta-data"),
      ("http://127.0.0.1:5000/", "http://169.254.169.254/"),
      ("https://r.example/", "ftp://r.example/"), ("https://r.example/", ""),
      ("https://r.example/", "https://user:x@r.example/"),
    ])
  func forbidden(from: String, location: String) {
    #expect(throws: RedirectRule.Forbidden.self) { try next(from, location) }
  }

  @Test("the sixth redirect is one too many")
  func limit() throws {
    #expect(try next("https://r.example/", "/x", count: 4) != nil)
    #expect(throws: RedirectRule.Forbidden.self) { try next("https://r.example/", "/x", count: 5) }
  }

  @Test(
    "nothing else is a redirect",
    arguments: [
      (200, "GET"), (304, "GET"), (300, "GET"), (404, "GET"),
      (307, "PUT"), (301, "POST"), (308, "DELETE"),  // what changes something is not repeated elsewhere
    ])
  func others(status: Int, method: String) throws {
    #expect(try next("https://r.example/", "/x", status: status, method: method) == nil)
  }
}
