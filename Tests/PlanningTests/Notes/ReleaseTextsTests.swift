import Git
import Refusals
import ReleaseEngine
import SemanticVersioning
import Testing

@testable import Planning

@Suite("What a release says about itself")
struct ReleaseTextsTests {
  private static let changelog = "changelog: { file: CHANGELOG.md }\n"

  private func survey(
    _ world: ReleaseWorld, _ extra: String = "", at path: String? = nil, version: SemanticVersion? = nil,
    needsHistory: Bool = true
  ) async throws -> Survey {
    let workspace = try world.workspace(at: path, ReleaseWorld.configuration + extra)
    var taker = SurveyTaker(
      workspace: workspace, scope: try ReleaseWorld.scope(workspace),
      request: version.map { .exactly($0) } ?? .next(nil, nil))
    taker.needsHistory = needsHistory
    return try await taker.take()
  }

  private func world(_ name: String, _ text: String? = "# Changes\n") async throws -> ReleaseWorld {
    try await ReleaseWorld(name, files: text.map { ["CHANGELOG.md": $0] } ?? [:])
  }

  private func file(_ survey: Survey, _ world: ReleaseWorld) throws -> String? {
    try Repository(at: world.clone).file("CHANGELOG.md", in: survey.candidate.tree)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("the notes go into the tag's message, and into the changelog where one is configured")
  func both() async throws {
    let world = try await world("texts-both")
    let id = try await world.head().description.prefix(7)
    let plain = try await survey(world)
    #expect(plain.message == "Features\n- two (\(id))")
    #expect(plain.candidate.changelog == nil)
    let survey = try await survey(world, Self.changelog)
    #expect(survey.message == plain.message)
    #expect(survey.candidate.changelog == "CHANGELOG.md")
    let date = Clock.text(seconds: survey.candidate.head.committerTime).prefix(10)
    let text = try #require(try file(survey, world))
    #expect(text.hasPrefix("# Changes\n\n## [1.2.0] - \(date)\n"))
    #expect(text.hasSuffix("\n\n### Features\n\n- two (\(id))\n"))
  }

  @Test("a section that was written by hand stays, and is the tag's message", arguments: ["", "stamp: none\n"])
  func byHand(mode: String) async throws {
    let text = "# Changes\n\n## v1.2.0 - soon\n\nGood things.\n\n- **two**\n\n## v1.1.0\n- one\n"
    let world = try await world("texts-hand", text)
    let survey = try await survey(world, Self.changelog + mode)
    #expect(survey.message == "Good things.\n\n- **two**")
    #expect(survey.candidate.changelog == nil)
    #expect(try file(survey, world) == text)
  }

  @Test("nothing is written where no commit is made, and the tag has its notes all the same")
  func noCommit() async throws {
    let world = try await world("texts-none")
    let survey = try await survey(world, Self.changelog + "stamp: none\n")
    #expect(try file(survey, world) == "# Changes\n")
    #expect(survey.message.contains("- two ("))
  }

  @Test("every job makes the same tree, on the branch or not; a clone that cannot tell makes none")
  func jobs() async throws {
    let world = try await world("texts-jobs")
    let first = try await survey(world, Self.changelog)
    let other = try await world.another("job")
    let version = SemanticVersion(1, 2, 0)
    for detached in [false, true] {
      if detached { try await world.git("checkout", "-q", "--detach", in: other) }
      let job = try await survey(world, Self.changelog, at: other, version: version, needsHistory: false)
      #expect(job.candidate.tree == first.candidate.tree)
    }
    let shallow = try await world.another("shallow", depth: 1)
    let job = try await survey(world, at: shallow, version: version, needsHistory: false)
    #expect(job.message.isEmpty)
    #expect(job.notes.map(\.code).contains("notes-missing"))
    let refusal = try await #require(throws: Refusal.self) {
      try await survey(world, Self.changelog, at: shallow, version: version, needsHistory: false)
    }
    #expect(refusal.code == .historyUnsafe)
  }

  @Test("a release that was taken back is no base of the notes")
  func takenBack() async throws {
    let world = try await world("texts-back")
    try await world.git("tag", "-a", "-m", "v1.2.0", "v1.2.0")
    try await world.commit(["README": "three\n"], "fix: three")
    try await world.git("push", "-q", "--tags", "origin", "main")
    #expect(try await survey(world).message.contains("two") == false)
    try await world.record([ReleaseWorld.record("1.2.0", mode: .withdrawn)])
    #expect(try await survey(world).message.contains("two"))
  }

  @Test("a changelog that is not there is refused with the place that names it")
  func missing() async throws {
    let world = try await world("texts-missing", nil)
    let refusal = try await #require(throws: Refusal.self) { try await survey(world, Self.changelog) }
    #expect(refusal.code == .missingPath)
    #expect(refusal.what.contains("the changelog CHANGELOG.md does not exist"))
  }
}
