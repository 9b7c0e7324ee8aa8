import Publishing
import ReleaseEngine
import Testing

@Suite("Tag and branch as publish targets")
struct GitTargetTests {
  @Test("the tag is claimed by its object, the branch by the commit, where one moves", arguments: ["main", nil])
  func claims(branch: String?) {
    let target = GitTarget(tag: "agent/v1.2.0", branch: branch)
    let claims = target.claims(tag: HeldValue("t1"), commit: HeldValue("c1"))
    #expect(claims.map(\.role) == (branch == nil ? [.tag] : [.tag, .branch]))
    #expect(claims.map(\.value) == (branch == nil ? ["t1"] : ["t1", "c1"]))
    #expect(claims[0].slot == "git:refs/tags/agent/v1.2.0")
    #expect(claims.last?.slot == branch.map { "git:refs/heads/\($0)" } ?? claims[0].slot)
  }

  @Test(
    "the message of a tag names the ledger commit in a paragraph of its own",
    arguments: [
      ("", nil, "Release v1.2.0\n"), ("", "abc", "Release v1.2.0\n\nLedger: abc\n"),
      ("- one\n- two", "abc", "Release v1.2.0\n\n- one\n- two\n\nLedger: abc\n"),
    ] as [(String, String?, String)])
  func message(notes: String, ledger: String?, expected: String) {
    #expect(GitTarget.message(tag: "v1.2.0", notes: notes, ledger: ledger) == expected)
  }
}
