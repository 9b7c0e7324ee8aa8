import Planning
import Testing

@testable import BrokkrRelease

@Suite struct ChangelogTests {
  @Test("without a version it is what `next` would release, counted from the base that `next` finds")
  func unreleased() async throws {
    let clone = try await ScratchClone("changelog")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("feat(api): two")
    try await clone.git("tag", "v1.1.0-rc.1")
    try await clone.commit("fix: three (#4)")
    let ids = try await clone.git("log", "-2", "--format=%h", "--abbrev=7").split(separator: "\n")
    let expected = """
      ## [1.1.0]

      ### Features

      - **api:** two (\(ids[1]))

      ### Fixes

      - three (#4) (\(ids[0]))

      """
    let run = try await clone.run("changelog")
    #expect(run.output == expected)
    #expect(run.status == .done)
    #expect(try await clone.run("changelog").output == expected)
    #expect(try await clone.run("changelog", "v1.1.0-rc.1").output.contains("two"))
    #expect(try await !clone.run("changelog", "1.1.0-rc.1").output.contains("three"))
  }

  @Test("the object has a field for each part")
  func json() async throws {
    let clone = try await ScratchClone("changelog-json")
    try await clone.git("remote", "add", "origin", "git@github.com:acme/brokkr.git")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("feat(api)!: two (#7)\n\nBREAKING CHANGE: one is gone")
    try await clone.git("tag", "-a", "v2.0.0", "-m", "v2.0.0")
    let id = try await clone.git("rev-parse", "HEAD")
    let time = try #require(Int64(try await clone.git("log", "-1", "--format=%ct")))
    let json = try #require(try await clone.run("changelog", "2.0.0", "--json").json)
    #expect(json["schema_version"] == 1)
    #expect(json["version"] == "2.0.0")
    #expect(json["tag"] == "v2.0.0")
    #expect(json["date"] == .string(String(Clock.text(seconds: time).prefix(10))))
    #expect(json["previous"] == "v1.0.0")
    #expect(
      json["breaking"] == [
        ["commit": .string(id), "subject": "one is gone", "scope": "api", "breaking": true, "references": []]
      ])
    #expect(
      json["sections"] == [
        [
          "type": "feat", "title": "Features",
          "entries": [
            ["commit": .string(id), "subject": "two (#7)", "scope": "api", "breaking": true, "references": ["#7"]]
          ],
        ]
      ])
    let markdown = try #require(json["markdown"]?.text)
    #expect(markdown.hasPrefix("## [2.0.0](https://github.com/acme/brokkr/compare/v1.0.0...v2.0.0) - "))
    #expect(markdown.contains("two ([#7](https://github.com/acme/brokkr/issues/7)) ([\(id.prefix(7))]("))
    #expect(try await clone.run("changelog", "v2.0.0").output == "\(markdown)\n")
    let first = try #require(try await clone.run("changelog", "1.0.0", "--json").json)
    #expect(first["previous"] == .null)
  }

  @Test("that no ledger is known is said, as it may hold releases that were taken back")
  func ledger() async throws {
    let clone = try await ScratchClone("changelog-ledger")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("feat: two")
    for arguments in [["changelog"], ["changelog", "v1.0.0"]] {
      let words =
        "No ledger is known here, so the tags alone decide; `brokkr-release next --fetch` brings that of origin."
      #expect(try await clone.run(arguments).messages.contains(words))
      #expect(try await clone.run(arguments + ["-q"]).messages.isEmpty)
    }
  }

  @Test("the types that are told are configured, and a component has a changelog of its own")
  func configured() async throws {
    let clone = try await ScratchClone("changelog-types")
    try await clone.write(
      "changelog: { types: { docs: Handbook, feat: New, perf: none } }\n", to: ".brokkr-release.yml")
    for subject in ["docs: a", "feat: b", "perf: c", "fix: d"] { try await clone.commit(subject) }
    let json = try #require(try await clone.run("changelog", "--json").json)
    guard case .array(let sections)? = json["sections"] else {
      Issue.record("no sections")
      return
    }
    #expect(sections.map { $0["title"] } == ["New", "Fixes", "Handbook"])
    #expect(sections.map { $0["type"] } == ["feat", "fix", "docs"])
  }

  @Test("a shallow clone whose tags are not all known makes no notes, of a version or of what is unreleased")
  func shallowNotes() async throws {
    let origin = try await ScratchClone("changelog-shallow")
    for number in 0..<4 {
      try await origin.commit("feat: \(number)")
      try await origin.git("tag", "v1.\(number).0")
    }
    try await origin.commit("fix: last")
    let folder = "\(origin.path)/copy"
    try await origin.git("clone", "-q", "--depth", "4", "file://\(origin.path)", folder)
    for arguments in [["changelog"], ["changelog", "v1.3.0"], ["changelog", "v1.3.0", "--json"]] {
      let run = try await CapturedRun(["-C", folder] + arguments)
      #expect(run.status == .historyUnsafe, "\(arguments)")
      #expect(run.json?["markdown"] == nil)
    }
  }

  @Test("nothing to release is 3, a version that is not there 2, and a clone that cannot tell 9")
  func refused() async throws {
    let clone = try await ScratchClone("changelog-refused")
    #expect(try await clone.run("changelog").status == .usage)
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    let nothing = try await clone.run("changelog")
    #expect(nothing.status == .nothingToRelease)
    #expect(nothing.output.isEmpty)
    #expect(try await clone.run("changelog", "1.0.1").status == .usage)
    #expect(try await clone.run("changelog", "x").status == .usage)
    #expect(try await clone.run("changelog", "1.0.0+a").status == .usage)
    try await clone.commit("fix: two")
    try await clone.git("tag", "v1.0.1")
    try await clone.git("clone", "-q", "--depth", "1", "file://\(clone.path)", "\(clone.path)/shallow")
    let shallow = try await CapturedRun(["-C", "\(clone.path)/shallow", "changelog", "1.0.1", "--json"])
    #expect(shallow.status == .historyUnsafe)
    #expect(shallow.json?["error"]?["code"] == "history-unsafe")
  }

  @Test("nothing that a commit says reaches a terminal as a command, or a forge as a mention")
  func hostile() async throws {
    let clone = try await ScratchClone("changelog-hostile")
    let hostile = "feat(\u{1B}[1m@x): \u{1B}]0;owned\u{7}<img src=x onerror=y> @everyone \u{202E}``` | [a](b)"
    try await clone.commit("\(hostile)\n\nBREAKING CHANGE: \u{9B}31m@all </details>\u{8}")
    for arguments in [["changelog", "--color", "always"], ["changelog", "--json"]] {
      let output = try await clone.run(arguments).output
      #expect(output == Printable.text(output))
      #expect(!output.contains("\\u{"))
      #expect(!output.contains("@x") || arguments.contains("--json"))
    }
    let markdown = try await clone.run("changelog").output
    #expect(!markdown.contains("<"))
    #expect(!markdown.replacing("@&#8203;", with: "").contains("@"))
    #expect(markdown.contains("&lt;img src=x onerror=y&gt; @&#8203;everyone \\`\\`\\` \\| \\[a\\](b)"))
  }
}
