import Git
import Refusals
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

/// Histories and tags that break readers of tags.
@Suite struct HardHistoryTests {
  @Test("clocks that are wrong by days say nothing about what is reachable", arguments: [14, -14, 400])
  func clocks(days: Int) async throws {
    var stream = ImportStream()
    let (start, day) = (1_700_000_000, 86_400)
    let one = stream.commit("feat: a", at: start)
    let two = stream.commit("fix: b", after: [one], at: start + day)
    let wrong = stream.commit("fix: clock", after: [two], at: start + 2 * day + days * day)
    let four = stream.commit("feat: c", after: [wrong], at: start + 3 * day)
    stream.commit("fix: d", after: [four], at: start + 4 * day)
    stream.tag("v1.0.0", at: one)
    stream.tag("v1.1.0", at: wrong)
    let repository = try await GeneratedRepository("hard-clocks", stream)
    #expect(try repository.answer(.trunk) == "v1.1.0 +2 1.2.0")
    #expect(try repository.history(.maintenance).base?.tag == "v1.1.0")
  }

  @Test("tags on blobs and trees, nested tags, and two kinds on one commit do not disturb")
  func tagKinds() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a", writing: ["a": "1"])
    stream.commit("fix: b", after: [one])
    stream.tag("v1.0.0-rc.1", at: one)
    stream.tag("v1.0.0", at: one, isAnnotated: true)
    stream.tag("released-1", at: one)
    let repository = try await GeneratedRepository("hard-tags", stream)
    try await repository.git("tag", "v9.0.0", "HEAD:a")
    try await repository.git("tag", "v8.0.0", "HEAD^{tree}")
    try await repository.git("tag", "-a", "-m", "x", "v7.0.0", "v9.0.0")
    try await repository.git("tag", "-a", "-m", "x", "v1.0.1", "v1.0.0")  // a tag of a tag
    try await repository.git("tag", "-a", "-m", "x", "v1.0.2", "v1.0.1")
    try await repository.git("symbolic-ref", "refs/tags/latest", "refs/tags/v1.0.0")
    let history = try repository.history()
    #expect(history.base?.tag == "v1.0.2")
    #expect(history.ignored.map(\.tag) == ["v7.0.0", "v8.0.0", "v9.0.0"])
    #expect(try repository.answer() == "v1.0.2 +1 1.0.3")
  }

  @Test("a symbolic tag is a tag: its version is taken, and it can be the base; one that leads nowhere is only taken")
  func symbolicTags() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    stream.commit("fix: b", after: [one])
    stream.tag("v1.0.0", at: one, isAnnotated: true)
    let repository = try await GeneratedRepository("hard-symbolic", stream)
    try await repository.git("symbolic-ref", "refs/tags/v1.0.1", "refs/tags/v1.0.0")
    #expect(try repository.answer() == "v1.0.1 +1 1.0.2")
    try await repository.git("symbolic-ref", "refs/tags/v1.0.2", "refs/tags/nowhere")
    #expect(try repository.answer() == "v1.0.1 +1 1.0.3")
    #expect(try repository.history().ignored.map(\.tag) == ["v1.0.2"])
    #expect(try repository.answer(.maintenance) == "v1.0.1 +1 1.0.3")
  }

  @Test("candidates on blobs and trees have no say, and neither have they a number to give")
  func candidatesOnBlobs() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a", writing: ["a": "1"])
    stream.commit("fix: b", after: [one])
    stream.tag("v1.0.0", at: one)
    let repository = try await GeneratedRepository("hard-blob-candidates", stream)
    try await repository.git("tag", "v2.0.0-rc.1", "HEAD:a")
    try await repository.git("tag", "-a", "-m", "x", "v3.0.0-rc.1", "HEAD^{tree}")
    for series in BranchRule.Series.allCases {
      #expect(try repository.answer(series) == "v1.0.0 +1 1.0.1")
      #expect(try repository.history(series).ignored.map(\.tag) == ["v2.0.0-rc.1", "v3.0.0-rc.1"])
    }
    try await repository.git("tag", "v1.0.1-rc.4", "HEAD:a")
    // It says nothing of the version, and its name is taken all the same.
    #expect(try repository.history().next(.auto, pre: .rc, spelling: nil).version.description == "1.0.1-rc.5")
  }

  @Test("where nothing is released on a line, the highest release elsewhere is named")
  func offHeadWithoutBase() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    stream.tag("v2.0.0", at: stream.line(["feat: b", "feat: c"], on: "other", after: one, at: 1_700_000_100))
    let repository = try await GeneratedRepository("hard-off-head", stream)
    let history = try repository.history(.maintenance)
    #expect(history.base == nil)
    #expect(history.offHead == "v2.0.0")
    #expect(try repository.answer(.maintenance) == "none +1 0.1.0")
  }

  @Test("replacements and grafts are one clone's own view, and change no answer")
  func replacements() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    let two = stream.commit("feat!: b", after: [one])
    stream.commit("fix: c", after: [two])
    stream.tag("v1.0.0", at: one)
    let repository = try await GeneratedRepository("hard-replace", stream)
    let before = try repository.answer()
    try await repository.git("replace", "--graft", "HEAD", "HEAD~2")
    #expect(try await repository.git("rev-list", "--count", "v1.0.0..HEAD") == "1")
    #expect(try repository.answer() == before)
    #expect(before == "v1.0.0 +2 2.0.0")
    let copy = try await repository.cloned("copy")
    #expect(try copy.answer() == before)
  }

  @Test("a number that no tool would read is refused instead of printed", arguments: ["major", "minor", "patch"])
  func longNumbers(bump: String) async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    stream.commit("fix: b", after: [one])
    let nines = String(repeating: "9", count: 19)
    stream.tag("v\(nines).\(nines).\(nines)", at: one)
    let repository = try await GeneratedRepository("hard-long", stream)
    let wanted = try #require(Bump(rawValue: bump))
    let refusal = try #require(throws: Refusal.self) {
      try repository.history().next(.exactly(wanted), pre: nil, spelling: nil)
    }
    #expect(refusal.code == .usage)
    #expect(refusal.what.contains("1\(String(repeating: "0", count: 19))"))
    #expect(!refusal.remedy.isEmpty)
  }

  @Test("of two series of tags each has a base of its own")
  func twoSeries() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    let two = stream.commit("fix: b", after: [one])
    let three = stream.commit("feat: c", after: [two])
    for (tag, mark) in [("v3.1.0", one), ("v0.300.0", two), ("v0.301.0-rc.0", three), ("lib/v0.9.0", two)] {
      stream.tag(tag, at: mark)
    }
    stream.tag("v2.18.0-52825890-nightly", at: three)
    stream.tag("v3.1", at: three)
    let repository = try await GeneratedRepository("hard-series", stream)
    #expect(try repository.answer() == "v3.1.0 +2 3.2.0")
    #expect(try repository.answer(pattern: "lib/v{version}") == "lib/v0.9.0 +1 0.10.0")
    #expect(try repository.history().ignored.map(\.tag) == ["v3.1"])
    // Above the base it would be a candidate, if it named a channel.
    try await repository.git("tag", "v9.0.0-52825890-nightly")
    #expect(try repository.answer() == "v3.1.0 +2 3.2.0")
    #expect(try repository.history().ignored.map(\.tag) == ["v3.1", "v9.0.0-52825890-nightly"])
  }

  @Test("a version is passed over where git cannot make its tag beside another's")
  func folder() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    stream.commit("feat: b", after: [one])
    stream.tag("v1.3.0", at: one)
    stream.tag("v1.4.0/foo", at: one)
    let repository = try await GeneratedRepository("hard-folder", stream)
    #expect(try repository.answer() == "v1.3.0 +1 1.4.1")
    await #expect(throws: (any Error).self) { try await repository.git("tag", "v1.4.0") }
    try await repository.git("tag", "v1.4.1")
  }

  @Test("twenty thousand tags, loose and packed, and some of both")
  func manyTags() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    stream.commit("fix: b", after: [one])
    for number in 0..<20_000 { stream.tag("v1.\(number / 100).\(number % 100)", at: one, isAnnotated: number == 7) }
    let repository = try await GeneratedRepository("hard-many", stream)
    #expect(try repository.answer() == "v1.199.99 +1 1.199.100")  // loose, as fast-import leaves them
    try await repository.git("pack-refs", "--all")
    #expect(try repository.answer() == "v1.199.99 +1 1.199.100")
    try await repository.git("tag", "v1.200.0", "HEAD~1")
    try await repository.git("update-ref", "-d", "refs/tags/v1.199.99")
    #expect(try repository.answer(.maintenance) == "v1.200.0 +1 1.200.1")
  }

  @Test("a message of a megabyte, and one that is no text, are read like others")
  func messages() async throws {
    var stream = ImportStream()
    let one = stream.commit("feat: a")
    let line = "BREAKING CHANGED, * not a list, revert this please aaaaaaaaaaaa\n"
    let two = stream.commit("fix: long\n\n" + String(repeating: line, count: 1 << 14), after: [one])
    stream.commit(Array("fix: caf".utf8) + [0xE9, 0xFF, 0xFE] + Array("\n\n\u{1B}[31m".utf8) + [0xC3], after: [two])
    stream.tag("v1.0.0", at: one)
    let repository = try await GeneratedRepository("hard-messages", stream)
    #expect(try repository.answer() == "v1.0.0 +2 1.0.1")
    #expect(try repository.history().commits[0].subject == "fix: caf\u{FFFD}\u{FFFD}\u{FFFD}")
  }

  @Test(
    "a commit-graph of one file, in a chain, stale, damaged or empty changes no answer",
    arguments: [
      "", "git -C \"$1\" commit-graph write --reachable",
      "git -C \"$1\" commit-graph write --reachable --split",
      "git -C \"$1\" commit-graph write --reachable; git -C \"$1\" commit -q --amend --allow-empty -m 'fix: x'",
      "git -C \"$1\" commit-graph write --reachable; f=\"$1\"/.git/objects/info/commit-graph; chmod u+w $f; "
        + "printf x%.0s $(seq 200) | dd of=$f bs=1 seek=300 conv=notrunc 2>/dev/null",
      "mkdir -p \"$1\"/.git/objects/info; : > \"$1\"/.git/objects/info/commit-graph",
      "mkdir -p \"$1\"/.git/objects/info/commit-graphs; echo gone > \"$1\"/.git/objects/info/commit-graphs/"
        + "commit-graph-chain",
    ])
  func commitGraph(script: String) async throws {
    var stream = ImportStream()
    let old = stream.line((1...12).map { "fix: \($0)" })
    let side = stream.line(["feat: s1", "feat: s2"], on: "side", after: old - 6, at: 1_700_000_500)
    let merge = stream.commit("Merge branch 'side'", after: [old, side], at: 1_700_001_000)
    stream.line(["fix: a", "fix: b", "fix: c"], after: merge, at: 1_700_001_100)
    stream.tag("v1.0.0", at: old - 3)
    stream.tag("v2.0.0", at: stream.line(["feat: off"], on: "other", after: old - 8, at: 1_700_002_000))
    let repository = try await GeneratedRepository("hard-graph", stream)
    try await repository.shell(script)
    let truth = try await repository.git("rev-list", "--count", "v2.0.0..HEAD")
    #expect(try "\(repository.history(.trunk).commits.count)" == truth)
    #expect(try repository.history(.maintenance).base?.tag == "v1.0.0")
    #expect(try repository.history(.maintenance).offHead == "v2.0.0")
  }
}
