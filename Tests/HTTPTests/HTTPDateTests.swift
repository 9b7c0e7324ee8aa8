import Testing

@testable import HTTP

/// Dates of headers.
@Suite("HTTP dates")
struct HTTPDateTests {
  @Test(
    "a date is read as seconds since 1970",
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),  // the example of RFC 9110
      ("Tue, 29 Feb 2000 23:59:59 GMT", 951_868_799),  // a leap day of a century that has one
      ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
      ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
    ] as [(String, Int64)])
  func dates(text: String, expected: Int64) { #expect(HTTPDate.seconds(text) == expected) }

  @Test(
    "what is no such date is not read",
    arguments: [
      "", "7", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Brumaire 1994 08:49:37 GMT",
      "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
    ])
  func others(text: String) { #expect(HTTPDate.seconds(text) == nil) }
}
