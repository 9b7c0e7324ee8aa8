import SemanticVersioning
import TestSupport
import Testing

struct ConventionalCommitTests {
  @Test(
    "the first line is taken apart",
    arguments: [
      ("feat: x", "feat", nil, false, "x"), ("FIX(api): y z ", "fix", "api", false, "y z"),
      ("feat(api)!: x", "feat", "api", true, "x"), ("chore!: x", "chore", nil, true, "x"),
      ("build(deps-dev):   x", "build", "deps-dev", false, "x"), ("fix(größe): é", "fix", "größe", false, "é"),
      ("feat: x\r\n\r\nbody", "feat", nil, false, "x"),  // CRLF
      ("\n \nfix: after empty lines", "fix", nil, false, "after empty lines"),
    ] as [(String, String, String?, Bool, String)]
  )
  func header(message: String, type: String, scope: String?, isBreaking: Bool, description: String) {
    let commit = ConventionalCommit(parsing: message)
    #expect(commit.type == type)
    #expect(commit.scope == scope)
    #expect(commit.isBreaking == isBreaking)
    #expect(commit.description == description)
  }

  @Test(
    "what is no Conventional Commit has no type",
    arguments: [
      "", "\n\n", "Add agents", "feat:x", "feat :x", "feat:", "feat: ", "feat(: x", "feat(): x", "feat(a)b: x",
      "feat!(a): x", "fixup! feat: x", "http://example.org", "1feat: x", ": x", "größe: x", "feat((a)): x", "\u{0}: x",
    ]
  )
  func noHeader(message: String) {
    let commit = ConventionalCommit(parsing: message)
    #expect(commit.type == nil)
    #expect(!commit.isBreaking)
    #expect(BumpRules().bump(for: commit) == nil)
  }

  @Test(
    "a breaking change is found wherever it may be said, and nowhere else",
    arguments: [
      ("fix: x\n\nBREAKING CHANGE: y", true), ("fix: x\r\n\r\nBREAKING-CHANGE: y\r\n", true),
      ("x\n\nBREAKING CHANGE: y", true),
      ("BREAKING CHANGE: y", true), ("merged\n\n* fix!: y", true), ("merged\n\n* BREAKING CHANGE: y", true),
      ("fix: x\n\nBREAKING CHANGE:\n  a list", true),
      ("fix: x\n\nbreaking change: y", false),  // upper case by the convention
      ("fix: x\n\nNo BREAKING CHANGE: y", false), ("fix: x\n\nBREAKING CHANGE y", false),
      ("fix: x\n\nBREAKING CHANGE:y", false), ("fix: x\n\n  BREAKING CHANGE: quoted", false), ("fix: x!", false),
    ]
  )
  func breaking(message: String, isBreaking: Bool) {
    #expect(ConventionalCommit(parsing: message).isBreaking == isBreaking)
  }

  @Test("the lines of a squash count, without what they take back among themselves")
  func squash() {
    let message = """
      Agents (#12)

      * feat: one

      * fix: two

      body of two: not a line of the list
      - fix: nor this

      * Revert "feat: one"

      This reverts commit 0123456789abcdef0123456789abcdef01234567.

      * docs: three
      * Revert "fix: two"
      * Revert "Revert "fix: two""
      """
    let commit = ConventionalCommit(parsing: message)
    #expect(commit.squashed.map { "\($0.type): \($0.description)" } == ["fix: two", "docs: three"])
    #expect(BumpRules().bump(for: commit) == .patch)
  }

  @Test("a line of a list that takes back a plain one is left out with it")
  func squashOfPlain() {
    #expect(ConventionalCommit(parsing: "chore: tidy (#3)\n\n* wip\n\n* Revert \"wip\"").squashed.isEmpty)
  }

  @Test(
    "lists of a squash are read however they are marked",
    arguments: [
      ("Add x (#1)\n\n- feat: x\n- fix!: y\n- prose", ["feat: x", "fix: y"]),
      ("Add x\n\n* feat: x\n\n- fix: its text", ["feat: x"]), ("Add x\n\n- feat: x\n* fix: its text", ["feat: x"]),
      ("Add x\n\n- prose\n* fix: y", ["fix: y"]),
    ])
  func lists(message: String, expected: [String]) {
    #expect(ConventionalCommit(parsing: message).squashed.map { "\($0.type): \($0.description)" } == expected)
  }

  @Test("git's own message of a squash is read, commit by commit, below a title or alone")
  func gitSquash() {
    let list = """
      Squashed commit of the following:

      commit 3333333333333333333333333333333333333333
      Author: A <a@example.org>
      Date:   Tue Dec 1 10:00:00 2026 +0000

          Revert "feat: one"

          This reverts commit 1111111111111111111111111111111111111111.

      commit 2222222222222222222222222222222222222222
      Author: A <a@example.org>
      Date:   Tue Dec 1 09:00:00 2026 +0000

          fix: two

          not a title: nor this
          feat: this is text
          BREAKING CHANGE: gone
          for good

          Release: v9.9.9

      commit 1111111111111111111111111111111111111111
      Author: A <a@example.org>
      Date:   Tue Dec 1 08:00:00 2026 +0000

          feat: one
      """
    for message in [list, "docs: title\n\n\(list)"] {
      let commit = ConventionalCommit(parsing: message)
      #expect(commit.squashed.map { "\($0.type): \($0.description)" } == ["fix: two"])
      #expect(commit.breakingChanges == ["gone for good"])
      #expect(commit.releaseTag == nil)
      #expect(commit.revertedIDs.isEmpty)
    }
    #expect(ConventionalCommit(parsing: "x\n\n    feat: an example").squashed.isEmpty)
  }

  @Test("the number that Azure DevOps puts before a title is passed over")
  func azure() {
    #expect(ConventionalCommit(parsing: "Merged PR 12: feat(ui): z").header?.scope == "ui")
    #expect(ConventionalCommit(parsing: "Merged PR 13: Revert \"feat: z\"").revertedSubject == "feat: z")
    for message in ["Merged PR : feat: z", "Merged PR 12 feat: z", "Merged PR x: feat: z", "Merged PR 12:"] {
      #expect(ConventionalCommit(parsing: message).header == nil, "\(message)")
    }
  }

  @Test(
    "reverts name what they take back",
    arguments: [
      (
        "Revert \"feat: x\"\n\nThis reverts commit 0123456789ABCDEF0123456789abcdef01234567.", "feat: x",
        ["0123456789abcdef0123456789abcdef01234567"]
      ),
      ("Revert \"feat: say \"hi\"\" (#13)\n\nReverts acme/x#12", "feat: say \"hi\"", []),
      ("Reapply \"feat: x\"\n\nThis reverts commit abcdef0.", "Revert \"feat: x\"", ["abcdef0"]),
      ("revert: feat: x\n\nRefs: 676104e, a215868", "feat: x", ["676104e", "a215868"]),
      ("feat: x\n\nRefs: 676104e", nil, []),  // a reference is no revert
      ("fix: drop x\n\nThis reverts commits abcdef0, abcdef1 and abcdef2.", nil, ["abcdef0", "abcdef1", "abcdef2"]),
      (
        "Revert \"Merge branch 'x'\"\n\nThis reverts commit abcdef0, reversing\nchanges made to abcdef1.",
        "Merge branch 'x'", ["abcdef0"]
      ),
      ("Revert \"\"", "", []), ("Revert \"", nil, []), ("Revert x", nil, []),
      ("fix: x\n\nThis reverts commit 12.", nil, []),  // too short to name one
      ("fix: x\n\nI hope This reverts commit abcdef0.", nil, []),
    ] as [(String, String?, [String])]
  )
  func reverts(message: String, subject: String?, ids: [String]) {
    let commit = ConventionalCommit(parsing: message)
    #expect(commit.revertedSubject == subject)
    #expect(commit.isRevert == (subject != nil))
    #expect(commit.revertedIDs == ids)
  }

  @Test(
    "a merge is known by its wording",
    arguments: [
      ("Merge branch 'x' into main\n\n* feat: x", true), ("Merge pull request #1 from a/b\n\nfeat: x", true),
      ("Merge remote-tracking branch 'origin/main'", true), ("Merge tag 'v1'", true),
      ("Merged in x (pull request #1)", true),
      ("Merge the lists of agents", false), ("feat: Merge branch 'x'", false),
    ]
  )
  func merges(message: String, isMerge: Bool) {
    #expect(ConventionalCommit(parsing: message).isMerge == isMerge)
  }

  @Test(
    "the trailer of a release's own commit is found in the last paragraph only",
    arguments: [
      ("chore: release\n\nRelease: v1.2.0", "v1.2.0"), ("x\r\n\r\nrelease: agent/v1.2.0-rc.1\r\n", "agent/v1.2.0-rc.1"),
      ("x\n\nSigned-off-by: a\nRelease: v1.2.0\nReviewed-by: b\n\n\n", "v1.2.0"),
      ("x\n\nRelease: v1.2.0\n\nmore", nil), ("Release: v1.2.0", nil), ("x\nRelease: v1.2.0", nil),
      ("feat: x\n\nRelease: the 12 krakens", nil), ("feat: x\n\nRelease: kraken", nil), ("feat: x\n\nRelease:", nil),
    ] as [(String, String?)]
  )
  func releaseTrailer(message: String, tag: String?) {
    #expect(ConventionalCommit(parsing: message).releaseTag == tag)
  }

  @Test("types are configurable, whatever their case")
  func rules() {
    let rules = BumpRules(types: ["Docs": .patch, "feat": .major])
    #expect(rules.bump(for: ConventionalCommit(parsing: "docs: x")) == .patch)
    #expect(rules.bump(for: ConventionalCommit(parsing: "FEAT: x")) == .major)
    #expect(rules.bump(for: ConventionalCommit(parsing: "fix: x")) == nil)
    #expect(rules.bump(for: ConventionalCommit(parsing: "chore!: x")) == .major)
  }

  @Test(
    "a megabyte of anything is read in one pass",
    arguments: [
      "\r\n", "a", "* a: b\n", "* Revert \"a: b\"\n", "This reverts commit abcdef0.\n", "Refs: abcdef0,", "((((", "\"",
    ]
  )
  func megabyte(piece: String) {
    let message = "feat: x\n\n" + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
    let clock = ContinuousClock()
    let start = clock.now
    #expect(ConventionalCommit(parsing: message).type == "feat")
    // A quadratic pass would take hours.
    #expect(clock.now - start < .seconds(60))
  }

  @Test("random bytes never trap", arguments: 1...20)
  func randomBytes(seed: UInt64) {
    var random = SplitMix(seed: seed)
    let alphabet = Array(
      "Revert \"feat(x)!: \r\n\n* :BREAKING CHANGE: Refs: abcdef0, This reverts commit Release: v1\u{FF}é".utf8)
    for _ in 0..<300 {
      let count = Int.random(in: 0...80, using: &random)
      let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let message = String(decoding: bytes, as: UTF8.self)
      let commit = ConventionalCommit(parsing: message)
      #expect(message.contains(commit.subject))
    }
  }
}
