import Testing

import HTTP

/// What becomes part of an address.
@Suite("Percent encoding")
struct PercentEncodingTests {
  @Test(
    "everything but the unreserved characters is encoded",
    arguments: [
      ("aZ09-._~", "aZ09-._~"), ("", ""),
      ("repository:a/b:pull,push", "repository%3Aa%2Fb%3Apull%2Cpush"),
      ("a&b=c d+e%", "a%26b%3Dc%20d%2Be%25"),  // no parameter can begin
      ("é\r\n", "%C3%A9%0D%0A"),  // byte by byte
    ])
  func encoding(text: String, expected: String) { #expect(PercentEncoding.encode(text) == expected) }
}
