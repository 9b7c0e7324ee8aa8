import SemanticVersioning
import Testing

/// What the commits of a range take back among themselves.
struct CommitReasonsTests {
  private func bumps(_ commits: [(id: String, message: String)], base: String = "1.0.0") throws -> [Bump?] {
    let request = NextVersion.Request(
      base: try SemanticVersion(parsing: base), commits: commits.map { .init(id: $0.id, message: $0.message) },
      bump: .exactly(.patch))
    return try #require(NextVersion.decide(request)).reasons.map(\.bump)
  }

  @Test("a revert by id takes the commit out and asks for nothing itself")
  func byID() throws {
    #expect(
      try bumps([
        ("ccccccc3", "Revert \"feat: x\"\n\nThis reverts commit aaaaaaa1."), ("bbbbbbb2", "fix: y"),
        ("aaaaaaa1", "feat: x"),
      ]) == [nil, .patch, nil])
  }

  @Test("the id may be abbreviated, or of any case")
  func abbreviated() throws {
    #expect(try bumps([("ccccccc3", "revert: x\n\nRefs: AAAAAAA"), ("aaaaaaa1f00", "feat: y")]) == [nil, nil])
  }

  @Test("a revert without an id, as forges make it, is matched by subject")
  func bySubject() throws {
    #expect(try bumps([("b", "Revert \"feat: x\" (#13)\n\nReverts acme/x#12"), ("a", "feat: x (#12)")]) == [nil, nil])
  }

  @Test("an id that a rebase has changed falls back to the subject")
  func afterRebase() throws {
    #expect(
      try bumps([("b", "Revert \"feat: x\"\n\nThis reverts commit abcdef0123."), ("a", "feat: x")]) == [nil, nil])
  }

  @Test("a revert of what is released asks for a patch")
  func released() throws {
    #expect(
      try bumps([("b", "Revert \"feat: x\"\n\nThis reverts commit abcdef0123."), ("a", "fix: y")]) == [.patch, .patch])
    #expect(try bumps([("b", "revert: feat: x")]) == [.patch])
  }

  @Test("what was reverted and applied again counts")
  func reapplied() throws {
    #expect(
      try bumps([
        ("ccccccc3", "Reapply \"feat: x\"\n\nThis reverts commit bbbbbbb2."),
        ("bbbbbbb2", "Revert \"feat: x\"\n\nThis reverts commit aaaaaaa1."), ("aaaaaaa1", "feat: x"),
      ]) == [nil, nil, .minor])
    #expect(
      try bumps([("c", "Revert \"Revert \"feat: x\"\""), ("b", "Revert \"feat: x\""), ("a", "feat: x")])
        == [nil, nil, .minor])
  }

  @Test(
    "what a released revert took back asks for what it asked for when it is applied again",
    arguments: [
      ("Reapply \"feat!: x\"", .major), ("Reapply \"feat: x\" (#9)", .minor), ("Revert \"Revert \"feat: x\"\"", .minor),
      ("Reapply \"fix: x\"", .patch), ("Reapply \"docs: x\"", .patch), ("Reapply \"Add x\"", .patch),
      ("Revert \"Revert \"Revert \"feat: x\"\"\"", .patch), ("Revert \"feat!: x\"", .patch),
    ] as [(String, Bump?)])
  func releasedReapplied(message: String, expected: Bump?) throws {
    #expect(try bumps([("b", "\(message)\n\nThis reverts commit abcdef0123.")]) == [expected])
  }

  @Test("one revert takes back one of two commits of the same subject")
  func oneOfTwo() throws {
    #expect(try bumps([("c", "Revert \"fix: x\""), ("b", "fix: x"), ("a", "fix: x")]) == [nil, nil, .patch])
    #expect(
      try bumps([("d", "Revert \"fix: x\""), ("c", "Revert \"fix: x\""), ("b", "fix: x"), ("a", "fix: x")])
        == [nil, nil, nil, nil])
  }

  @Test("a fix that reverts in passing still asks for its own")
  func inPassing() throws {
    #expect(
      try bumps([("bbbbbbb2", "fix: drop x\n\nThis reverts commit aaaaaaa1."), ("aaaaaaa1", "feat!: x")]) == [
        .patch, nil,
      ])
  }

  @Test("a commit does not revert itself, nor a later one")
  func onlyOlder() throws {
    #expect(
      try bumps([("aaaaaaa1", "feat: x"), ("bbbbbbb2", "fix: y\n\nThis reverts commit aaaaaaa1.")]) == [.minor, .patch])
    #expect(try bumps([("aaaaaaa1", "feat: x\n\nThis reverts commit aaaaaaa1.")]) == [.minor])
  }

  /// main: 1 – 2 – M – R, with a, b merged by M; R takes M back, in git's words or as a forge has it.
  private func mergedAndReverted(
    _ message: String, extra: [NextVersion.Commit] = [], without hidden: Set<String> = []
  ) throws -> [Bump?] {
    let commits: [NextVersion.Commit] =
      extra + [
        .init(id: "eeeeeee5", message: message, parents: ["ddddddd4"]),
        .init(id: "ddddddd4", message: "Merge branch 'x'", parents: ["bbbbbbb2", "ccccccc3"]),
        .init(id: "ccccccc3", message: "feat!: b", parents: ["aaaaaaa1"]),
        .init(id: "aaaaaaa1", message: "feat: a", parents: ["99999990"]),
        .init(id: "bbbbbbb2", message: "fix: 2", parents: ["99999990"]),
      ]
    let request = NextVersion.Request(
      base: SemanticVersion(1, 0, 0), commits: commits.filter { !hidden.contains($0.id) }, bump: .exactly(.patch))
    return try #require(NextVersion.decide(request)).reasons.map(\.bump)
  }

  @Test(
    "the revert of a merge that is not released takes back what the merge brought, and nothing else",
    arguments: [
      "Revert \"Merge branch 'x'\"\n\nThis reverts commit ddddddd4, reversing\nchanges made to bbbbbbb2.",
      "Revert \"Merge branch 'x'\"\n\nThis reverts commit ddddddd4, reversing changes made to bbbbbbb2.",
      "Revert \"Merge branch 'x'\"\n\nThis reverts commit ddddddd4.", "Revert \"Merge branch 'x'\" (#12)",
    ])
  func revertedMerge(message: String) throws {
    #expect(try mergedAndReverted(message) == [nil, nil, nil, nil, .patch])
  }

  @Test("where the merged side stays, the other one is what is taken back")
  func otherSide() throws {
    let message =
      "Revert \"Merge branch 'x'\"\n\nThis reverts commit ddddddd4, reversing\nchanges made to ccccccc3."
    #expect(try mergedAndReverted(message) == [nil, nil, .major, .minor, nil])
  }

  @Test("a merge that was taken back and applied again counts")
  func reappliedMerge() throws {
    let revert = "Revert \"Merge branch 'x'\"\n\nThis reverts commit ddddddd4, reversing\nchanges made to bbbbbbb2."
    let again = NextVersion.Commit(
      id: "fffffff6", message: "Reapply \"Merge branch 'x'\"\n\nThis reverts commit eeeeeee5.", parents: ["eeeeeee5"])
    #expect(try mergedAndReverted(revert, extra: [again]) == [nil, nil, nil, .major, .minor, .patch])
  }

  @Test("the revert of a merge whose commits are all released asks for a patch")
  func releasedMerge() throws {
    let revert = "Revert \"Merge branch 'x'\"\n\nThis reverts commit ddddddd4, reversing\nchanges made to bbbbbbb2."
    #expect(try mergedAndReverted(revert, without: ["ccccccc3", "aaaaaaa1"]) == [.patch, nil, .patch])
  }

  @Test("a revert of what is released and of what is not asks for a patch")
  func partlyReleased() throws {
    let commits: [NextVersion.Commit] = [
      .init(id: "ccccccc3", message: "revert: both\n\nThis reverts commit aaaaaaa1.\nThis reverts commit bbbbbbb2."),
      .init(id: "bbbbbbb2", message: "fix: two"),
    ]
    let request = NextVersion.Request(base: SemanticVersion(1, 0, 0), commits: commits)
    #expect(NextVersion.reasons(request) { $0 == "aaaaaaa1" }.map(\.bump) == [.patch, nil])
    // An id that nobody knows, as after a rebase, is none that was released.
    #expect(NextVersion.reasons(request).map(\.bump) == [nil, nil])
  }

  @Test("the revert of a merge that brought the release too asks for a patch, unless the side that stays has it")
  func partlyReleasedMerge() throws {
    let commits: [NextVersion.Commit] = [
      .init(id: "eeeeeee5", message: "Revert \"Merge\"\n\nThis reverts commit ddddddd4.", parents: ["ddddddd4"]),
      .init(id: "ddddddd4", message: "Merge branch 'x'", parents: ["bbbbbbb2", "ccccccc3"]),
      .init(id: "ccccccc3", message: "feat: new", parents: ["aaaaaaa1"]),
      .init(id: "bbbbbbb2", message: "docs: main", parents: ["99999990"]),
    ]
    var request = NextVersion.Request(base: SemanticVersion(1, 0, 0), commits: commits)
    for (base, expected) in [("aaaaaaa1", Bump.patch), ("99999990", nil), (nil, nil)] {
      request.baseCommit = base
      #expect(NextVersion.reasons(request).map(\.bump) == [expected, nil, nil, nil], "\(base ?? "none")")
    }
  }

  @Test("a squash whose title takes something back counts for the rest of its list and its footers")
  func squashedRevert() throws {
    let list = "Revert \"feat: a (#1)\" (#2)\n\n* Revert \"feat: a (#1)\"\n"
    #expect(try bumps([("b", list), ("a", "feat: a (#1)")]) == [nil, nil])
    #expect(try bumps([("b", "\(list)* feat: b"), ("a", "feat: a (#1)")]) == [.minor, nil])
    #expect(try bumps([("b", "\(list)* feat!: b\n\nBREAKING CHANGE: big"), ("a", "feat: a (#1)")]) == [.major, nil])
    #expect(try bumps([("b", "Revert \"feat: a\"\n\nBREAKING CHANGE: big"), ("a", "feat: a")]) == [.major, nil])
  }

  @Test("a merge whose pull request's title is taken back goes with what it brought")
  func revertedPull() throws {
    let commits: [NextVersion.Commit] = [
      .init(id: "c", message: "Revert \"feat: x\" (#8)\n\nReverts acme/x#7", parents: ["b"]),
      .init(id: "b", message: "Merge pull request #7 from acme/x\n\nfeat: x", parents: ["99999990", "a"]),
      .init(id: "a", message: "feat: x", parents: ["99999990"]),
    ]
    let request = NextVersion.Request(base: SemanticVersion(1, 0, 0), commits: commits)
    #expect(NextVersion.reasons(request).map(\.bump) == [nil, nil, nil])
  }

  @Test(
    "a merge asks for what its own title says, and for nothing of its list, whose commits are there themselves",
    arguments: [
      ("feat!: x", true, .major), ("feat: x (#12)\n\n* feat!: y", true, .minor), ("docs: x\n\n* feat: y", true, nil),
      // What only the merge says counts; the list of its commits does not.
      ("Merge branch 'x'\n\n* feat: y\n\nBREAKING CHANGE: z", true, .major),
      ("Merge branch 'x'\n\n* feat!: y", true, nil),
      // Forges write the title of a pull request there.
      ("Merge pull request #7 from acme/x\n\nfeat!: y", true, .major),
      ("Merge branch 'x' into 'main'\n\nfix: y\n\nSee merge request acme/x!7", true, .patch),
      ("Merge pull request #7 from acme/x\n\nAdd y\n\nfeat: not the title", true, nil),
      ("Merge branch 'x' into y\n\nfeat: git writes none", true, nil),
      ("Merge pull request #7 from acme/x\n\nSigned-off-by: T <t@example.org>", true, nil),
      ("Merged PR 12: feat: x", true, .minor),
      // Forges word a squash like a merge; its commits are nowhere else.
      ("Merged in x (pull request #7)\n\nAdd x\n\n* feat: x\n\n* fix!: y", false, .major),
      ("Merged PR 12: feat: x", false, .minor), ("Merge branch 'x'", false, nil),
    ] as [(String, Bool, Bump?)])
  func merge(message: String, isMerge: Bool, expected: Bump?) throws {
    let request = NextVersion.Request(
      base: SemanticVersion(1, 0, 0), commits: [.init(id: "a", message: message, isMerge: isMerge)])
    #expect(NextVersion.decide(request)?.bump == expected)
    #expect(NextVersion.reasons(request).map(\.bump) == [expected])
  }

  @Test("an id that names a released commit does not fall back to the subject")
  func releasedByID() throws {
    let commits: [NextVersion.Commit] = [
      .init(id: "ccccccc3", message: "Revert \"fix: typo\"\n\nThis reverts commit aaaaaaa1."),
      .init(id: "bbbbbbb2", message: "fix: typo"),
    ]
    let request = NextVersion.Request(base: SemanticVersion(1, 0, 0), commits: commits)
    #expect(NextVersion.reasons(request) { $0 == "aaaaaaa1" }.map(\.bump) == [.patch, .patch])
    #expect(NextVersion.reasons(request).map(\.bump) == [nil, nil])
    #expect(NextVersion.decide(request) { $0 == "aaaaaaa1" }?.version == SemanticVersion(1, 0, 1))
  }

  @Test("nobody is asked about commits unless a revert names one that is not in the range, and its subject is")
  func asksLittle() throws {
    struct Asked: Error {}
    let revert = NextVersion.Commit(id: "b", message: "Revert \"feat: x\"\n\nThis reverts commit aaaaaaa1.")
    for others in [[("aaaaaaa1", "feat: x")], [("c", "feat: y")], []] {
      let commits = [revert] + others.map { NextVersion.Commit(id: $0.0, message: $0.1) }
      let request = NextVersion.Request(base: SemanticVersion(1, 0, 0), commits: commits)
      #expect(throws: Never.self) { try NextVersion.reasons(request) { _ in throw Asked() } }
    }
    let commits = [revert, NextVersion.Commit(id: "c", message: "feat: x")]
    let request = NextVersion.Request(base: SemanticVersion(1, 0, 0), commits: commits)
    #expect(throws: Asked.self) { try NextVersion.reasons(request) { _ in throw Asked() } }
  }

  /// main: F – B – M – R beside a side that forks at F; only some of the commits count, and B is none of them.
  @Test(
    "a merge is taken back over commits that do not count",
    arguments: [
      // What main had before the side forked stays, although the commit between does not count.
      (["feat: keep", "fix: side", "fix: other"], ["side", "keep"], [nil, nil, nil, .minor]),
      // The side's first commit goes, although its second does not count.
      (["docs: keep", "feat!: side", "feat: other side"], ["side"], [nil, nil, nil]),
    ] as [([String], Set<String>, [Bump?])])
  func overOthers(messages: [String], counting: Set<String>, expected: [Bump?]) throws {
    let isBetween = messages[2] == "fix: other"
    let commits: [NextVersion.Commit] = [
      .init(
        id: "eeeeeee5",
        message: "Revert \"Merge\"\n\nThis reverts commit ddddddd4, reversing\nchanges made to bbbbbbb2.",
        parents: ["ddddddd4"]),
      .init(id: "ddddddd4", message: "Merge branch 'x'", parents: ["bbbbbbb2", isBetween ? "ccccccc3" : "fffffff6"]),
      .init(id: "fffffff6", message: messages[2], parents: ["ccccccc3"], counts: false),
      .init(id: "bbbbbbb2", message: isBetween ? messages[2] : "docs: main", parents: ["aaaaaaa1"], counts: false),
      .init(id: "ccccccc3", message: messages[1], parents: ["aaaaaaa1"]),
      .init(id: "aaaaaaa1", message: messages[0], parents: ["99999990"], counts: counting.contains("keep")),
    ]
    let request = NextVersion.Request(
      base: SemanticVersion(1, 0, 0), commits: commits.filter { !isBetween || $0.id != "fffffff6" })
    #expect(NextVersion.reasons(request).map(\.bump) == expected)
  }

  @Test("what does not count is not told, takes nothing back, and is nothing to release")
  func uncounted() throws {
    let commits: [NextVersion.Commit] = [
      .init(id: "b", message: "Revert \"feat: x\"", counts: false), .init(id: "a", message: "feat: x"),
    ]
    #expect(NextVersion.reasons(.init(base: SemanticVersion(1, 0, 0), commits: commits)).map(\.bump) == [.minor])
    #expect(NextVersion.decide(.init(commits: [.init(id: "a", message: "feat: x", counts: false)])) == nil)
  }

  @Test(
    "a trailer `Release:` counts where it names a tag that releases get",
    arguments: [("v1.2.0", nil), ("agent/v0.3.0-rc.1", nil), ("4.19", .minor), ("4.19.0", .minor), ("v1.2", .minor)]
      as [(String, Bump?)])
  func releaseTrailer(tag: String, expected: Bump?) throws {
    var request = NextVersion.Request(
      base: SemanticVersion(1, 0, 0), commits: [.init(id: "a", message: "feat: x\n\nRelease: \(tag)")])
    request.patterns = [try TagPattern(parsing: "v{version}"), try TagPattern(parsing: "agent/v{version}")]
    #expect(NextVersion.reasons(request).map(\.bump) == [expected])
  }

  @Test("below 1.0.0 a breaking commit is a reason for a minor version")
  func belowOne() throws {
    #expect(try bumps([("a", "feat!: x")], base: "0.9.0") == [.minor])
    #expect(try bumps([("a", "feat!: x")], base: "1.0.0") == [.major])
  }

  @Test("a subject of a megabyte is cut in the reason")
  func longSubject() throws {
    let request = NextVersion.Request(
      base: SemanticVersion(1, 0, 0),
      commits: [.init(id: "a", message: "fix: " + String(repeating: "é", count: 500_000))])
    #expect(NextVersion.decide(request)?.reasons.first?.subject.count == 200)
  }
}
