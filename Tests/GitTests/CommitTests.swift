import Git
import Testing

@Suite("a commit")
struct CommitTests {
  private func commit(_ message: String) throws -> Commit {
    let id = try ObjectID(parsing: String(repeating: "1", count: 40))
    return Commit(id: id, tree: id, parents: [], committerTime: 0, message: message)
  }

  @Test(
    "a trailer is read from the last paragraph and from there only",
    arguments: [
      ("record\n\nBrokkr-Seq: 5\n", "5"),  // the usual one
      ("record\n\ntext\n\nBrokkr-Seq: 5\nSigned-off-by: T <t@x>\n", "5"),  // among others
      ("record\n\nBrokkr-Seq: 5\n\n\n", "5"),  // blank lines after it
      ("record\n\nBrokkr-Seq:5", "5"),  // no space, no line break
      ("record\r\n\r\nBrokkr-Seq: 5\r\n", "5"),  // written on Windows
      ("record\n\nBrokkr-Seq: 4\nBrokkr-Seq: 5\n", "5"),  // the last one counts
      ("record\n\nBrokkr-Seq: 5\n\ntext\n", nil),  // a paragraph after it
      ("record\n\nX-Brokkr-Seq: 5\n", nil),  // another name
      ("Brokkr-Seq: 5\n", nil),  // the subject is no trailer
      ("Brokkr-Seq: 5\nand more of the subject\n", nil),
      ("record\u{2028}\u{2028}Brokkr-Seq: 5\n", nil),  // only a line break ends a line
      ("", nil),
    ] as [(String, String?)]
  )
  func trailer(message: String, expected: String?) throws {
    #expect(try commit(message).trailer("Brokkr-Seq") == expected)
  }

  @Test("the subject is the first line", arguments: [("a\nb", "a"), ("a\r\n\r\nb", "a"), ("a", "a"), ("", "")])
  func subject(message: String, expected: String) throws { #expect(try commit(message).subject == expected) }
}
