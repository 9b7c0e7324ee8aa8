import Testing

@testable import BrokkrRelease

@Suite struct PrintableTests {
  @Test(
    "what would command a terminal or turn text around is spelled out, and nothing else",
    arguments: [
      ("v1.2.0", "v1.2.0"), ("línea\n\tzwei 🎉", "línea\n\tzwei 🎉"),
      ("\u{1B}[31mred", "\\u{1B}[31mred"),  // a command by ESC
      ("\u{9B}31m", "\\u{9B}31m"),  // the same in one character
      ("over\rwritten", "over\\rwritten"), ("bell\u{7}", "bell\\u{7}"), ("\u{7F}", "\\u{7F}"),
      ("a\u{202E}b", "a\\u{202E}b"), ("a\u{2066}b", "a\\u{2066}b"), ("a\u{200B}b", "a\\u{200B}b"),
      ("\r\n", "\\r\n"),  // one Character, two scalars
    ]
  )
  func printable(text: String, expected: String) {
    #expect(Printable.text(text) == expected)
  }
}
