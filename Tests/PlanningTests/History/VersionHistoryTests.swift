import ExternalTools
import Git
import Refusals
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

@Suite struct VersionHistoryTests {
  /// A repository of one test.
  private struct Clone {
    let scratch: ScratchDirectory
    let path: String

    init(_ name: String) async throws {
      scratch = try ScratchDirectory(name)
      path = "\(scratch.path)/repository"
      try await git("init", "-q", "-b", "main", path, in: scratch.path)
    }

    private init(_ scratch: ScratchDirectory, _ path: String) { (self.scratch, self.path) = (scratch, path) }

    @discardableResult
    func git(_ arguments: String..., in folder: String? = nil) async throws -> String {
      let environment = [
        "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Tester", "GIT_AUTHOR_EMAIL": "tester@example.org", "GIT_COMMITTER_NAME": "Tester",
        "GIT_COMMITTER_EMAIL": "tester@example.org",
      ]
      let outcome = try await Invocation("git", arguments, in: folder ?? path, environment: environment).run()
        .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "")
      return outcome.text.hasSuffix("\n") ? String(outcome.text.dropLast()) : outcome.text
    }

    func commit(_ subject: String, tag: String? = nil) async throws {
      try await git("commit", "-q", "--allow-empty", "-m", subject)
      if let tag { try await git("tag", "-a", tag, "-m", tag) }
    }

    func shallow(depth: Int, tags: Bool) async throws -> Clone {
      let copy = Clone(scratch, "\(scratch.path)/shallow")
      try await git("clone", "-q", "--depth", "\(depth)", "--no-tags", "file://\(path)", copy.path, in: scratch.path)
      if tags { try await copy.git("fetch", "-q", "--depth", "\(depth)", "--tags", "origin") }
      return copy
    }

    func history(
      _ series: BranchRule.Series = .trunk, line: BranchRule.Line = .minor, standings: [ReleaseStanding] = [],
      counts: ((String) -> Bool)? = nil
    ) throws -> VersionHistory {
      let repository = try Repository(at: path)
      let head: ObjectID
      switch try repository.head() {
      case .branch(_, let id), .detached(let id): head = id
      case .unborn: throw Refusal(.unbornHead, what: "")
      }
      return try VersionHistory(
        of: repository, at: head, pattern: TagPattern(parsing: "v{version}"),
        rule: BranchRule(pattern: "*", series: series, line: line), standings: standings, counts: counts)
    }

    func next(
      _ series: BranchRule.Series = .trunk, line: BranchRule.Line = .minor, standings: [ReleaseStanding] = [],
      bump: NextVersion.RequestedBump = .auto, pre: Channel? = nil
    ) throws -> String {
      let history = try history(series, line: line, standings: standings)
      return try history.next(bump, pre: pre, spelling: nil).version.description
    }
  }

  @Test("the base of a trunk is the highest live release of all, reachable or not")
  func trunk() async throws {
    let clone = try await Clone("trunk")
    try await clone.commit("feat: one", tag: "v1.0.0")
    try await clone.git("checkout", "-q", "-b", "release/1.0")
    try await clone.commit("fix: cut on the release branch", tag: "v1.1.0")
    try await clone.git("checkout", "-q", "main")
    try await clone.commit("fix: two")
    let history = try clone.history()
    #expect(history.base?.tag == "v1.1.0")
    #expect(history.offHead == "v1.1.0")
    #expect(history.commits.map(\.subject) == ["fix: two"])
    #expect(try clone.next() == "1.1.1")
  }

  @Test("a candidate is never the base, and its final version comes next")
  func candidates() async throws {
    let clone = try await Clone("candidates")
    try await clone.commit("feat: one", tag: "v1.0.0")
    try await clone.commit("feat: two", tag: "v1.1.0-rc.1")
    try await clone.commit("fix: three")
    #expect(try clone.history().base?.tag == "v1.0.0")
    #expect(try clone.next() == "1.1.0")
    #expect(try clone.next(pre: .rc) == "1.1.0-rc.2")
  }

  @Test("the base of a maintenance branch is the highest release of its own line")
  func maintenance() async throws {
    let clone = try await Clone("maintenance")
    try await clone.commit("feat: one", tag: "v1.1.3")
    try await clone.commit("feat: two", tag: "v1.2.0")
    try await clone.commit("feat: three", tag: "v1.3.0-rc.1")
    try await clone.git("checkout", "-q", "-b", "release/1.1", "v1.1.3")
    try await clone.commit("fix: old line")
    let history = try clone.history(.maintenance)
    #expect(history.base?.tag == "v1.1.3")
    #expect(history.commits.map(\.subject) == ["fix: old line"])
    #expect(try clone.next(.maintenance) == "1.1.4")  // the open candidate of another line does not matter
  }

  @Test("a release that only its tag reaches counts at its first parent")
  func tagOnly() async throws {
    let clone = try await Clone("tag-only")
    try await clone.commit("feat: one")
    try await clone.git("checkout", "-q", "--detach")
    try await clone.commit("release: stamp", tag: "v1.1.0")
    try await clone.git("checkout", "-q", "main")
    try await clone.commit("fix: two")
    let history = try clone.history(.maintenance)
    #expect(history.base?.tag == "v1.1.0")
    #expect(history.commits.map(\.subject) == ["fix: two"])
  }

  @Test("a release on another branch does not count at its first parent")
  func otherBranch() async throws {
    let clone = try await Clone("other-branch")
    try await clone.commit("feat: one", tag: "v1.1.0")
    try await clone.git("checkout", "-q", "-b", "release/1.1")
    try await clone.git("checkout", "-q", "main")
    try await clone.commit("feat: two", tag: "v1.2.0")
    try await clone.git("checkout", "-q", "release/1.1")
    try await clone.commit("fix: old line")
    #expect(try clone.history(.maintenance).base?.tag == "v1.1.0")
  }

  @Test("a maintained branch refuses a version outside of its line, whether or not somebody else has it")
  func room() async throws {
    let clone = try await Clone("room")
    try await clone.commit("feat: one", tag: "v1.1.3")
    try await clone.git("checkout", "-q", "-b", "release/1.1")
    try await clone.commit("feat: old line")
    func refusal(
      _ line: BranchRule.Line = .minor, _ bump: NextVersion.RequestedBump = .auto, pre: Channel? = nil
    ) throws -> Refusal {
      try #require(throws: Refusal.self) { try clone.next(.maintenance, line: line, bump: bump, pre: pre) }
    }
    let first = try refusal()
    #expect(first.code == .usage)
    #expect(first.what.contains("v1.2.0 is outside of the line 1.1.x"))
    #expect(first.why.contains("feat: old line"))
    #expect(first.remedy.contains("line: major"))
    #expect(try clone.next(.maintenance, line: .major) == "1.2.0")
    try await clone.git("checkout", "-q", "main")
    try await clone.commit("feat: two", tag: "v1.2.0")
    try await clone.git("checkout", "-q", "release/1.1")
    #expect(try refusal(pre: .rc).what.contains("v1.2.1-rc.1"))
    #expect(try refusal(.minor, .exactly(.minor)).why.contains("v1.1.3"))
    #expect(try clone.next(.maintenance, bump: .exactly(.patch)) == "1.1.4")
    #expect(try clone.next(.maintenance, line: .major) == "1.2.1")  // 1.2.x belongs to the same line
    let beyond = try refusal(.major, .exactly(.major))
    #expect(beyond.what.contains("v2.0.0 is outside of the line 1.x"))
    #expect(!beyond.remedy.contains("line: major"))
  }

  @Test("what was taken back is no base, stays taken, and is told")
  func takenBack() async throws {
    let clone = try await Clone("taken-back")
    try await clone.commit("feat: one", tag: "v1.0.0")
    try await clone.commit("fix: two", tag: "v1.0.1")
    let withdrawn = ReleaseStanding(tag: "v1.0.1", isLive: false, isBurnt: true)
    let purged = ReleaseStanding(tag: "v1.0.2", isLive: false, isBurnt: true)  // its tag is gone
    let history = try clone.history(standings: [withdrawn, purged])
    #expect(history.base?.tag == "v1.0.0")
    #expect(history.ignored.map(\.tag) == ["v1.0.1"])
    #expect(try clone.next(standings: [withdrawn, purged]) == "1.0.3")
    let aborted = ReleaseStanding(tag: "v1.0.2", isLive: false, isBurnt: false)
    #expect(try clone.next(standings: [aborted], bump: .exactly(.patch)) == "1.0.2")
  }

  @Test("tags that are no version, and tags on no commit, are told and do not count")
  func odd() async throws {
    let clone = try await Clone("odd")
    try await clone.commit("feat: one", tag: "v1.0.0")
    try await clone.git("tag", "v1.1")
    try await clone.git("tag", "other")
    try await clone.git("tag", "v9.0.0", "HEAD^{tree}")
    try await clone.commit("fix: two")
    let history = try clone.history()
    #expect(history.base?.tag == "v1.0.0")
    #expect(history.ignored.map(\.tag) == ["v1.1", "v9.0.0"])
  }

  @Test("a nested tag is followed to its commit")
  func nested() async throws {
    let clone = try await Clone("nested")
    try await clone.commit("feat: one", tag: "inner")
    try await clone.git("tag", "-a", "v1.0.0", "-m", "outer", "inner")
    try await clone.commit("fix: two")
    #expect(try clone.history().commits.count == 1)
  }

  @Test("a live release of the ledger whose tag is not here is not passed over in silence")
  func missingTag() async throws {
    let clone = try await Clone("missing-tag")
    try await clone.commit("feat: one", tag: "v1.0.0")
    let higher = ReleaseStanding(tag: "v1.1.0", isLive: true, isBurnt: true)
    let refusal = try #require(throws: Refusal.self) { try clone.history(standings: [higher]) }
    #expect(refusal.code == .historyUnsafe)
    #expect(refusal.why.contains("v1.1.0"))
    let lower = ReleaseStanding(tag: "v0.9.0", isLive: true, isBurnt: true)
    #expect(try clone.history(standings: [lower]).base?.tag == "v1.0.0")
  }

  @Test("a maintained branch misses the live releases of its own line, and those of others not")
  func missingTagOfLine() async throws {
    let clone = try await Clone("missing-line")
    try await clone.commit("feat: one", tag: "v1.1.0")
    try await clone.commit("fix: two")
    func standing(_ tag: String) -> ReleaseStanding { ReleaseStanding(tag: tag, isLive: true, isBurnt: true) }
    let refusal = try #require(throws: Refusal.self) {
      try clone.history(.maintenance, standings: [standing("v1.1.5"), standing("v2.0.0")])
    }
    #expect(refusal.code == .historyUnsafe)
    #expect(refusal.why.contains("v1.1.5"))
    #expect(!refusal.why.contains("v2.0.0"))
    #expect(try clone.next(.maintenance, standings: [standing("v2.0.0"), standing("v1.2.0-rc.1")]) == "1.1.1")
    let wide = try #require(throws: Refusal.self) {
      try clone.history(.maintenance, line: .major, standings: [standing("v1.9.0")])
    }
    #expect(wide.why.contains("v1.9.0"))
  }

  @Test("a shallow clone is refused unless the base is inside", arguments: [BranchRule.Series.trunk, .maintenance])
  func shallow(series: BranchRule.Series) async throws {
    let clone = try await Clone("shallow")
    try await clone.commit("chore: start")
    try await clone.commit("feat: one", tag: "v1.0.0")
    for subject in ["fix: two", "fix: three"] { try await clone.commit(subject) }
    for (depth, tags) in [(1, false), (1, true), (2, false)] {
      let refusal = try await #require(throws: Refusal.self) {
        _ = try await withShallow(clone, depth: depth, tags: tags) { try $0.history(series) }
      }
      #expect(refusal.code == .historyUnsafe, "depth \(depth)")
      #expect(refusal.remedy.contains("--unshallow"))
    }
    // At depth 2 the base is the parent that the last commit names, so nothing can lie between.
    for depth in [2, 3] {
      let inside = try await withShallow(clone, depth: depth, tags: true) { try $0.history(series).commits.count }
      #expect(inside == 2, "depth \(depth)")
    }
  }

  private func withShallow<Value>(
    _ clone: Clone, depth: Int, tags: Bool, _ body: (Clone) throws -> Value
  ) async throws -> Value {
    let copy = try await clone.shallow(depth: depth, tags: tags)
    let value = Result { try body(copy) }
    _ = try await Invocation("rm", ["-rf", copy.path]).run()
    return try value.get()
  }

  @Test("commits count by the paths they change")
  func paths() async throws {
    let clone = try await Clone("paths")
    try await clone.commit("feat: one", tag: "v1.0.0")
    for (file, subject) in [("agent", "feat: agent"), ("broker", "fix: broker")] {
      _ = try await Invocation("touch", ["\(clone.path)/\(file)"]).run()
      try await clone.git("add", "-A")
      try await clone.commit(subject)
    }
    let history = try clone.history(counts: { $0.hasPrefix("agent") })
    #expect(history.commits.map(\.subject) == ["feat: agent"])
    let none = try clone.history(counts: { _ in false })
    let refusal = try #require(throws: Refusal.self) { try none.next(.auto, pre: nil, spelling: nil) }
    #expect(refusal.code == .nothingToRelease)
  }
}
