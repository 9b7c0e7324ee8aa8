import Git
import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@testable import Planning

@Suite("The ledger that the tags of releases name")
struct LedgerAnchorTests {
  private static let ledger = "refs/brokkr-release/ledger"

  /// Releases a version as far as this matters: its record, and a tag that names the ledger before it.
  ///
  /// One workspace records them all: nobody else would build on records that have no events.
  private func release(_ version: String, in world: ReleaseWorld, by workspace: Workspace, ordinal: Int) async throws {
    let head = try await workspace.ledger.load().head?.identity
    try await record(version, by: workspace, ordinal: ordinal)
    try await world.commit(["\(version)": version], "feat: \(version)")
    let message = GitTarget.message(
      tag: "v\(version)", notes: "", ledger: head, repository: workspace.ledger.origin,
      reference: workspace.ledger.gitPlace.ledger)
    try await world.git("tag", "-a", "-m", message, "v\(version)")
    try await world.git("push", "-q", "origin", "main", "v\(version)")
  }

  private func record(_ version: String, by workspace: Workspace, ordinal: Int) async throws {
    let snapshot = try await workspace.ledger.load()
    var state = snapshot.state
    state.records["v\(version)"] = ReleaseWorld.record(version, ordinal: ordinal)
    let advance = try await workspace.ledger.advance(snapshot, to: state, adding: ContentStore(), saying: "test")
    try await workspace.catalog.apply([advance])
    try await workspace.ledger.follow(advance)
  }

  /// Releases, in this order; gives the ledger's heads after each.
  private func world(
    _ name: String, _ versions: [String]
  ) async throws -> (ReleaseWorld, by: Workspace, heads: [String]) {
    let world = try await ReleaseWorld(name)
    let workspace = try world.workspace()
    try await record("1.2.0", by: workspace, ordinal: 1)
    var heads: [String] = []
    for (index, version) in versions.enumerated() {
      try await release(version, in: world, by: workspace, ordinal: index + 2)
      heads.append(try await world.git("rev-parse", Self.ledger, in: world.origin))
    }
    try await world.commit(["more": "more"], "feat: more")
    try await world.git("push", "-q", "origin", "main")
    return (world, workspace, heads)
  }

  private func refusal(_ world: ReleaseWorld, at path: String) async throws -> String? {
    do {
      _ = try await world.workspace(at: path).ledger.load()
      return nil
    } catch let refusal as Refusal where refusal.code == .ledgerDamaged {
      return refusal.what
    }
  }

  @Test("a ledger that was set back below a hotfix is found by its tag, although higher releases are known")
  func hotfix() async throws {
    let (world, _, heads) = try await world("anchor-hotfix", ["1.5.0", "1.8.0", "1.9.0", "2.0.0", "1.5.1"])
    let clone = try await world.another("full")
    #expect(try await refusal(world, at: clone) == nil)
    try await world.git("update-ref", Self.ledger, heads[3], in: world.origin)
    let fresh = try await world.another("fresh")
    #expect(try await refusal(world, at: fresh)?.contains("the one that v1.5.1 was released into") == true)
  }

  @Test(
    "a shallow clone, which has no tags, finds it by those that the remote shows; where all is well it fetches none")
  func shallow() async throws {
    let (world, _, heads) = try await world("anchor-shallow", ["1.8.0", "1.9.0"])
    // Somebody's own tag says nothing.
    try await world.git("tag", "-a", "-m", "mine", "v1.9.1", "HEAD~1")
    try await world.git("push", "-q", "origin", "v1.9.1")
    let well = try await world.another("well", depth: 1)
    #expect(try await world.git("tag", in: well) == "")
    #expect(try await refusal(world, at: well) == nil)
    let tag = try await world.git("rev-parse", "v1.9.0")
    #expect(try !Repository(at: well).contains(ObjectID(parsing: tag)))
    try await world.git("update-ref", Self.ledger, heads[0], in: world.origin)
    let fresh = try await world.another("fresh", depth: 1)
    #expect(try await refusal(world, at: fresh)?.contains("the one that v1.9.0 was released into") == true)
    #expect(try await world.git("tag", in: fresh) == "", "no reference was made")
  }

  @Test("a release that came after the first reading is no sign of damage")
  func later() async throws {
    let (world, own, _) = try await world("anchor-later", ["1.8.0"])
    let workspace = try world.workspace(at: try await world.another("reader"))
    _ = try await workspace.ledger.load()
    try await release("1.9.0", in: world, by: own, ordinal: 5)
    try await world.git("fetch", "-q", "origin", "tag", "v1.9.0", in: "\(world.scratch.path)/reader")
    #expect(try await workspace.ledger.load().state.records["v1.9.0"] != nil)
  }
}
