import Testing

@testable import Git

@Suite("a commit's bytes")
struct RawCommitTests {
  private static let one = String(repeating: "1", count: 40)
  private static let two = String(repeating: "2", count: 40)

  private func read(_ text: String) -> (tree: String, parents: [String], time: Int64, message: String)? {
    Array(text.utf8).withUnsafeBytes { bytes in
      RawCommit(bytes).map { ("\($0.tree)", $0.parents.map(\.description), $0.committerTime, $0.message) }
    }
  }

  @Test("the header is read to its empty line, whatever stands in it")
  func header() throws {
    let text = """
      tree \(Self.one)
      parent \(Self.two)
      parent \(Self.one)
      author committer <x> 5 +0000
      committer A > B <a@b> 1700000000 -0130
      gpgsig -----BEGIN
       committer nobody <x> 9 +0000

      subject

      parent \(Self.one)
      """
    let commit = try #require(read(text))
    #expect(commit.tree == Self.one)
    #expect(commit.parents == [Self.two, Self.one])
    #expect(commit.time == 1_700_000_000)
    #expect(commit.message == "subject\n\nparent \(Self.one)")
  }

  @Test(
    "a malformed time is zero, and crashes nothing",
    arguments: [
      "committer A <a> x +0000", "committer A a 5", "committer ", "committer A <a> 99999999999999999999 +0000", "x",
    ]
  )
  func times(line: String) throws {
    let commit = try #require(read("tree \(Self.one)\n\(line)\n\nx"))
    #expect(commit.time == 0)
    #expect(commit.message == "x")
  }

  @Test(
    "without a tree it is no commit; without anything else it is one",
    arguments: [
      ("", false), ("tree", false), ("tree \(one)", false), ("tree \(one.dropLast())g\n", false),
      ("tree \(one)\n", true),
      ("tree \(one)\nparent 12\n", true), ("tree \(one)\nparent \(two)", true), ("tree \(one)\n\n", true),
    ]
  )
  func shortest(text: String, isCommit: Bool) { #expect((read(text) != nil) == isCommit) }

  @Test(
    "the message is read by the encoding that the commit names",
    arguments: [
      ("ISO-8859-1", [0xE9], "é"), ("latin1", [0x80, 0xFF], "\u{80}ÿ"), ("ISO-8859-15", [0xA4, 0xE9], "€é"),
      ("windows-1252", [0x80, 0x81, 0x99, 0xE9], "€\u{FFFD}™é"), ("UTF-8", [0xC3, 0xA9], "é"),
      ("UTF-8", [0xE9], "\u{FFFD}"), ("Shift_JIS", [0x41], "A"), ("", [0xC3, 0xA9], "é"),
    ] as [(String, [UInt8], String)])
  func encodings(name: String, bytes: [UInt8], expected: String) throws {
    let text = Array("tree \(Self.one)\ncommitter A <a@b> 5 +0000\nencoding \(name)\n\ncaf".utf8) + bytes
    #expect(text.withUnsafeBytes { RawCommit($0)?.message } == "caf\(expected)")
  }
}
