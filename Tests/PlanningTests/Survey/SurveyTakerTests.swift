import FoundationEssentials
import Git
import Refusals
import ReleaseEngine
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

@Suite("The facts of a release")
struct SurveyTakerTests {
  private func taker(
    _ world: ReleaseWorld, _ version: String? = nil, at path: String? = nil, _ text: String? = nil
  ) throws -> SurveyTaker {
    let workspace = try world.workspace(at: path, text)
    let request = try version.map { VersionRequest.exactly(try SemanticVersion(parsing: $0)) } ?? .next(nil, nil)
    return SurveyTaker(workspace: workspace, scope: try ReleaseWorld.scope(workspace), request: request)
  }

  private func take(
    _ world: ReleaseWorld, _ version: String? = nil, at path: String? = nil, _ text: String? = nil
  ) async throws -> Survey {
    try await taker(world, version, at: path, text).take()
  }

  /// Every refusal that the survey ends with; none where it goes through.
  private func refusals(_ world: ReleaseWorld, _ version: String? = nil, _ text: String? = nil) async -> [Refusal] {
    do {
      _ = try await take(world, version, at: nil, text)
      return []
    } catch let list as RefusalList {
      return list.refusals
    } catch let refusal as Refusal {
      return [refusal]
    } catch {
      Issue.record(error)
      return []
    }
  }

  private func codes(
    _ world: ReleaseWorld, _ version: String? = nil, _ text: String? = nil
  ) async -> [Refusal.Code] {
    await refusals(world, version, text).map(\.code)
  }

  // MARK: What is found

  @Test("of a repository that can be released everything is known")
  func facts() async throws {
    let world = try await ReleaseWorld("facts")
    let before = try await world.git("for-each-ref")
    let survey = try await take(world)
    #expect(survey.version == SemanticVersion(1, 2, 0))
    #expect(survey.tag == "v1.2.0")
    #expect(survey.branch == "main")
    #expect(survey.adopted == nil)
    #expect(survey.candidate.needsCommit)
    #expect(try await survey.candidate.head.id == world.head())
    #expect(survey.unrecorded == [SemanticVersion(1, 1, 0)])
    #expect(survey.approve.by == ApprovalConfiguration.Method.none)
    #expect(survey.notes.isEmpty)
    let origin = survey.origin
    #expect(origin.tree == survey.candidate.tree.description && origin.head == survey.candidate.head.id.description)
    // Looking changes nothing.
    #expect(try await world.git("for-each-ref") == before)
    #expect(try await world.git("status", "--porcelain") == "")
  }

  @Test("only `stamp: commit` moves the branch", arguments: ["commit", "tag", "none"])
  func branch(mode: String) async throws {
    let world = try await ReleaseWorld("mode-\(mode)")
    let survey = try await take(world, at: nil, ReleaseWorld.configuration + "stamp: \(mode)\n")
    #expect(survey.branch == (mode == "commit" ? "main" : nil))
    #expect(survey.candidate.needsCommit == (mode != "none"))
  }

  // MARK: What stands in the way

  @Test("all that stands in the way is told in one look")
  func allAtOnce() async throws {
    let world = try await ReleaseWorld("all")
    // Not pushed, without its Dockerfile, and with a value that cannot be stamped.
    try await world.git("rm", "-q", "Dockerfile")
    try await world.commit(["charts/app/values.yaml": "image: { tag: 1.1.0 }\n"], "feat: three")
    try world.write(["README": "not committed\n", "new": "not known\n"])
    let found = await refusals(world)
    #expect(Set(found.map(\.code)) == [.dirtyTree, .unpushed, .missingPath, .configuration])
    #expect(found.count == 4)
    let told = found.map(\.description).joined(separator: "\n")
    #expect(told.contains(" M README") && told.contains("?? new"))
    #expect(told.contains("feat: three") && told.contains("Dockerfile") && told.contains("values.yaml:1:"))
  }

  @Test("where no version can be chosen, what was found before is told with it")
  func beforeTheVersion() async throws {
    let world = try await ReleaseWorld("before")
    try world.write(["README": "not committed\n"])
    #expect(await codes(world, "1.0.0") == [.dirtyTree, .versionTooLow])
    try await world.git("tag", "v3.0.0")
    #expect(await codes(world, "1.0.0") == [.dirtyTree, .historyUnsafe])
  }

  @Test("a refusal that is alone is thrown alone, so that its code decides")
  func alone() async throws {
    let world = try await ReleaseWorld("alone")
    try await world.git("tag", "-a", "-m", "v1.2.0", "v1.2.0")
    try await world.git("push", "-q", "origin", "v1.2.0")
    // The only commit since the base carries the tag: nothing is left to release.
    let refusal = try await #require(throws: Refusal.self) { try await take(world) }
    #expect(refusal.code == .nothingToRelease)
  }

  @Test(
    "a version that cannot be cut is refused by its reason",
    arguments: [
      ("1.1.0", Refusal.Code.historyUnsafe),  // its tag is at another commit
      ("1.0.9", .versionTooLow), ("1.1.0-rc.1", .versionTooLow),
    ])
  func versions(version: String, code: Refusal.Code) async throws {
    let world = try await ReleaseWorld("versions")
    #expect(await codes(world, version).contains(code))
  }

  @Test("a burnt version is refused, whatever became of it", arguments: [RollbackMode.withdrawn, .purged])
  func burnt(mode: RollbackMode) async throws {
    let world = try await ReleaseWorld("burnt")
    try await world.record([ReleaseWorld.record("1.2.0", .rolledBack, mode: mode)])
    #expect(await codes(world, "1.2.0") == [.versionBurnt])
    // Without a version it is passed over.
    #expect(try await take(world).version == SemanticVersion(1, 2, 1))
  }

  @Test("an aborted cut leaves its version free")
  func aborted() async throws {
    let world = try await ReleaseWorld("aborted")
    try await world.record([ReleaseWorld.record("1.2.0", .aborted, ordinal: 0)])
    #expect(try await take(world).tag == "v1.2.0")
  }

  @Test("tags of the pattern have to be the same here and there; private ones of another name block nothing")
  func tags() async throws {
    let world = try await ReleaseWorld("tags")
    try await world.git("tag", "private")
    #expect(await codes(world) == [])
    try await world.git("tag", "v1.1.5")
    let here = await refusals(world)
    #expect(here.map(\.code) == [.historyUnsafe])
    #expect(here.first?.why == "only here: v1.1.5")
    try await world.git("tag", "-d", "v1.1.5")
    try await world.git("push", "-q", "origin", "HEAD:refs/tags/v1.1.6", "v1.1.0^{}:refs/tags/v1.1.7")
    try await world.git("tag", "v1.1.7", "HEAD")
    let there = await refusals(world)
    #expect(there.first?.why == "only on the remote: v1.1.6\nelsewhere on the remote: v1.1.7")
    #expect(there.first?.remedy == "Run `git fetch --tags --force origin`")
  }

  @Test("a tag that is left here of a release that was purged blocks nothing")
  func purgedTag() async throws {
    let world = try await ReleaseWorld("purged-tag")
    try await world.git("tag", "v1.1.1", "HEAD^")
    try await world.record([ReleaseWorld.record("1.1.1", .rolledBack, mode: .purged)])
    #expect(await codes(world) == [])
  }

  @Test("nothing is released of a repository without a working tree, or without a commit")
  func noCommit() async throws {
    let world = try await ReleaseWorld("no-commit")
    let bare = try await #require(throws: Refusal.self) {
      try await take(world, at: world.origin, ReleaseWorld.configuration)
    }
    #expect(bare.code == .noRepository)
    try await world.git("init", "-q", "-b", "main", "\(world.scratch.path)/unborn", in: world.scratch.path)
    let unborn = try await #require(throws: Refusal.self) {
      try await take(world, at: "\(world.scratch.path)/unborn", "")
    }
    #expect(unborn.code == .unbornHead)
    #expect(unborn.what.contains("main"))
  }

  @Test("a remote that is not there, or cannot be reached, is said as such")
  func remotes() async throws {
    let world = try await ReleaseWorld("remotes")
    #expect(await codes(world, nil, "remote: upstream\n" + ReleaseWorld.configuration) == [.configuration])
    try await world.git("config", "remote.origin.url", "\(world.scratch.path)/gone.git")
    #expect(await codes(world) == [.remoteUnreachable])
    // Without a remote everything stays in this repository.
    #expect(await codes(world, nil, "remote: ''\n" + ReleaseWorld.configuration) == [])
  }

  // MARK: Pushed, or not

  @Test("commits that the remote does not have are listed, those of others do not matter")
  func unpushed() async throws {
    let world = try await ReleaseWorld("unpushed")
    try await world.commit(["a": "1"], "feat: three")
    try await world.commit(["a": "2"], "feat: four")
    let found = await refusals(world)
    #expect(found.map(\.code) == [.unpushed])
    #expect(found[0].why.contains("feat: three") && found[0].why.contains("feat: four"))
    #expect(!found[0].why.contains("feat: two"))
    try await world.git("push", "-q", "origin", "main")
    // Somebody pushed more meanwhile: HEAD is still reachable.
    let other = try await world.another("other")
    try await world.commit(["b": "1"], "feat: five", in: other)
    try await world.git("push", "-q", "origin", "main", in: other)
    #expect(await codes(world) == [])
  }

  @Test("a detached checkout is released from the branch of the remote that has it")
  func detached() async throws {
    let world = try await ReleaseWorld("detached")
    try await world.git("checkout", "-q", "--detach", "HEAD")
    let survey = try await take(world)
    #expect(survey.branch == "main")
    try await world.git("push", "-q", "origin", "HEAD:refs/heads/release/1.1")
    #expect(await codes(world) == [.ambiguous])
    try await world.commit(["a": "1"], "feat: three")
    #expect(await codes(world) == [.unpushed])
  }

  @Test("a detached checkout in a clone of one branch is released from the branch that it lacks")
  func detachedNarrow() async throws {
    let world = try await ReleaseWorld("detached-narrow")
    try await world.git("checkout", "-q", "-b", "release/1.1", "v1.1.0")
    try await world.commit(["a": "1"], "fix: three")
    let head = try await world.head()
    try await world.commit(["a": "2"], "fix: four")
    try await world.git("push", "-q", "origin", "release/1.1")
    try await world.git("checkout", "-q", "main")
    try await world.git("config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/origin/main")
    try await world.git("update-ref", "-d", "refs/remotes/origin/release/1.1")
    try await world.git("checkout", "-q", "--detach", head.description)
    try await world.git("branch", "-q", "-D", "release/1.1")
    try await world.git("reflog", "expire", "--expire=now", "--all")
    try await world.git("gc", "-q", "--prune=now")
    #expect(try await take(world).checkedOut == "release/1.1")
  }

  // MARK: Adopted

  @Test("a tag that somebody made at the commit is adopted, also where it is checked out by itself")
  func adopted() async throws {
    let world = try await ReleaseWorld("adopted")
    try await world.git("tag", "-a", "-m", "v1.2.0", "v1.2.0")
    try await world.git("push", "-q", "origin", "v1.2.0")
    for detached in [false, true] {
      if detached { try await world.git("checkout", "-q", "v1.2.0") }
      let survey = try await take(world, "1.2.0")
      #expect(try await survey.adopted?.description == world.git("rev-parse", "v1.2.0"))
      #expect(survey.branch == nil)
      #expect(!survey.candidate.needsCommit)
      #expect(try await survey.candidate.head.id == world.head())
      // What is packaged says the version all the same.
      #expect(survey.candidate.stamped.count == 3)
      // The version itself is no release that was there before.
      #expect(survey.unrecorded == [SemanticVersion(1, 1, 0)])
    }
  }

  @Test("a tag at another commit is not taken over")
  func elsewhere() async throws {
    let world = try await ReleaseWorld("elsewhere")
    try await world.git("tag", "v1.2.0", "HEAD^")
    try await world.git("push", "-q", "origin", "v1.2.0")
    let found = await refusals(world, "1.2.0")
    #expect(found.map(\.code).contains(.historyUnsafe))
  }

  // MARK: Remarks

  @Test("a Dockerfile without the version and a release of nothing new deserve a remark")
  func notes() async throws {
    let world = try await ReleaseWorld("notes", files: ["Dockerfile": "FROM scratch\n"])
    #expect(try await take(world).notes.count == 1)
    try await world.commit(["README": "x"], "chore: nothing to release")
    try await world.git("tag", "-a", "-m", "v1.2.0", "v1.2.0", "HEAD^")
    try await world.git("push", "-q", "--follow-tags", "origin", "main")
    #expect(try await take(world, "1.2.1").notes.map(\.code).contains("nothing-to-release"))
  }
}
