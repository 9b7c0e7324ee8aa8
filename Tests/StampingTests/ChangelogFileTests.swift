import Stamping
import Testing

@Suite("A changelog's sections")
struct ChangelogFileTests {
  private let names: Set = ["1.2.0", "v1.2.0"]
  private let section = "## [1.2.0] - 2026-03-01\n\n- new"

  private func file(_ text: String) -> ChangelogFile { ChangelogFile(Array(text.utf8)) }
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    "a section is put before that of the latest release, and no other byte changes",
    arguments: [
      // Below what is not released, above the latest.
      (
        "# Changes\n\n## [Unreleased]\n### Added\n- x\n\n", "## [1.1.0] - 2026-01-01\n- old\n\n[1.1.0]: https://x\n",
        true
      ),
      ("# Changes\n\n## Unreleased\n\n", "## 1.1.0\n- old\n", true),
      ("## Unreleased\n", "## v1.1.0 (2026-01-01)", false),
      ("", "# [1.0.0](https://x) (2026-01-01)\n", true), ("# Changes\n", "\n## Version 1.0\n", nil),
      // Before the definitions that end the file.
      ("# Changes\n\n## [Unreleased]\n\n", "[unreleased]: https://x\n[y]: z", true),
      // Headings that are none.
      (
        "```\n## 1.0.0\n```\n~~~ md\n# 1.0\n~~~\n<!--\n## 1.1.1\n-->\n    ## 1.0.1\n### 1.0.2\n## News of 2.0.0\n##1.0.3\n\n",
        "## 1.0.4\n", true
      ),
      ("## Unreleased `<!--`\n\n", "## release-1.0.0\n<!-- ## 1.2.0 -->\n", true),
      ("# x\n\n", "## agent/v1.0.0:\n", true),
      ("\u{FEFF}", "## 1.0.0\n", true),
    ] as [(String, String, Bool?)])
  func inserting(before: String, after: String, isApart: Bool?) {
    for end in ["\n", "\r\n"] {
      let (before, after) = (before.replacing("\n", with: end), after.replacing("\n", with: end))
      let new = section.replacing("\n", with: (before + after).contains(end) ? end : "\n")
      let line = (before + after).contains(end) ? end : "\n"
      let expected: String
      if let isApart {
        expected = before + (isApart ? "" : line) + new + line + line + after
      } else {
        expected = before + line + new + line + line + String(after.dropFirst())
      }
      let inserted = file(before + after).inserting(section)
      #expect(Array(text(inserted).utf8) == Array(expected.utf8), "\(end.debugDescription)")
      #expect(
        ChangelogFile(inserted).removing(section, of: names, original: file(before + after))
          == Array((before + after).utf8))
    }
  }

  @Test(
    "where there is no release yet, the section ends the file, whose last line keeps its end",
    arguments: [
      ("", "## [1.2.0] - 2026-03-01\n\n- new\n"), ("# C\n", "# C\n\n## [1.2.0] - 2026-03-01\n\n- new\n"),
      ("# C\n\n", "# C\n\n## [1.2.0] - 2026-03-01\n\n- new\n"), ("# C", "# C\n\n## [1.2.0] - 2026-03-01\n\n- new"),
      ("# C\r\n## Unreleased\r\n", "# C\r\n## Unreleased\r\n\r\n## [1.2.0] - 2026-03-01\r\n\r\n- new\r\n"),
    ])
  func appending(before: String, expected: String) {
    let inserted = file(before).inserting(section)
    #expect(Array(text(inserted).utf8) == Array(expected.utf8))
    #expect(ChangelogFile(inserted).removing(section, of: names, original: file(before)) == Array(before.utf8))
  }

  @Test(
    "a section is found by its version, and ends where the next begins",
    arguments: [
      ("## [1.2.0]\n- a\n\n## [1.1.0]\n- b\n", "## [1.2.0]\n- a", "- a"),
      (
        "## v1.2.0 - today\r\n\r\n### Added\r\n- a\r\n\r\n# Credits\r\n", "## v1.2.0 - today\n\n### Added\n- a",
        "### Added\n- a"
      ),
      ("# 1.2.0\n- a\n## 1.1.9\n- b", "# 1.2.0\n- a", "- a"), ("## 1.2.0", "## 1.2.0", ""),
      ("## 1.2.0\n- a\n\n[1.2.0]: https://x\n", "## 1.2.0\n- a", "- a"),
      ("## 1.2.0\n```\n## 1.1.0\n```\n\n", "## 1.2.0\n```\n## 1.1.0\n```", "```\n## 1.1.0\n```"),
      ("## 1.2.0-rc.1\n- a\n## 1.2\n## 11.2.0\n", nil, nil), ("- 1.2.0\n", nil, nil), ("### 1.2.0\n", nil, nil),
    ] as [(String, String?, String?)])
  func section(text: String, section: String?, notes: String?) {
    #expect(file(text).section(of: names) == section)
    #expect(file(text).notes(of: names) == notes)
  }

  @Test("a tag with a sign that Markdown has to escape is found again")
  func escaped() {
    let file = file("## [my_pkg@&#8203;1.2.0]\n- a\n")
    #expect(file.notes(of: ["my_pkg@1.2.0"]) == "- a")
    #expect(self.file("## [a\\_/v1.2.0]\n- a\n").notes(of: ["a_/v1.2.0"]) == "- a")
  }

  @Test("a section that says something else by now is left")
  func changed() {
    let inserted = text(file("# C\n\n## 1.1.0\n").inserting(section))
    #expect(file(inserted.replacing("- new", with: "- newer")).removing(section, of: names) == nil)
    #expect(file("# C\n").removing(section, of: names) == nil)
  }

  @Test("a section can go below those of higher releases")
  func order() {
    let both = file("# C\n\n## 1.3.0\n- c\n\n## 1.1.0\n- a\n")
    let expected = "# C\n\n## 1.3.0\n- c\n\n\(section)\n\n## 1.1.0\n- a\n"
    #expect(text(both.inserting(section) { $0 == "1.1.0" }) == expected)
    let end = "# C\n\n## 1.3.0\n- c\n\n## 1.1.0\n- a\n\n\(section)\n"
    #expect(text(both.inserting(section) { _ in false }) == end)
  }

  @Test("what was put in above or below meanwhile stays")
  func between() {
    let first = file("# C\n").inserting(section)
    let both = ChangelogFile(first).inserting("## [1.3.0]\n\n- later")
    #expect(ChangelogFile(both).removing(section, of: names).map(text) == "# C\n\n## [1.3.0]\n\n- later\n")
    let open = ChangelogFile(file("# C").inserting(section)).inserting("## [1.3.0]\n\n- later")
    #expect(ChangelogFile(open).removing(section, of: names).map(text) == "# C\n\n## [1.3.0]\n\n- later")
    let below = file(text(first) + "\n## 1.1.0\n- put in by hand\n")
    #expect(below.removing(section, of: names).map(text) == "# C\n\n## 1.1.0\n- put in by hand\n")
  }

  /// Every file of up to three of these lines.
  private static let files: [[String]] = {
    let lines = ["", "text", "# Title", "## [Unreleased]", "## 1.1.0", "```", "~~~", "<!--", "-->", "[a]: b"]
    var files: [[String]] = [[]]
    var last = files
    for _ in 0..<3 {
      last = last.flatMap { file in lines.map { file + [$0] } }
      files += last
    }
    return files
  }()

  @Test("whatever the file, putting in changes no byte beside the section, and taking out is the way back")
  func roundTrip() {
    for lines in Self.files {
      for (end, isEnded) in [("\n", true), ("\n", false), ("\r\n", true)] {
        let text = lines.joined(separator: end) + (isEnded && !lines.isEmpty ? end : "")
        let bytes = Array(text.utf8)
        let inserted = file(text).inserting(section)
        let place = zip(bytes, inserted).prefix { $0 == $1 }.count
        // What is equal by chance at the seam may belong to either side.
        let rest = zip(bytes.reversed(), inserted.reversed()).prefix { $0 == $1 }.count
        #expect(place + rest >= bytes.count, "\(lines)")
        // A block that nothing closes takes in all that follows, so nothing is found there.
        guard ChangelogFile(bytes + Array("\n\n## 1.2.0".utf8)).section(of: names) != nil else { continue }
        #expect(ChangelogFile(inserted).section(of: names) == section, "\(lines)")
        #expect(ChangelogFile(inserted).removing(section, of: names, original: file(text)) == bytes, "\(lines)")
      }
    }
  }
}
