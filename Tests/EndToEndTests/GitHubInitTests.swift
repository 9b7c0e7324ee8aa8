import TestSupport
import Testing

/// Environments are set up through the API, before a stand-in of it.
@Suite("Setting up environments on GitHub's stand-in", .enabled(if: Executable.canRelease))
struct GitHubInitTests {
  /// What `environments` of the stand-in shows, of which the tests look at this.
  private struct Environment: Decodable, Hashable {
    struct Reviewer: Decodable, Hashable { var id: Int }
    struct Policy: Decodable, Hashable {
      var name: String
      var type: String
    }
    struct References: Decodable, Hashable { var custom_branch_policies: Bool }

    var wait_timer: Int
    var prevent_self_review: Bool
    var reviewers: [Reviewer]
    var policies: [Policy]
    var deployment_branch_policy: References?
  }

  private func environments(_ world: ForgeWorld) async throws -> [String: Environment] {
    try await world.forge.value("environments")
  }

  private func world() async throws -> ForgeWorld {
    let world = try await ForgeWorld()
    try await world.forge.post("users", #"[{"login": "alice", "id": 7}, {"login": "bob", "id": 8}]"#)
    return world
  }

  @Test("both are made with what the configuration says, once")
  func made() async throws {
    let world = try await world()
    let shown = try await world.run(["init", "--apply", "--reviewer", "alice", "--dry-run"])
    #expect(shown.status == 0 && shown.output.contains("+ release: alice may approve"), "\(shown.story)")
    let unasked = try await world.run(["init", "--apply", "--reviewer", "alice"])
    #expect(unasked.status == 2 && unasked.errors.contains("nobody could be asked"), "\(unasked.story)")
    #expect(try await environments(world).isEmpty)

    let applied = try await world.run(["init", "--apply", "--reviewer", "alice", "--reviewer", "bob", "--yes"])
    #expect(applied.status == 0 && applied.output.contains("acme/app were set up."), "\(applied.story)")
    let made = try await environments(world)
    #expect(made.keys.sorted() == ["release", "release-rollback"])
    let release = try #require(made["release"])
    #expect(release.reviewers.map(\.id) == [7, 8] && release.prevent_self_review)
    #expect(release.deployment_branch_policy?.custom_branch_policies == true)
    #expect(release.policies.map { "\($0.type) \($0.name)" } == ["tag v*", "branch main", "branch release/*"])
    let rollback = try #require(made["release-rollback"])
    #expect(rollback.reviewers.isEmpty && rollback.policies.isEmpty && rollback.deployment_branch_policy == nil)

    let again = try await world.run(["init", "--apply", "--reviewer", "alice"])
    #expect(again.status == 0 && again.output == "The environments of acme/app are set up.\n", "\(again.story)")
    #expect(try await environments(world) == made)
    #expect(try await world.forge.violations() == [])
  }

  @Test("a team may approve, and one that nobody knows is refused")
  func teams() async throws {
    let world = try await world()
    try await world.forge.post("teams", #"[{"slug": "releases", "id": 9, "members": ["alice"]}]"#)
    let unknown = try await world.run(["init", "--apply", "--reviewer", "acme/nobody", "--yes"])
    #expect(unknown.status == 2 && unknown.errors.contains("GitHub shows no team acme/nobody"), "\(unknown.story)")
    let applied = try await world.run(["init", "--apply", "--reviewer", "acme/releases", "--yes"])
    #expect(applied.status == 0, "\(applied.story)")
    #expect(try await environments(world)["release"]?.reviewers.map(\.id) == [9])
    #expect(try await world.forge.violations() == [])
  }

  @Test("what is there is kept: reviewers, waiting time, patterns, and a guarded rollback")
  func kept() async throws {
    let world = try await world()
    try await world.forge.post(
      "environments",
      #"""
      [{"name": "release", "reviewers": ["bob"], "wait_timer": 5, "policies": [{"name": "v*", "type": "branch"}]},
       {"name": "release-rollback", "reviewers": ["bob"], "policies": [{"name": "main"}]}]
      """#)
    let applied = try await world.run(["init", "--apply", "--reviewer", "alice", "--yes"])
    #expect(applied.status == 0, "\(applied.story)")
    let release = try #require(try await environments(world)["release"])
    #expect(release.reviewers.map(\.id) == [8, 7] && release.wait_timer == 5)
    #expect(
      release.policies.map { "\($0.type) \($0.name)" } == [
        "branch v*", "tag v*", "branch main", "branch release/*",
      ])
    let rollback = try #require(try await environments(world)["release-rollback"])
    #expect(rollback.reviewers.map(\.id) == [8])
    #expect(rollback.policies.map(\.name) == ["main", "release/*"])
    #expect(try await world.forge.violations() == [])
  }

  @Test(
    "who may not gets the commands for somebody who may, and nothing is changed", arguments: ["ghp_push", "ghs_write"])
  func forbidden(token: String) async throws {
    let world = try await world()
    let outcome = try await world.run(["init", "--apply", "--reviewer", "alice", "--yes"], token: token)
    #expect(outcome.status == 4, "\(outcome.story)")
    for word in ["gh api --method PUT repos/acme/app/environments/release ", "\"id\": 7", "release-rollback"] {
      #expect(outcome.errors.contains(word), "\(outcome.story)")
    }
    #expect(try await environments(world).isEmpty)
  }

  @Test("nobody who is not there can approve, and a remote elsewhere has no environments")
  func refused() async throws {
    let world = try await world()
    let nobody = try await world.run(["init", "--apply", "--reviewer", "carol", "--yes"])
    #expect(nobody.status == 2 && nobody.errors.contains("no person carol"), "\(nobody.story)")
    let elsewhere = try await world.world.run("init", "--apply", "--yes")
    #expect(elsewhere.status == 2 && elsewhere.errors.contains("not at GitHub"), "\(elsewhere.story)")
    let alone = try await world.run(["init", "--reviewer", "alice"])
    #expect(alone.status == 2 && alone.errors.contains("--reviewer goes with --apply"), "\(alone.story)")
    #expect(try await environments(world).isEmpty)
  }

  @Test("without a configuration it is written first")
  func written() async throws {
    let world = try await world()
    try await world.world.git("rm", "-q", ".brokkr-release.yml")
    let applied = try await world.run(["init", "--apply", "--reviewer", "alice", "--reviewer", "bob", "--yes"])
    #expect(applied.status == 0, "\(applied.story)")
    #expect(applied.errors.contains(".brokkr-release.yml was written"), "\(applied.story)")
    #expect(try await environments(world).count == 2)
    #expect(try await world.run(["config"]).status == 0)
  }
}
