import ExternalTools
import Refusals
import Testing

@Suite struct ToolOutcomeTests {
  @Test("a failure is refused with the last lines that the program wrote")
  func failure() {
    let errors = (1...30).map { "line \($0)\n" }.joined()
    let outcome = ToolOutcome(program: "git", status: 2, output: [], errors: Array(errors.utf8))
    let refusal = #expect(throws: Refusal.self) { try outcome.checked("It was not done.", remedy: "Do it.") }
    #expect(refusal?.what == "It was not done.")
    #expect(refusal?.why.hasPrefix("line 11\n") == true)
    #expect(refusal?.why.hasSuffix("line 30\ngit ended with status 2") == true)
  }

  @Test("a program that complains on standard output is quoted from there")
  func silentErrors() {
    let outcome = ToolOutcome(program: "x", status: 1, output: Array("bad\n".utf8), errors: Array("\n".utf8))
    #expect(outcome.tail(3) == "bad\nx ended with status 1")
  }

  @Test("bytes that are no text are shown replaced")
  func lossy() throws {
    let outcome = ToolOutcome(program: "x", status: 0, output: [0x61, 0xff], errors: [])
    #expect(outcome.text == "a\u{FFFD}")
    #expect(try outcome.checked("", remedy: "").status == 0)
  }
}
