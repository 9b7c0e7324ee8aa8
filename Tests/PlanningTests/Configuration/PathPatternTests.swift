import Testing

@testable import Planning

@Suite struct PathPatternTests {
  @Test(
    "a pattern fits whole names",
    arguments: [
      ("main", "main", true), ("main", "mainly", false), ("release/*", "release/1.2", true),
      ("release/*", "release/", true), ("release/*", "release/1/x", false), ("release/*", "release", false),
      ("v?.x", "v1.x", true), ("v?.x", "v12.x", false), ("*", "main", true), ("*", "a/b", false),
      ("**", "a/b/c", true), ("agent/**", "agent/src/main.rs", true), ("agent/**", "agents/x", false),
      ("**/*.md", "a.md", true), ("**/*.md", "docs/a/b.md", true), ("docs/**/x", "docs/x", true),
      ("docs/**/x", "docs/a/b/x", true), ("docs/**/x", "docs/a/b/y", false), ("a*b*c", "aXbYbZc", true),
      ("a*b*c", "aXbYbZ", false), ("", "", true), ("", "a", false), ("ä*", "äö", true),
    ]
  )
  func matches(pattern: String, name: String, fits: Bool) {
    #expect(PathPattern(pattern).matches(name) == fits)
  }

  @Test("a folder's name covers what lies in it", arguments: ["agent", "agent/"])
  func folder(pattern: String) {
    #expect(PathPattern(pattern).covers(path: "agent/src/main.rs"))
    #expect(!PathPattern(pattern).covers(path: "agents/main.rs"))
    #expect(PathPattern("agent").covers(path: "agent"))
  }

  @Test("a pattern of many wildcards takes no time")
  func hostile() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!PathPattern(pattern).matches(String(repeating: "a", count: 2_000)))
    let deep = String(repeating: "**/a/", count: 100) + "b"
    #expect(!PathPattern(deep).matches(String(repeating: "a/", count: 1_000)))
  }
}
