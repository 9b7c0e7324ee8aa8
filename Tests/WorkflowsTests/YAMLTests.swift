import Testing
import Yams

@testable import Workflows

@Suite struct YAMLTests {
  @Test(
    "every text reads back as itself, behind a key and in a row",
    arguments: [
      "", "true", "no", "on", "null", "~", "1.10", "0x1", "- a", "a: b", "a #b", "#a", "*a", "&a", "!a", "%a", "@a",
      "`a`", "|", ">", "{a}", "[a]", "a, b", "'", "\"", "\\", "a\nb", "\ta", " a ", "ä ö", "\u{2028}", "\u{0}x", "${{x",
      "y", "2026-01-01", "=", "<<", "a'b\"c", "-", "?", ":", "a:", "\u{85}",
    ])
  func text(text: String) throws {
    let document: YAML = ["a": .text(text), "b": [.row([.init(key: "c", value: .text(text))])], "d": [.text(text)]]
    let read = try #require(try Yams.compose(yaml: document.document))
    #expect(read["a"]?.string == text)
    #expect(read["b"]?[0]?["c"]?.string == text)
    #expect(read["d"]?[0]?.string == text)
    #expect([read["a"], read["d"]?[0]].allSatisfy { $0?.tag == Tag(.str) })
  }

  @Test("scripts keep every line, empty ones and deeper ones included")
  func script() throws {
    let text = "if a; then\n  b: c # d\n\nfi"
    let document: YAML = ["jobs": [["run": .script(text)]]]
    #expect(try Yams.compose(yaml: document.document)?["jobs"]?[0]?["run"]?.string == text + "\n")
  }

  @Test("templates, numbers and flags keep their kind")
  func kinds() throws {
    let document: YAML = ["a": "${{ x == 'y: z' }}", "b": 0, "c": false, "d": .nothing, "e": [:], "f": "on"]
    let read = try #require(try Yams.compose(yaml: document.document))
    #expect(read["a"]?.string == "${{ x == 'y: z' }}" && read["b"]?.int == 0 && read["c"]?.bool == false)
    #expect(read["d"]?.null != nil && read["e"]?.mapping?.isEmpty == true && read["f"]?.string == "on")
    #expect(read["f"]?.tag == Tag(.str))
    let trigger: YAML = ["on": ["push": .nothing]]
    #expect(trigger.document.hasPrefix("on:\n"))
  }
}
