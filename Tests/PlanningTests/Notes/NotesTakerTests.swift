import ExternalTools
import Git
import Refusals
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

@Suite("The range of a release's notes")
struct NotesTakerTests {
  /// A repository whose commits and tags are made at times of the test's own, in hours since 2026 began.
  private struct Clone {
    let scratch: ScratchDirectory
    var path: String { "\(scratch.path)/repository" }

    init(_ name: String) async throws {
      scratch = try ScratchDirectory(name)
      try await git("init", "-q", "-b", "main", path, at: 0, in: scratch.path)
    }

    @discardableResult
    func git(_ arguments: String..., at hour: Int, in folder: String? = nil) async throws -> String {
      let time = "\(1_767_225_600 + hour * 3600) +0200"
      let environment = [
        "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Tester",
        "GIT_AUTHOR_EMAIL": "t@example.org", "GIT_COMMITTER_NAME": "Tester", "GIT_COMMITTER_EMAIL": "t@example.org",
        "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time,
      ]
      return try await Invocation("git", arguments, in: folder ?? path, environment: environment).run()
        .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "").text
    }

    func commit(_ message: String, at hour: Int, tag: String? = nil) async throws {
      try await git("commit", "-q", "--allow-empty", "-m", message, at: hour)
      if let tag { try await git("tag", "-a", tag, "-m", tag, at: hour) }
    }

    func taker(_ text: String = "", standings: [ReleaseStanding] = [], component: String? = nil) throws -> NotesTaker {
      let configuration = try Configuration.load(text: Array(text.utf8), file: ".brokkr-release.yml")
      return try NotesTaker(
        of: Repository(at: path), configuration, scope: ComponentScope.named(component, in: configuration),
        standings: standings)
    }

    func told(
      _ version: String, standings: [ReleaseStanding] = [], _ text: String = "", component: String? = nil
    ) throws -> String {
      let notes = try taker(text, standings: standings, component: component)
        .notes(ofTagged: SemanticVersion(parsing: version))
      let subjects = notes.sections.flatMap(\.entries).map(\.subject).joined(separator: ", ")
      return "\(notes.previous ?? "-") \(notes.date ?? "-"): \(subjects)"
    }
  }

  @Test("a final version's notes span all its candidates, and a candidate's begin at the last final as well")
  func candidates() async throws {
    let clone = try await Clone("notes-candidates")
    try await clone.commit("feat: one", at: 0, tag: "v1.0.0")
    try await clone.commit("feat: two", at: 1, tag: "v1.1.0-rc.1")
    try await clone.commit("feat: three", at: 2, tag: "v1.1.0-rc.2")
    try await clone.commit("fix: four", at: 23, tag: "v1.1.0")
    #expect(try clone.told("1.0.0") == "- 2026-01-01: one")
    #expect(try clone.told("1.1.0-rc.1") == "v1.0.0 2026-01-01: two")
    #expect(try clone.told("1.1.0-rc.2") == "v1.0.0 2026-01-01: three, two")
    #expect(try clone.told("1.1.0") == "v1.0.0 2026-01-01: three, two, four")
  }

  @Test("a hotfix of an older line that came later is no base of what was released before it")
  func laterHotfix() async throws {
    let clone = try await Clone("notes-hotfix")
    try await clone.commit("feat: one", at: 0, tag: "v1.1.0")
    try await clone.git("branch", "release/1.1", at: 0)
    try await clone.commit("feat: two", at: 30, tag: "v1.2.0")
    try await clone.git("checkout", "-q", "release/1.1", at: 30)
    try await clone.commit("fix: hot", at: 60, tag: "v1.1.1")
    #expect(try clone.told("1.1.1") == "v1.1.0 2026-01-03: hot")
    #expect(try clone.told("1.2.0") == "v1.1.0 2026-01-02: two")
    // One that came before it was the base, whatever branch it lies on.
    try await clone.git("checkout", "-q", "main", at: 70)
    try await clone.commit("feat: three", at: 70, tag: "v1.3.0")
    #expect(try clone.told("1.3.0") == "v1.2.0 2026-01-03: three")
    try await clone.git("tag", "-a", "-f", "v1.2.0", "v1.2.0^{}", "-m", "again", at: 100)
    #expect(try clone.told("1.3.0") == "v1.2.0 2026-01-03: three")  // in its history, so the date says nothing
  }

  @Test("of a maintained branch's version the notes begin at the last release of that branch, as the cut's did")
  func maintainedTag() async throws {
    let clone = try await Clone("notes-maintained-tag")
    let text = "branches: { main: { series: trunk }, one/x: { series: maintenance, line: major } }"
    try await clone.commit("feat: one", at: 0, tag: "v1.2.0")
    try await clone.git("branch", "one/x", at: 0)
    try await clone.commit("feat: two", at: 1, tag: "v1.3.0")
    try await clone.git("checkout", "-q", "one/x", at: 1)
    try await clone.commit("fix: hot one", at: 2, tag: "v1.2.1")
    try await clone.commit("fix: hot two", at: 3, tag: "v1.3.1")
    #expect(try clone.told("1.3.1", text) == "v1.2.1 2026-01-01: hot two")
    #expect(try clone.told("1.3.0", text) == "v1.2.0 2026-01-01: two")
  }

  @Test("what was taken back is no base, and what the ledger has must be here")
  func standings() async throws {
    let clone = try await Clone("notes-standings")
    try await clone.commit("feat: one", at: 0, tag: "v1.0.0")
    try await clone.commit("feat: two", at: 1, tag: "v1.1.0")
    try await clone.commit("feat: three", at: 2, tag: "v1.2.0")
    let gone = ReleaseStanding(tag: "v1.1.0", isLive: false, isBurnt: true)
    #expect(try clone.told("1.2.0", standings: [gone]) == "v1.0.0 2026-01-01: three, two")
    let elsewhere = ReleaseStanding(tag: "v1.1.5", isLive: true, isBurnt: true)
    #expect(throws: Refusal.self) { _ = try clone.told("1.2.0", standings: [elsewhere]) }
    #expect(try clone.told("1.1.0", standings: [elsewhere]) == "v1.0.0 2026-01-01: two")
    func code(_ version: String) -> Refusal.Code? {
      do {
        _ = try clone.told(version, standings: [elsewhere])
        return nil
      } catch { return (error as? Refusal)?.code }
    }
    #expect(code("1.1.5") == .historyUnsafe)
    #expect(code("1.1.6") == .usage)
  }

  @Test("the release's own commit says nothing, and the day is that of what was released")
  func ownCommit() async throws {
    let clone = try await Clone("notes-own")
    try await clone.commit("feat: one", at: 0)
    try await clone.commit("Release v1.0.0\n\nRelease: v1.0.0", at: 48, tag: "v1.0.0")
    #expect(try clone.told("1.0.0") == "- 2026-01-01: one")
    let head = try await clone.git("rev-parse", "HEAD^", at: 0).prefix(40)
    let before = try clone.taker().notes(
      of: SemanticVersion(1, 0, 0), at: ObjectID(parsing: String(head)), isDated: true)
    #expect(try clone.taker().notes(ofTagged: SemanticVersion(1, 0, 0)) == before)
  }

  @Test("a component's notes have the commits of its paths, from its own last tag")
  func component() async throws {
    let clone = try await Clone("notes-component")
    let text = "components: { agent: { paths: [agent/**] }, broker: { paths: [broker/**] } }"
    for (index, name) in ["agent", "broker", "agent"].enumerated() {
      try clone.scratch.write("\(index)", to: "repository/\(name)/\(index)")
      try await clone.git("add", "-A", at: index)
      try await clone.commit("feat: \(name) \(index)", at: index, tag: "\(name)/v1.\(index).0")
    }
    #expect(try clone.told("1.2.0", text, component: "agent") == "agent/v1.0.0 2026-01-01: agent 2")
    #expect(try clone.told("1.1.0", text, component: "broker") == "- 2026-01-01: broker 1")
    let notes = try clone.taker(text, component: "agent").notes(ofTagged: SemanticVersion(1, 2, 0))
    #expect(notes.title == "agent/v1.2.0")
  }

  @Test("a shallow clone tells the same, or ends with 9 where it cannot", arguments: [1, 2, 3, 4], [true, false])
  func shallow(depth: Int, hasTags: Bool) async throws {
    let clone = try await Clone("notes-shallow")
    for hour in 0..<4 {
      try await clone.commit("feat: \(hour)", at: hour, tag: hour.isMultiple(of: 2) ? "v1.\(hour).0" : nil)
    }
    try await clone.commit("fix: last", at: 5, tag: "v1.5.0")
    let whole = try clone.told("1.5.0")
    let other = "\(clone.scratch.path)/other"
    try await clone.git(
      "clone", "-q", "--depth", "\(depth)", "--no-tags", "file://\(clone.path)", other, at: 0, in: clone.scratch.path)
    let tags = hasTags ? "--tags" : "refs/tags/v1.5.0:refs/tags/v1.5.0"
    try await clone.git("fetch", "-q", "--depth", "\(depth)", "origin", tags, at: 0, in: other)
    let configuration = try Configuration.load(text: [], file: ".brokkr-release.yml")
    let taker = try NotesTaker(
      of: Repository(at: other), configuration, scope: ComponentScope.named(nil, in: configuration), standings: [])
    do {
      let notes = try taker.notes(ofTagged: SemanticVersion(1, 5, 0))
      #expect("\(notes.previous ?? "-")" == String(whole.prefix { $0 != " " }))
      #expect(notes.sections.flatMap(\.entries).map(\.subject) == ["3", "last"])
    } catch let refusal as Refusal {
      #expect(refusal.code == .historyUnsafe)
      #expect(!hasTags || depth < 2)
    }
  }

  @Test("tags that the remote has and the clone has not are refused rather than passed over")
  func remoteTags() async throws {
    let clone = try await Clone("notes-remote")
    try await clone.commit("feat: one", at: 0, tag: "v1.0.0")
    try await clone.commit("feat: two", at: 1)
    let repository = try Repository(at: clone.path)
    let configuration = try Configuration.load(text: [], file: ".brokkr-release.yml")
    let unknown = try ObjectID(parsing: String(repeating: "1", count: 40))
    let taker = try NotesTaker(
      of: repository, configuration, scope: ComponentScope.named(nil, in: configuration), tags: ["v1.0.1": unknown],
      standings: [])
    let head = try #require(try repository.reference("refs/heads/main"))
    let refusal = #expect(throws: Refusal.self) {
      try taker.notes(of: SemanticVersion(1, 1, 0), at: head, isDated: true)
    }
    #expect(refusal?.code == .historyUnsafe)
    #expect(refusal?.why.contains("v1.0.1") == true)
  }

  @Test("a merge that was taken back is left out of a component's notes, over commits of other components")
  func componentMerge() async throws {
    let clone = try await Clone("notes-component-merge")
    let text = "components: { agent: { paths: [agent/**] }, broker: { paths: [broker/**] } }"
    func commit(_ file: String, _ subject: String, at hour: Int) async throws {
      try clone.scratch.write(subject, to: "repository/\(file)")
      try await clone.git("add", "-A", at: hour)
      try await clone.commit(subject, at: hour)
    }
    try await commit("agent/a", "feat: start", at: 0)
    try await clone.git("tag", "agent/v1.0.0", at: 0)
    try await commit("agent/b", "feat: keep", at: 1)
    try await clone.git("checkout", "-q", "-b", "side", at: 1)
    try await commit("agent/a", "feat!: break", at: 2)
    try await commit("broker/b", "feat: more", at: 3)
    try await clone.git("checkout", "-q", "main", at: 3)
    try await commit("broker/c", "fix: broker", at: 4)
    try await clone.git("merge", "-q", "--no-ff", "-m", "Merge branch 'side'", "side", at: 5)
    try await clone.git("revert", "-m", "1", "--no-edit", "HEAD", at: 6)
    try await clone.git("tag", "agent/v1.1.0", at: 7)
    let notes = try clone.taker(text, component: "agent").notes(ofTagged: SemanticVersion(1, 1, 0))
    #expect(notes.breaking.isEmpty)
    #expect(notes.sections.flatMap(\.entries).map(\.subject) == ["keep"])
  }

  @Test("on a maintained branch the notes of what is unreleased begin where its next version is counted from")
  func maintained() async throws {
    let clone = try await Clone("notes-maintained")
    try await clone.commit("feat: one", at: 0, tag: "v1.2.0")
    try await clone.git("checkout", "-q", "-b", "release/1", at: 0)
    try await clone.commit("fix: hot", at: 1, tag: "v1.2.1")
    try await clone.commit("feat: new", at: 2)
    let head = try ObjectID(parsing: String(try await clone.git("rev-parse", "HEAD", at: 0).prefix(40)))
    try await clone.git("checkout", "-q", "main", at: 3)
    try await clone.commit("feat: two", at: 3, tag: "v1.3.0")
    let configuration = try Configuration.load(text: [], file: ".brokkr-release.yml")
    func previous(_ rule: BranchRule?) throws -> String? {
      let taker = try NotesTaker(
        of: Repository(at: clone.path), configuration, scope: ComponentScope.named(nil, in: configuration),
        standings: [], rule: rule)
      return try taker.notes(of: SemanticVersion(1, 3, 1), at: head, isDated: false).previous
    }
    #expect(try previous(BranchRule(pattern: "release/*", series: .maintenance, line: .major)) == "v1.2.1")
    #expect(try previous(nil) == "v1.3.0")
  }

  @Test("notes that a clone cannot tell are called notes")
  func wording() async throws {
    let clone = try await Clone("notes-wording")
    try await clone.commit("feat: one", at: 0, tag: "v1.0.0")
    try await clone.commit("feat: two", at: 1, tag: "v1.1.0")
    let other = "\(clone.scratch.path)/other"
    try await clone.git("clone", "-q", "--depth", "1", "file://\(clone.path)", other, at: 0, in: clone.scratch.path)
    let configuration = try Configuration.load(text: [], file: ".brokkr-release.yml")
    let taker = try NotesTaker(
      of: Repository(at: other), configuration, scope: ComponentScope.named(nil, in: configuration), standings: [])
    let refusal = try #require(throws: Refusal.self) { try taker.notes(ofTagged: SemanticVersion(1, 1, 0)) }
    #expect(refusal.what == "The notes of v1.1.0 were not made.")
  }
}
