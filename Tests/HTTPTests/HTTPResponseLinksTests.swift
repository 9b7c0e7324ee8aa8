import HTTP
import Testing

/// Lists over several pages.
@Suite("Links of an answer")
struct HTTPResponseLinksTests {
  private func next(_ headers: String...) -> String? {
    HTTPResponse(status: 200, headers: headers.map { ("link", $0) }).next
  }

  @Test("the header Link alone leads to the next page, whichever of several it is")
  func next() {
    #expect(next(#"<https://h/r?page=1>; rel="prev", <https://h/r?page=3>; rel="next""#) == "https://h/r?page=3")
    #expect(next(#"<https://h/r?page=1>; rel="first""#, "</r?page=2>; rel=next") == "/r?page=2")
    #expect(next(#"<https://h/r?page=1>; rel="first""#) == nil)
    #expect(next(#"</r?page=2> ; rel="next" ; title=x"#) == "/r?page=2" && next("</r?page=2>;Rel=next") == "/r?page=2")
    #expect(next() == nil && next("") == nil && next("rel=next") == nil)
  }
}
