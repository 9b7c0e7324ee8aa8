import Git
import Refusals
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

/// A clone without all tags gives the answer of the whole one, or none: a tag that is here says nothing of the others.
@Suite struct TagKnowledgeTests {
  /// main: 1–12 with v1.0.0 at 4 and v1.1.0 at 10; v3.0.0 lies on another branch, and v0.9.0 below everything.
  private static let history: ImportStream = {
    var stream = ImportStream()
    let last = stream.line((1...12).map { $0.isMultiple(of: 4) ? "feat: \($0)" : "fix: \($0)" })
    stream.tag("v0.9.0", at: 1)
    stream.tag("v1.0.0", at: 4, isAnnotated: true)
    stream.tag("v1.1.0", at: 10)
    stream.tag("v3.0.0", at: stream.commit("feat: aside", on: "other", after: [last - 6], at: 1_700_000_500))
    return stream
  }()

  private static let whole = "v3.0.0 +6 3.1.0"
  private static let none = "history-unsafe"

  private func origin(_ name: String) async throws -> GeneratedRepository {
    let origin = try await GeneratedRepository(name, Self.history)
    #expect(try origin.answer() == Self.whole)
    return origin
  }

  @Test(
    "a tag that was fetched by its name does not stand for all tags, in a clone that came without them",
    arguments: [
      ["--depth", "10"], ["--depth", "10", "--no-tags"], ["--depth", "3", "--no-single-branch"],
      ["--depth", "3", "--no-single-branch", "--no-tags"], ["--single-branch"], ["--no-tags"],
      ["--no-tags", "--single-branch"],
    ])
  func byHand(options: [String]) async throws {
    let origin = try await origin("tags-by-hand")
    let copy = origin.beside("copy")
    try await origin.git(
      ["clone", "-q"] + options + ["file://\(origin.path)", copy.path], in: origin.scratch.path)
    #expect(try copy.answer() == Self.none)
    for tag in ["v1.0.0", "v1.1.0", "v0.9.0"] {
      try await copy.git("fetch", "-q", "--no-tags", "origin", "refs/tags/\(tag):refs/tags/\(tag)")
      for series in BranchRule.Series.allCases { #expect(try copy.answer(series) == Self.none, "\(tag) \(series)") }
    }
    try await copy.git("fetch", "-q")
    #expect(try copy.answer() == Self.none)
    // A setting that nothing was fetched under says nothing either.
    try await copy.git("config", "remote.origin.tagopt", "--tags")
    #expect(try copy.answer() == Self.none)
  }

  @Test(
    "the line that a refusal names brings the whole clone's answer, whatever the clone came without",
    arguments: [
      ["--depth", "1"], ["--depth", "10"], ["--depth", "3", "--no-tags"], ["--depth", "2", "--no-single-branch"],
      ["--single-branch"], ["--no-tags"], ["--no-tags", "--single-branch"],
    ])
  func fix(options: [String]) async throws {
    let origin = try await origin("tags-fix")
    let copy = origin.beside("copy")
    try await origin.git(
      ["clone", "-q"] + options + ["file://\(origin.path)", copy.path], in: origin.scratch.path)
    let refusal = try #require(throws: Refusal.self) { try copy.history() }
    #expect(refusal.code == .historyUnsafe)
    let line = try #require(refusal.remedy.split(separator: "`").dropFirst().first)
    #expect(line.contains(options[0] == "--depth" ? "git fetch --unshallow --tags origin" : "git fetch --tags origin"))
    try await copy.shell("cd copy; \(line) -q")
    #expect(try copy.answer() == Self.whole)
  }

  @Test(
    "the line that a refusal names removes no doubt where it goes wrong on the way",
    arguments: ["--single-branch", "--no-tags", "--depth=1 --no-single-branch"])
  func brokenFix(options: String) async throws {
    // A fetch that fails leaves no tag here, so that there is none that it would have to have named.
    var stream = ImportStream()
    let last = stream.line(["feat: a", "fix: b"])
    stream.tag("v3.0.0", at: stream.commit("feat: aside", on: "other", after: [last - 1], at: 1_700_000_500))
    let origin = try await GeneratedRepository("tags-broken-fix", stream)
    try await origin.shell("git clone -q \(options) \"file://$1\" copy; git -C copy fetch -q")
    let copy = origin.beside("copy")
    let refusal = try #require(throws: Refusal.self) { try copy.history() }
    let line = try #require(refusal.remedy.split(separator: "`").dropFirst().first)
    try await origin.shell("mv \"$1\" away; cd copy; { \(line); } 2>&1 || mv ../away \"$1\"")
    #expect(try copy.answer() == Self.none)
    try await origin.shell("cd copy; \(line)")
    #expect(try copy.answer() == origin.answer())
  }

  @Test("the line for the other branches removes no doubt where it goes wrong on the way")
  func brokenWidening() async throws {
    let origin = try await origin("tags-broken-widening")
    try await origin.shell("git clone -q --single-branch \"file://$1\" copy; git -C copy fetch -q --tags")
    let copy = origin.beside("copy")
    let refusal = try #require(throws: Refusal.self) { try copy.history(.maintenance) }
    let line = try #require(refusal.remedy.split(separator: "`").dropFirst().first)
    try await origin.shell("mv \"$1\" away; cd copy; { \(line); } 2>&1 || mv ../away \"$1\"")
    #expect(try copy.answer(.maintenance) == Self.none)
  }

  @Test(
    "tags that came with a branch that was fetched by hand, or by a setting for some, do not stand for all",
    arguments: [
      "git clone -q --depth 1 \"file://$1\" copy; git -C copy fetch -q --depth 1 origin middle:refs/build/x",
      "git clone -q --single-branch \"file://$1\" copy; git -C copy fetch -q origin middle:tmp; git -C copy branch -q -D tmp",
      "git clone -q --no-single-branch --no-tags --depth 1 \"file://$1\" copy; cd copy; "
        + "git config --add remote.origin.fetch '+refs/tags/v2.*:refs/tags/v2.*'; git fetch -q",
      "git clone -q --depth 1 \"file://$1\" copy; cd copy; "
        + "git config --add remote.origin.fetch '+refs/tags/v2.*:refs/tags/v2.*'; git fetch -q --unshallow; git fetch -q",
      "git clone -q \"file://$1\" copy; cd copy; git tag -d v3.0.0 >&2; "
        + "git config --add remote.origin.fetch '^refs/tags/v3*'; git fetch -q --tags",
    ])
  func partly(script: String) async throws {
    var stream = Self.history
    let middle = stream.commit("feat: between", on: "middle", after: [6], at: 1_700_000_400)
    stream.tag("v2.0.0", at: middle)
    let origin = try await GeneratedRepository("tags-partly", stream)
    let whole = try origin.answer()
    try await origin.shell(script)
    let copy = origin.beside("copy")
    #expect(try copy.answer() == Self.none)
    let refusal = try #require(throws: Refusal.self) { try copy.history() }
    let line = try #require(refusal.remedy.split(separator: "`").dropFirst().first)
    try await copy.shell("cd copy; \(line) -q")
    #expect(try copy.answer() == whole)
  }

  @Test(
    "where the remote has another name, it is the one that the branch follows, or the only one",
    arguments: ["clone -q -o upstream --single-branch", "clone -q -o upstream --no-tags", "clone -q --single-branch"])
  func renamed(line: String) async throws {
    let origin = try await origin("tags-renamed")
    let copy = origin.beside("copy")
    try await origin.git(
      line.split(separator: " ").map(String.init) + ["file://\(origin.path)", copy.path], in: origin.scratch.path)
    if !line.contains("upstream") { try await copy.git("remote", "rename", "origin", "upstream") }
    let refusal = try #require(throws: Refusal.self) { try copy.history() }
    #expect(refusal.code == .historyUnsafe)
    #expect(refusal.remedy == "Run `git config remote.upstream.tagopt --tags && git fetch --tags upstream`")
    try await copy.git("remote", "add", "another", "https://example.org/none")
    #expect(try copy.answer() == Self.none)
    try await copy.git("fetch", "-q", "--tags", "upstream")
    #expect(try copy.answer() == Self.whole)
  }

  @Test("where the remote has another name, the line of a shallow clone names that one")
  func otherName() async throws {
    let origin = try await origin("tags-other-name")
    let copy = try await origin.cloned("copy", "--depth", "3", "--origin", "upstream", "--no-single-branch")
    let refusal = try #require(throws: Refusal.self) { try copy.history() }
    #expect(refusal.remedy.contains("`git fetch --unshallow --tags upstream`"))
    try await copy.git("fetch", "-q", "--unshallow", "--tags")
    #expect(try copy.answer() == Self.whole)
  }

  @Test("after `git fetch --tags` a clone that came without tags, or of one branch, knows them all")
  func fetched() async throws {
    let origin = try await origin("tags-fetched")
    for options in [["--no-tags"], ["--single-branch"]] {
      let copy = origin.beside("copy\(options[0])")
      try await origin.git(
        ["clone", "-q"] + options + ["file://\(origin.path)", copy.path], in: origin.scratch.path)
      try await copy.git("fetch", "-q", "--tags")
      #expect(try copy.answer() == Self.whole, "\(options)")
    }
  }

  @Test("a clone that was made whole without tags of other branches is not taken for the whole one")
  func unshallowed() async throws {
    let origin = try await origin("tags-unshallowed")
    let copy = try await origin.cloned("copy", "--depth", "1")
    try await copy.git("fetch", "-q", "--unshallow")
    // Every tag of main came along, and the higher one of the other branch did not.
    #expect(try await copy.git("tag") == "v0.9.0\nv1.0.0\nv1.1.0")
    #expect(try copy.answer() == Self.none)
  }

  @Test("a release on a branch that a clone of one branch lacks is not taken for one that only its tag reaches")
  func otherBranch() async throws {
    let origin = try await origin("tags-branch")
    let whole = try origin.history(.maintenance).base?.tag
    #expect(whole == "v1.1.0")
    for options in [["--single-branch"], ["--single-branch", "--no-tags"]] {
      let copy = origin.beside("copy\(options.count)")
      try await origin.git(
        ["clone", "-q"] + options + ["file://\(origin.path)", copy.path], in: origin.scratch.path)
      try await copy.git("fetch", "-q", "--tags")
      let refusal = try #require(throws: Refusal.self) { try copy.history(.maintenance) }
      #expect(refusal.code == .historyUnsafe)
      let line = try #require(refusal.remedy.split(separator: "`").dropFirst().first)
      try await copy.shell("cd copy\(options.count); \(line)")
      #expect(try copy.history(.maintenance).base?.tag == whole)
    }
  }

  @Test(
    "clones that git made with all tags are asked nothing",
    arguments: [["--mirror"], ["--bare"], ["--no-checkout"], ["--filter=blob:none"]])
  func complete(options: [String]) async throws {
    let origin = try await origin("tags-complete")
    let copy = origin.beside("copy")
    try await origin.git(
      ["clone", "-q"] + options + ["file://\(origin.path)", copy.path], in: origin.scratch.path)
    #expect(try copy.answer() == Self.whole)
  }

  @Test("a tag whose object was lost is refused, and not passed over")
  func lostObject() async throws {
    let origin = try await origin("tags-lost")
    try await origin.shell("echo 1111111111111111111111111111111111111111 > \"$1\"/.git/refs/tags/v4.0.0")
    let refusal = try #require(throws: Refusal.self) { try origin.history() }
    #expect(refusal.code == .historyUnsafe)
    #expect(refusal.why.contains("v4.0.0 points at 1111111"))
    #expect(refusal.remedy.contains("`git fetch --refetch --tags origin`"))
  }
}
