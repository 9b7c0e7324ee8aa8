import Refusals
import Testing

@testable import Stamping

@Suite("Hostile YAML is refused, soon and in few words")
struct YAMLSourceTests {
  private func refusal(_ text: String) -> Refusal? {
    #expect(throws: Refusal.self) { try YAMLSource(Array(text.utf8), file: "f.yaml", purpose: "f.yaml was not read.") }
  }

  /// Anchors whose aliases double at every level; expanded they are two to the power of `levels` scalars.
  private func laughs(_ levels: Int) -> String {
    (1...levels).reduce("a0: &a0 lol\n") { text, level in
      text + "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
  }

  @Test("aliases of aliases are not expanded, neither for reading nor for comparing")
  func laughing() throws {
    let text = Array((laughs(60) + "version: 1.1.0\n").utf8)
    let edited = try ScalarEdit.replacing(key: ["version"], with: "1.2.0", in: text, file: "f.yaml")
    #expect(edited.count == text.count && edited != text)
  }

  @Test(
    "aliases of aliases in a key are refused before they are parsed",
    arguments: [
      "*a60 : x\n", "? *a60\n: x\n", "b: {*a60 : x}\n", "b: {? *a60 : x}\n", "b: {[*a60]: x}\n", "[*a60]: x\n",
    ]
  )
  func laughingKey(key: String) {
    #expect(refusal(laughs(60) + key)?.why.contains("aliases are used in a key") == true)
  }

  @Test("many words with stars are no aliases in a key")
  func stars() throws {
    let text = "text: |\n" + String(repeating: "  *very* **important** [a]\n", count: 40) + "cron: '*/5 * * * *'\n"
    _ = try YAMLSource(Array(text.utf8), file: "f.yaml", purpose: "")
  }

  @Test("nesting is limited, for the parser and for us, and the message is short")
  func nesting() throws {
    for depth in [65, 900, 20_000] {
      let why = try #require(refusal(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))?.why)
      #expect(why.count < 200 && why.hasPrefix("f.yaml:1:"), "\(depth)")
    }
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    _ = try YAMLSource(Array(deep.utf8), file: "f.yaml", purpose: "")
  }

  @Test("a file of more than a mebibyte is not read")
  func size() {
    #expect(refusal(String(repeating: "#", count: 1 << 20) + "\n")?.why.contains("1048577 bytes") == true)
  }

  @Test(
    "text that is no UTF-8 is refused with its place",
    arguments: [
      ([0x61, 0x3A, 0x20, 0x62, 0x0A, 0x63, 0x3A, 0x20, 0xE9, 0x0A], "f.yaml:2:4: this is no UTF-8"),  // Latin-1
      ([0xFF, 0xFE, 0x61, 0x00], "f.yaml:1:1: this is no UTF-8"),  // UTF-16
      ([0xEF, 0xBB, 0xBF, 0x61, 0xC3], "f.yaml:1:2: this is no UTF-8"),  // cut off behind a byte order mark
    ] as [([UInt8], String)]
  )
  func encoding(bytes: [UInt8], why: String) {
    let thrown = #expect(throws: Refusal.self) { try YAMLSource(bytes, file: "f.yaml", purpose: "") }
    #expect(thrown?.why == why)
  }

  @Test("a mark and its offset lead to each other", arguments: ["a: ä\r\n\u{2028}b: c\rd", "\u{FEFF}ä\n", ""])
  func marks(text: String) {
    let bytes = Array(text.utf8)
    let lines = LineTable(bytes)
    for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 && !(offset == 0 && LineTable.hasMark(bytes)) {
      let isInBreak = offset > 0 && bytes[offset] == 0x0A && bytes[offset - 1] == 0x0D
      if !isInBreak { #expect(lines.offset(of: lines.mark(of: offset)) == offset) }
    }
    #expect(lines.offset(of: TextPosition(line: 99, column: 1)) == nil)
  }
}
