import HTTP
import Testing

/// Answers.
@Suite("HTTP responses")
struct HTTPResponseTests {
  @Test("the first of equal headers counts, in whatever case it is written")
  func headers() {
    let response = HTTPResponse(status: 200, headers: [("Link", "a"), ("LINK", "b")])
    #expect(response.first("link") == "a" && response.first("Lin") == nil)
  }

  @Test("a body that is no text is still one that can be shown")
  func text() { #expect(HTTPResponse(status: 200, body: [0x66, 0xFF, 0x67]).text == "f\u{FFFD}g") }
}
