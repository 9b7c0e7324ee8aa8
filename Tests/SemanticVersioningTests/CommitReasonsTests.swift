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

  @Test("a commit of several parents asks for nothing, whatever it says")
  func merge() throws {
    let request = NextVersion.Request(
      base: SemanticVersion(1, 0, 0), commits: [.init(id: "a", message: "feat: x", isMerge: true)])
    #expect(NextVersion.decide(request) == nil)
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
