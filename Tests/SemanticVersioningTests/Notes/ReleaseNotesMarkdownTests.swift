import SemanticVersioning
import Testing

@Suite("Notes in Markdown")
struct ReleaseNotesMarkdownTests {
  private let links = ForgeLinks(sourceURL: "https://github.com/acme/brokkr")

  @Test("breaking changes come first, and every commit has its link")
  func whole() {
    let messages = [
      "fix(core): two, see #7 (#12)", "feat(api)!: v2\n\nBREAKING CHANGE: v1 is gone", "feat: one",
    ]
    let notes = ReleaseNotesTests.notes(messages, time: 1_772_323_199)
    let page = "https://github.com/acme/brokkr"
    let rest = "bcdef0123456789abcdef0123456789abcdef01"
    #expect(
      notes.markdown(links: links) == """
        ## [1.2.0](\(page)/compare/v1.1.0...v1.2.0) - 2026-02-28

        ### Breaking changes

        - **api:** v1 is gone ([1bcdef0](\(page)/commit/1\(rest)))

        ### Features

        - **api:** v2 ([1bcdef0](\(page)/commit/1\(rest)))
        - one ([2bcdef0](\(page)/commit/2\(rest)))

        ### Fixes

        - **core:** two, see [#7](\(page)/issues/7) ([#12](\(page)/issues/12)) ([0bcdef0](\(page)/commit/0\(rest)))
        """)
    #expect(
      notes.markdown(links: nil).hasPrefix(
        "## [1.2.0] - 2026-02-28\n\n### Breaking changes\n\n- **api:** v1 is gone (1bcdef0)\n"))
  }

  @Test("notes of nothing say so")
  func nothing() {
    #expect(ReleaseNotesTests.notes(["docs: x"]).markdown(links: links).hasSuffix("v1.2.0)\n\nNo notable changes."))
  }

  @Test(
    "what a commit says shows as itself and does nothing",
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("a &copy; b", "a &amp;copy; b"),
      ("<!-- hidden", "&lt;!-- hidden"), ("thanks @acme/team and @joe", "thanks @&#8203;acme/team and @&#8203;joe"),
      ("see https://a.org/x_y*z", "see https&#58;//a.org/x_y\\*z"), ("WWW.a.org, www", "WWW&#46;a.org, www"),
      ("me@example.org", "me@&#8203;example.org"), ("[x](javascript:y)", "\\[x\\](javascript:y)"),
      ("![x](http://y)", "!\\[x\\](http&#58;//y)"),
      ("`code` | *b* ~~s~~ $m$", "\\`code\\` \\| \\*b\\* \\~\\~s\\~\\~ \\$m\\$"),
      ("back\\slash", "back\\\\slash"), ("snake_case and _it_ a_", "snake_case and \\_it\\_ a\\_"),
      ("# title", "\\# title"), ("- item", "\\- item"), ("+ item", "\\+ item"), ("=== x", "\\=== x"),
      ("1. one", "1\\. one"), ("12) two", "12\\) two"), ("1.2.0 works", "1\\.2.0 works"), ("v1. x", "v1. x"),
      ("[ ] task", "\\[ \\] task"), ("> quote", "&gt; quote"), ("~~~ fence", "\\~\\~\\~ fence"),
      ("#12 first", "\\#12 first"),
      ("a # b - c + d = e", "a # b - c + d = e"), ("one\rtwo", "one two"), ("::error::x", "::error::x"),
    ])
  func inert(subject: String, expected: String) {
    let lines = ReleaseNotesTests.notes(["fix: \(subject)"]).markdown(links: nil).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.last == "- \(expected) (0bcdef0)")
  }

  @Test(
    "issues of this repository and of others, and commits, are links however they are written",
    arguments: [
      ("GH-7", "[GH-7](https://github.com/acme/brokkr/issues/7)"),
      ("acme/x_y#5", "[acme/x_y#5](https://github.com/acme/x_y/issues/5)"),
      (
        "like 0123456789abcdef0123456789abcdef01234567,",
        "like [0123456](https://github.com/acme/brokkr/commit/0123456789abcdef0123456789abcdef01234567),"
      ),
      (
        "a/b/c#5 and x0123456789abcdef0123456789abcdef01234567",
        "a/b/c#5 and x0123456789abcdef0123456789abcdef01234567"
      ),
      ("../x#5, a//b#5, me@a/b#5", "../x#5, a//b#5, me@&#8203;a/b#5"),
    ])
  func links(subject: String, expected: String) {
    let lines = ReleaseNotesTests.notes(["fix: \(subject)"]).markdown(links: links).split(separator: "\n")
    #expect(lines.last?.hasPrefix("- \(expected) (") == true, "\(lines)")
    let plain = ReleaseNotesTests.notes(["fix: \(subject)"]).markdown(links: nil)
    #expect(!plain.contains("]("))
  }

  @Test("a scope is as harmless, and a leading number is a link")
  func scope() {
    let line = ReleaseNotesTests.notes(["fix(*@x*): #12"]).markdown(links: links).split(separator: "\n").last
    #expect(line?.hasPrefix("- **\\*@&#8203;x\\*:** [#12](https://github.com/acme/brokkr/issues/12) (") == true)
    let tag = ReleaseNotesTests.notes([], component: "a_<b>").markdown(links: links)
    #expect(
      tag.hasPrefix("## [a\\_&lt;b&gt;/v1.2.0](https://github.com/acme/brokkr/compare/v1.1.0...a_%3Cb%3E/v1.2.0)"))
  }
}
