import SemanticVersioning
import Testing

@Suite("The notes of a release")
struct ReleaseNotesTests {
  /// Commits by their messages, newest first, with ids that tell which is which.
  static func notes(_ messages: [String], component: String? = nil, time: Int64? = nil) -> ReleaseNotes {
    ReleaseNotes(
      of: SemanticVersion(1, 2, 0), tag: component.map { "\($0)/v1.2.0" } ?? "v1.2.0", component: component, time: time,
      previous: "v1.1.0",
      commits: messages.enumerated().map { index, message in
        NextVersion.Commit(id: "\(index)bcdef0123456789abcdef0123456789abcdef01", message: message)
      })
  }

  /// Each section as `type: subjects`.
  private func told(_ messages: [String]) -> [String] {
    Self.notes(messages).sections.map { section in
      "\(section.kind.type): \(section.entries.map(\.subject).joined(separator: ", "))"
    }
  }

  @Test("changes are told by kind, newest first, and other types are left out")
  func kinds() {
    let messages = [
      "perf: quick", "docs: read me", "feat(api): two", "Tidy up", "fix: one", "Feat: first", "chore: bump",
    ]
    #expect(told(messages) == ["feat: two, first", "fix: one", "perf: quick"])
    #expect(Self.notes(messages).sections[0].entries.map(\.scope) == ["api", nil])
    #expect(Self.notes(messages).sections[0].kind.title == "Features")
    #expect(Self.notes(["docs: x"]).isEmpty)
    #expect(!Self.notes(["docs!: x"]).isEmpty)
  }

  @Test("a commit and what takes it back cancel out; a revert of something older is told")
  func reverts() {
    #expect(told(["Revert \"feat: one\"", "feat: one", "fix: two"]) == ["fix: two"])
    let byID = "revert: drop it\n\nThis reverts commit 1bcdef0123456789abcdef0123456789abcdef01."
    #expect(told([byID, "feat: one", "fix: two"]) == ["fix: two"])
    #expect(told(["Reapply \"feat: old\""]) == ["feat: old"])
    #expect(told(["Reapply \"docs: old\""]) == ["revert: Revert \"docs: old\""])
    let squash = "Revert \"feat: one\" (#2)\n\n* Revert \"feat: one\"\n* feat: two"
    #expect(told([squash, "feat: one"]) == ["feat: two"])
    #expect(told(["Reapply \"feat: one\"", "Revert \"feat: one\"", "feat: one"]) == ["feat: one"])
    #expect(told(["Revert \"feat: released before\"", "revert(api): old"]) == ["revert: feat: released before, old"])
  }

  @Test("merges and the commits that releases make are left out")
  func own() {
    let messages = ["Merge branch 'x'\n\nfeat: inner", "feat: stamp\n\nRelease: v1.1.0", "fix: one"]
    #expect(told(messages) == ["fix: one"])
    let merge = NextVersion.Commit(id: "a", message: "Merge branch 'x'\n\nfeat: joined", isMerge: true)
    let notes = ReleaseNotes(of: SemanticVersion(1, 0, 0), tag: "v1.0.0", time: nil, previous: nil, commits: [merge])
    #expect(notes.isEmpty)
  }

  @Test("a merge is told by its own title, unless a commit that it brought has the same")
  func titledMerge() {
    func told(
      _ side: String, _ merge: String = "feat: joined (#12)\n\n* fix: inner"
    ) -> [String] {
      let commits: [NextVersion.Commit] = [
        .init(id: "b", message: merge, isMerge: true), .init(id: "a", message: side),
      ]
      let notes = ReleaseNotes(of: SemanticVersion(1, 0, 0), tag: "v1.0.0", time: nil, previous: nil, commits: commits)
      return notes.sections.flatMap(\.entries).map(\.subject)
    }
    #expect(told("wip") == ["joined (#12)"])
    let pull = "Merge pull request #12 from acme/x\n\nfeat: joined"
    #expect(told("wip", pull) == ["joined"])
    #expect(told("feat: joined", pull) == ["joined"])
    #expect(told("feat: joined") == ["joined"])
  }

  @Test("what was squashed is told line by line, and the title once")
  func squash() {
    let message = "feat: agents (#12)\n\n* feat: agents\n* fix(ui): two\n* docs: three\n* feat: agents, more"
    #expect(told([message]) == ["feat: agents (#12), agents, more", "fix: two"])
    #expect(told(["Agents (#12)\n\n* fix: a\n* Revert \"fix: a\"\n* perf: b"]) == ["perf: b"])
  }

  @Test(
    "what breaks is told by its footer, else by its title",
    arguments: [
      ("feat(api)!: drop v1", ["drop v1"]), ("chore!: drop node", ["drop node"]),
      (
        "feat(api)!: v2\n\nBREAKING CHANGE: v1 is\n  gone for good,\nfor all.\nReviewed-by: A",
        ["v1 is gone for good, for all."]
      ),
      ("fix: x\n\nBREAKING CHANGE: one\n\nBREAKING-CHANGE: two\nCloses #12", ["one", "two"]),
      ("fix: x\n\nBREAKING CHANGE:\n  said below", ["said below"]), ("fix: x\n\nBREAKING CHANGE:", ["x"]),
      ("Squash\n\n* feat!: a\n* fix: b\n* BREAKING CHANGE: c", ["c", "a"]), ("fix: nothing", []),
    ] as [(String, [String])])
  func breaking(message: String, expected: [String]) {
    let notes = Self.notes([message])
    #expect(notes.breaking.map(\.subject) == expected)
    #expect(notes.breaking.allSatisfy { $0.isBreaking })
  }

  @Test("references are found where they stand alone")
  func references() {
    let subject =
      "feat: see #12, (#3) and x#4, #0, #5a, #1234567890, #6-7, a/#8, GH-9, aGH-1, GH-0, acme/x.y#11, ../a#5, #10."
    #expect(Self.notes([subject]).sections[0].entries[0].references == ["#12", "#3", "GH-9", "acme/x.y#11", "#10"])
  }

  @Test("other types are told under headings of one's own, in the order in which they are named")
  func ownKinds() {
    let kinds = [
      ReleaseNotes.Kind(type: "fix", title: "Repaired"), ReleaseNotes.Kind(type: "docs", title: "Handbook"),
    ]
    let messages = ["docs: a", "feat: b", "fix(api): c", "Squash\n\n* docs: d\n* chore: e"]
    let notes = ReleaseNotes(
      of: SemanticVersion(1, 0, 0), tag: "v1.0.0", time: nil, previous: nil,
      commits: messages.map { NextVersion.Commit(id: "1", message: $0) }, kinds: kinds)
    #expect(notes.sections.map(\.kind.title) == ["Repaired", "Handbook"])
    #expect(notes.sections.map { $0.entries.map(\.subject) } == [["c"], ["a", "d"]])
  }

  @Test("a merge that was taken back is left out with what it brought")
  func revertedMerge() {
    let commits: [NextVersion.Commit] = [
      .init(
        id: "e",
        message: "Revert \"Merge branch 'x'\"\n\nThis reverts commit ddddddd, reversing\nchanges made to bbbbbbb.",
        parents: ["ddddddd"]), .init(id: "ddddddd", message: "Merge branch 'x'", parents: ["bbbbbbb", "ccccccc"]),
      .init(id: "ccccccc", message: "feat: x", parents: ["a"]), .init(id: "bbbbbbb", message: "fix: y", parents: ["a"]),
    ]
    let notes = ReleaseNotes(
      of: SemanticVersion(1, 0, 0), tag: "v1.0.0", time: nil, previous: nil, commits: commits)
    #expect(notes.sections.flatMap(\.entries).map(\.subject) == ["y"])
  }

  @Test("two commits that the same list of a squash names are told once, however long the list is")
  func longSquash() {
    let list = (0..<5000).map { "* fix: \($0 % 2500) (#\($0))" }.joined(separator: "\n")
    #expect(Self.notes(["Squash\n\n\(list)"]).sections[0].entries.count == 2500)
  }

  @Test("the heading is the version's, or the tag's where there are components; the day is in UTC")
  func heading() {
    #expect(Self.notes([]).title == "1.2.0")
    #expect(Self.notes([], component: "agent").title == "agent/v1.2.0")
    #expect(Self.notes([]).date == nil)
    #expect(Self.notes([], time: 1_772_323_199).date == "2026-02-28")
  }

  @Test("what a commit says is one short line without anything that commands a terminal")
  func clean() {
    let hostile =
      "feat(\u{1B}[31mapi\u{7}): a\u{1B}]0;title\u{7}b\u{9B}2Jc \u{202E}d\u{200B}e\u{E0041}\tf  g\u{2028}h\r\n\nbody"
    let entry = Self.notes([hostile]).sections[0].entries[0]
    #expect(entry.subject == "abc de f g h")
    #expect(entry.scope == "api")
    let long = Self.notes(["fix: \(String(repeating: "ä", count: 5000))"]).sections[0].entries[0].subject
    #expect(long == String(repeating: "ä", count: 200) + "…")
    #expect(Self.notes(["fix: \u{1B}[31m\u{1B}[0m"]).isEmpty)
  }
}
