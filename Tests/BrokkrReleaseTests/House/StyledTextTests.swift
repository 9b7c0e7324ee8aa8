import Testing

@testable import BrokkrRelease

@Suite struct StyledTextTests {
  @Test("color is commands around a piece, and only where there is color")
  func color() {
    let text: StyledText = "cut \("v1.2.0", .strong) \("ok", .good)"
    #expect(text.rendered(isColored: true) == "cut \u{1B}[1mv1.2.0\u{1B}[0m \u{1B}[32mok\u{1B}[0m")
    #expect(text.plain == "cut v1.2.0 ok")
  }

  @Test("text from elsewhere cannot bring commands of its own")
  func untrusted() {
    let subject = "fix: \u{1B}[2Jgone"
    let text: StyledText = "\(subject, .bad)"
    #expect(text.rendered(isColored: true) == "\u{1B}[31mfix: \\u{1B}[2Jgone\u{1B}[0m")
  }

  @Test("lines are joined by line breaks, and nothing at all is empty")
  func lines() {
    #expect(StyledText(lines: ["a", "b" + "c"]).plain == "a\nbc")
    #expect(StyledText().isEmpty)
    #expect(StyledText(lines: []).isEmpty)
    #expect(!StyledText("x").isEmpty)
  }
}
