import Testing

@testable import BrokkrRelease

@Suite struct StepSummaryTests {
  @Test("nothing in a block ends it")
  func block() {
    let summary = StepSummary.block("a\n````\n# b", of: "plan")
    #expect(summary == "### `brokkr-release plan`\n\n`````text\na\n````\n# b\n`````\n")
  }

  @Test(
    "text from anywhere is code, and stays inside of its cell",
    arguments: [
      ("git:refs/tags/v1.2.0", "`git:refs/tags/v1.2.0`"), ("", "` `"), ("a`b", "`` a`b ``"), ("```", "```` ``` ````"),
      ("a|b", "`a\\u{7C}b`"), ("a\\|b", "`a\\\\u{7C}b`"), ("a\n| x | y |", "`a \\u{7C} x \\u{7C} y \\u{7C}`"),
      ("<img src=x onerror=y> @all #1", "`<img src=x onerror=y> @all #1`"), ("a\r\u{202E}b", "`a\\r\\u{202E}b`"),
    ])
  func code(text: String, expected: String) { #expect(StepSummary.code(text) == expected) }

  @Test("a table has one line a row, whatever is in its cells")
  func table() {
    var summary = StepSummary()
    summary.head = [.init(words: "Plan of", code: "v1\n# x")]
    summary.columns = ["slot", "before → after"]
    summary.rows = [[["a|b\n<script>"], ["-", "sha256:1"]], [["c"], ["", "x"]]]
    summary.foot = [.init(words: "Plan hash", code: "ab12")]
    summary.command = "brokkr-release rollback v1.2.0"
    #expect(
      summary.markdown(of: "plan") == """
        ### `brokkr-release plan`

        Plan of `v1 # x`

        | slot | before → after |
        |---|---|
        | `a\\u{7C}b <script>` | `-` → `sha256:1` |
        | `c` | `x` |

        Plan hash `ab12`

        ```text
        brokkr-release rollback v1.2.0
        ```

        """)
  }

  @Test("a large table keeps its ends, and says how much of it is shown", arguments: [2000, 20_000, 1 << 20])
  func large(room: Int) {
    var summary = StepSummary()
    summary.columns = ["slot"]
    summary.rows = (0..<50_000).map { [["oci:registry/acme/component-\($0):1.2.0"]] }
    summary.foot = [.init(words: "Plan hash", code: "ab12")]
    let text = summary.markdown(of: "plan", room: room)
    #expect(text.utf8.count <= room)
    #expect(text.utf8.count > room * 8 / 10)
    #expect(text.contains("of 50000 lines are shown; the log has all."))
    #expect(text.hasSuffix("Plan hash `ab12`\n\n"))
    #expect(summary.markdown(of: "plan", room: 10).isEmpty)
  }
}
