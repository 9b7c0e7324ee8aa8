import FoundationEssentials
import OCI
import Publishing
import Refusals
import ReleaseEngine
import Testing

@testable import Planning

@Suite("Pruning what nobody needs")
struct PruneRunTests {
  private func run(_ branch: BuiltBranch, isDryRun: Bool = false) -> PruneRun {
    PruneRun(workspace: branch.workspace, isDryRun: isDryRun)
  }

  private func pushed(_ branch: BuiltBranch, as tag: String, note: String) async throws -> BranchPush.Pushed {
    try await branch.push(
      [branch.folder("app linux/amd64", "app linux/arm64", "tool linux/amd64", note: note)], as: tag)
  }

  @Test("a pull request's images go from every repository, and those of others stay")
  func pullRequest() async throws {
    let branch = try await BuiltBranch("prune-pr")
    _ = try await pushed(branch, as: "pr-1", note: "one")
    let ten = try await pushed(branch, as: "pr-10", note: "ten")
    let main = try await pushed(branch, as: "main", note: "one")
    let shown = try await run(branch, isDryRun: true).run(pullRequest: 1)
    let outcomes = try await run(branch).run(pullRequest: 1)
    #expect(outcomes.map(\.repository.text) == ["oci-layout:out/app", "oci-layout:out/tool"])
    #expect(outcomes.map { $0.pruned?.tags } == [["pr-1"], ["pr-1"]])
    #expect(shown.map(\.pruned) == outcomes.map(\.pruned))
    for (name, others) in [("app", [ten, main]), ("tool", [ten, main])] {
      #expect(try await branch.layout(name).manifest("pr-1") == nil)
      for (tag, pushed) in zip(["pr-10", "main"], others) {
        let manifest = try #require(try await branch.layout(name).manifest(tag))
        #expect(pushed.images.contains { $0.digest == manifest.digest.description })
        #expect(try await Closure.missing(of: manifest, in: branch.layout(name), deep: true).isEmpty)
      }
    }
    #expect(try await run(branch).run(pullRequest: 1).allSatisfy { $0.pruned?.isEmpty == true })
    #expect(try await run(branch).run(pullRequest: 99).allSatisfy { $0.pruned?.isEmpty == true })
  }

  /// A record that is made of what was pushed.
  private func record(_ pushed: BranchPush.Pushed, _ state: ReleaseState, _ mode: RollbackMode?) throws -> Record {
    var record = ReleaseWorld.record("1.2.0", state, mode: mode)
    record.images = pushed.images
    record.claims = try pushed.images.map { image in
      let repository = try RepositoryAddress(parsing: image.repository)
      return Claim(SlotName(RegistryTag(repository, "1.2.0")), .images, value: image.digest)
    }
    return record
  }

  @Test("what a record is made of stays without any tag, also of a release that was purged or waits")
  func recorded() async throws {
    for (state, mode) in [(ReleaseState.rolledBack, RollbackMode.purged), (.awaitingApproval, nil)] {
      let branch = try await BuiltBranch("prune-recorded")
      let pushed = try await pushed(branch, as: "pr-1", note: "one")
      try await branch.world.record([try record(pushed, state, mode)])
      #expect(try await run(branch).run(pullRequest: 1).allSatisfy { $0.pruned?.documents.isEmpty == true })
      #expect(try await run(branch).runUntagged().allSatisfy { $0.pruned?.isEmpty == true })
      for image in pushed.images {
        let manifest = try #require(try await branch.layout(image.name).manifest(image.digest))
        #expect(try await Closure.missing(of: manifest, in: branch.layout(image.name), deep: true).isEmpty)
      }
    }
  }

  @Test("what neither a tag nor a record reaches is swept, in the repositories of images and charts")
  func untagged() async throws {
    let branch = try await BuiltBranch("prune-untagged")
    let pushed = try await pushed(branch, as: "main", note: "one")
    _ = try await self.pushed(branch, as: "main", note: "two")
    let shown = try await run(branch, isDryRun: true).runUntagged()
    #expect(shown.map(\.repository.text) == ["oci-layout:out/app", "oci-layout:out/charts/app", "oci-layout:out/tool"])
    #expect(try await branch.layout("app").manifest(pushed.images[0].digest) != nil)
    let outcomes = try await run(branch).runUntagged()
    #expect(outcomes.map(\.pruned) == shown.map(\.pruned))
    for image in pushed.images { #expect(try await branch.layout(image.name).manifest(image.digest) == nil) }
    let left = try #require(try await branch.layout("app").manifest("main"))
    #expect(try await Closure.missing(of: left, in: branch.layout("app"), deep: true).isEmpty)
    #expect(try await run(branch).runUntagged().allSatisfy { $0.pruned?.isEmpty == true })
  }

  @Test("while a release is half written its content may have no name yet: nothing is swept")
  func halfWritten() async throws {
    let branch = try await BuiltBranch("prune-half-written")
    _ = try await pushed(branch, as: "pr-1", note: "one")
    try await branch.world.record([ReleaseWorld.record("1.2.0", .publishing)])
    let refusal = try await #require(throws: Refusal.self) { try await run(branch).runUntagged() }
    #expect(refusal.code == .halfWritten)
    // A pull request's tag has nothing to do with it.
    #expect(try await run(branch).run(pullRequest: 1).map { $0.pruned?.tags } == [["pr-1"], ["pr-1"]])
  }

  @Test("a ledger that is gone or cannot be read is not taken for an empty one")
  func noLedger() async throws {
    let branch = try await BuiltBranch("prune-no-ledger")
    let pushed = try await pushed(branch, as: "pr-1", note: "one")
    try await branch.world.record([ReleaseWorld.record("1.2.0")])
    try await branch.world.git("update-ref", "-d", "refs/brokkr-release/ledger", in: branch.world.origin)
    for body in [{ try await run(branch).run(pullRequest: 1) }, { try await run(branch).runUntagged() }] {
      let refusal = try await #require(throws: Refusal.self) { try await body() }
      #expect(refusal.code == .ledgerDamaged)
    }
    try await branch.world.git("remote", "set-url", "origin", "/nowhere")
    await #expect(throws: Refusal.self) { try await run(branch).run(pullRequest: 1) }
    for image in pushed.images { #expect(try await branch.layout(image.name).manifest("pr-1") != nil) }
  }

  @Test("a repository that fails is told when the others are done")
  func failing() async throws {
    let branch = try await BuiltBranch("prune-failing")
    _ = try await pushed(branch, as: "pr-1", note: "one")
    try Data("{".utf8).write(to: URL(filePath: "\(branch.layout("app").path)/index.json"))
    let list = try await #require(throws: RefusalList.self) { try await run(branch).run(pullRequest: 1) }
    #expect(list.refusals.count == 1 && list.refusals[0].message.contains("out/app"))
    #expect(try await branch.layout("tool").manifest("pr-1") == nil)
  }

  @Test("an age is a number of a unit", arguments: [("31d", 2_678_400), ("12h", 43_200), ("0d", 0), ("0", 0)])
  func age(text: String, seconds: Int64) throws {
    #expect(try PruneRun.age(parsing: text) == .seconds(seconds))
  }

  @Test("what is no age is refused", arguments: ["", "31", "-1d", "d", "forever"])
  func noAge(text: String) {
    #expect(throws: Refusal.self) { try PruneRun.age(parsing: text) }
  }
}
