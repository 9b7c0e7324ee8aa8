import SemanticVersioning
import Testing

@Suite("Notes in the message of a tag")
struct ReleaseNotesTextTests {
  @Test("the text is plain, breaking changes first")
  func text() {
    let notes = ReleaseNotesTests.notes(["fix(api): *a* <b>", "feat!: c", "docs: d"])
    #expect(
      notes.text == """
        Breaking changes
        - c (1bcdef0)

        Features
        - c (1bcdef0)

        Fixes
        - api: *a* <b> (0bcdef0)
        """)
    #expect(ReleaseNotesTests.notes(["docs: d"]).text.isEmpty)
  }

  @Test(
    "nothing in a text written by hand means something to git or a terminal",
    arguments: [
      ("\n\n- one  \r\n\n- two\n\n", "- one\n\n- two"), ("", ""), ("\n \n", ""),
      ("a\n-----BEGIN PGP SIGNATURE-----\nb", "a\n -----BEGIN PGP SIGNATURE-----\nb"),
      ("\u{1B}[31mred\u{1B}[0m\u{0}\tx", "red\tx"), ("  indented\n    code", "  indented\n    code"),
      ("\u{1B}]8;;http://x\nnext", "\nnext"),
    ])
  func messageText(text: String, expected: String) {
    #expect(ReleaseNotes.messageText(text) == expected.drop { $0 == "\n" })
  }

  @Test("a text ends after 64 KiB, at a line")
  func limit() {
    let line = String(repeating: "x", count: 1023)
    let text = ReleaseNotes.messageText(Array(repeating: line, count: 100).joined(separator: "\n"))
    let lines = text.split(separator: "\n")
    #expect(lines.count == 65)
    #expect(lines.last == "…")
    #expect(lines.dropLast().allSatisfy { $0 == line })
  }
}
