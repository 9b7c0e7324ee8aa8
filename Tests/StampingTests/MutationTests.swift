import Stamping
import TestSupport
import Testing

@Suite("Files that are nearly YAML")
struct MutationTests {
  @Test("an edit is refused, or leads to the new value and back to the file as it was", arguments: UInt64(0)..<4)
  func edits(seed: UInt64) throws {
    let chart = "# ours\napiVersion: v2\nname: app\nversion: \"1.1.0\"  # chart\nappVersion: '1.1.0'\n"
    var mutation = Mutation(
      seed: seed, of: [chart, chart.replacing("\n", with: "\r\n"), "image:\n  tag: 1.1.0\nversion: 1.1\n"],
      words: [
        "version:", "\"", "'", "|\n", ">", "&a ", "*a", "{", "}", "[", "- ", "---\n", "\t", "#", ": ", "\u{FEFF}",
        "!!str ",
      ])
    var edited = 0
    for _ in 0..<400 {
      let text = mutation.next()
      let source = try? ScalarEdit.source(of: ["version"], in: text, file: "f")
      guard let new = try? ScalarEdit.replacing(key: ["version"], with: "1.2.0", in: text, file: "f") else { continue }
      edited += 1
      #expect(try ScalarEdit.value(of: ["version"], in: new, file: "f") == "1.2.0")
      let again = try ScalarEdit.replacing(key: ["version"], with: "1.2.0", in: new, file: "f")
      #expect(again == new, "twice is once")
      guard let source, let back = try ScalarEdit.restoring(key: ["version"], to: source, in: new, file: "f") else {
        continue
      }
      #expect(back == text, "\(String(decoding: text, as: UTF8.self))")
    }
    #expect(edited > 20, "hardly any text can be edited")
  }
}
