import FoundationEssentials
import TestSupport
import Testing

/// What somebody meets at night: GitHub away, the wrong token, pages that people have touched.
@Suite("Incidents on GitHub's stand-in", .enabled(if: Executable.canRelease))
struct GitHubIncidentTests {
  private static let files = "brokkr-broker-1.2.0.tgz brokkr-release.json checksums.txt"

  /// A world with v1.2.0 released.
  private func released() async throws -> ForgeWorld {
    let world = try await ForgeWorld()
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 0, "\(cut.story)")
    return world
  }

  /// Expects that `verify` finds the page to be another one than the release's.
  private func expectDrift(_ world: ForgeWorld) async throws {
    let verified = try await world.run(["verify", "v1.2.0"])
    #expect(verified.status == 8, "\(verified.story)")
    #expect(verified.output.contains("DRIFT  github:acme/app/releases/v1.2.0"), "\(verified.story)")
  }

  @Test("with GitHub away a rollback moves what can be moved, says what is left, and the same command ends it")
  func away() async throws {
    let world = try await released()
    try await world.forge.post("faults", #"{"kind": "502", "path": "", "times": 0}"#)
    let verified = try await world.run(["verify", "v1.2.0"])
    #expect(verified.status == 1, "\(verified.story)")
    #expect(verified.output.contains("slots show what they must; 2 not read."), "\(verified.story)")
    #expect(verified.errors.contains("github:acme/app/latest was not read"), "\(verified.story)")
    let first = try await world.run(["rollback", "v1.2.0", "--yes"])
    #expect(first.status == 1, "\(first.story)")
    #expect(first.errors.contains("github:acme/app/releases/v1.2.0"))
    #expect(world.world.tag("acme/brokkr-broker", "latest") == nil)
    // What was not read is not taken for done, however often it is tried.
    for arguments in [["rollback", "v1.2.0", "--yes"], ["resume", "v1.2.0"]] {
      let again = try await world.run(arguments)
      #expect(again.status == 1, "\(again.story)")
      let state = try await world.run(["show", "v1.2.0", "--json"])
      #expect(state.output.contains(#""state":"rolling-back""#), "\(state.story)")
      let status = try await world.run(["status", "--json"])
      #expect(status.output.contains(#""lock":null"#), "\(status.story)")
    }
    try await world.forge.delete("faults")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
    let second = try await world.run(["rollback", "v1.2.0", "--yes"])
    #expect(second.status == 0, "\(second.story)")
    #expect(try await world.releases() == ["v1.2.0 (withdrawn) pre-release \(Self.files)"])
  }

  @Test("whoever may not see a private repository is not told that its releases are gone")
  func hidden() async throws {
    let world = try await released()
    try await world.forge.post("state", #"{"repository": {"visibility": "private", "private": true}}"#)
    try await world.forge.post("tokens", #"{"token": "ghp_stranger", "login": "stranger", "scopes": ["repo"]}"#)
    let verified = try await world.run(["verify", "v1.2.0"], token: "ghp_stranger")
    #expect(verified.status == 4, "\(verified.story)")
    let rollback = try await world.run(["rollback", "v1.2.0", "--yes"], token: "ghp_stranger")
    #expect(rollback.status == 4, "\(rollback.story)")
    #expect(rollback.errors.contains("GitHub shows no repository acme/app"))
    #expect(try await world.latest() == "v1.2.0")
    let again = try await world.run(["rollback", "v1.2.0", "--yes"])
    #expect(again.status == 0, "\(again.story)")
    #expect(try await world.latest() == nil)
  }

  @Test("the latest mark is one slot, whatever the letters of the repository's name")
  func letters() async throws {
    let world = try await released()
    try await world.world.git("pull", "-q", "--rebase", "origin", "main")
    try await world.world.commit("fix: one")
    try await world.world.git("push", "-q", "origin", "main")
    let cut = try await world.run(["cut", "1.2.1", "--yes"], ["GITHUB_REPOSITORY": "Acme/App"])
    #expect(cut.status == 0, "\(cut.story)")
    #expect(cut.errors.contains("github:acme/app/latest v1.2.0 → v1.2.1"), "\(cut.story)")
    let rollback = try await world.run(["rollback", "v1.2.1", "--yes"])
    #expect(rollback.status == 0, "\(rollback.story)")
    #expect(try await world.latest() == "v1.2.0")
  }

  @Test("a page that somebody has changed is not written by anything")
  func touched() async throws {
    let world = try await released()
    let ids = try await world.forge.value("releases", as: [Page].self)
    let asset = try #require(ids.first?.assets.first { $0.name.hasSuffix(".tgz") })
    let deleted = try await world.forge.person("DELETE", "releases/assets/\(asset.id)")
    #expect(deleted)
    let page = try await world.releases()
    try await expectDrift(world)
    for arguments in [["rollback", "v1.2.0", "--yes"], ["rollback", "v1.2.0", "--undo", "--yes"]] {
      let outcome = try await world.run(arguments)
      #expect(outcome.status == 10, "\(outcome.story)")
      #expect(try await world.releases() == page)
    }
  }

  @Test("a page that somebody has deleted is written again where that is asked for, and only then")
  func deleted() async throws {
    let world = try await released()
    let rollback = try await world.run(["rollback", "v1.2.0", "--yes"])
    #expect(rollback.status == 0, "\(rollback.story)")
    let page = try #require(try await world.forge.value("releases", as: [Page].self).first)
    let isDeleted = try await world.forge.person("DELETE", "releases/\(page.id)")
    #expect(isDeleted)
    let slot = "github:acme/app/releases/v1.2.0"
    let preview = try await world.run(["rollback", "v1.2.0", "--undo", "--dry-run"])
    let undo = try await world.run(["rollback", "v1.2.0", "--undo", "--yes"])
    #expect(undo.status == 10, "\(preview.story)\(undo.story)")
    #expect(undo.errors.contains("resume v1.2.0 --force \(slot)` writes it all the same"), "\(undo.story)")
    #expect(!(try await world.releases()).contains { $0.contains("public") })
    let forced = try await world.run(["rollback", "v1.2.0", "--undo", "--force", slot, "--yes"])
    #expect(forced.status == 0, "\(forced.story)")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
    #expect(try await world.latest() == "v1.2.0")
    let verify = try await world.run(["verify", "v1.2.0", "--deep"])
    #expect(verify.status == 0, "\(verify.story)")
  }

  @Test("a release that GitHub made a draft of, since its tag was deleted, is known as ours")
  func draftByGitHub() async throws {
    let world = try await released()
    try await world.world.git("push", "-q", "origin", ":refs/tags/v1.2.0")
    #expect(try await world.releases() == ["v1.2.0 draft \(Self.files)"])
    try await expectDrift(world)
    _ = try await world.run(["rollback", "v1.2.0", "--purge", "--yes"])
    let undo = try await world.run(["rollback", "v1.2.0", "--undo", "--yes"])
    #expect(!undo.errors.contains("somebody has a draft"), "\(undo.story)")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
  }

  @Test("notes that are longer than GitHub takes are shortened, and say so")
  func longNotes() async throws {
    let world = try await ForgeWorld()
    try await world.world.shell(
      """
      cd "$1" && words=$(printf 'a long story %.0s' $(seq 20)) && parent=$(git rev-parse HEAD) && tree=$(git rev-parse HEAD^{tree})
      for number in $(seq 900); do parent=$(git commit-tree -p "$parent" -m "feat: $number $words" "$tree"); done
      git reset -q --hard "$parent"
      """, world.world.clone)
    try await world.world.git("push", "-q", "origin", "main")
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 0, "\(cut.story)")
    let body = try #require(try await world.forge.value("releases", as: [ForgeWorld.Release].self).first?.body)
    #expect((100_000...125_000).contains(body.count))
    #expect(body.contains("These notes are shortened"))
  }

  @Test("a cut that fails before it publishes leaves no draft")
  func noDraftLeft() async throws {
    let world = try await ForgeWorld()
    try await world.forge.post("faults", #"{"kind": "500", "server": "uploads", "times": 0}"#)
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 1, "\(cut.story)")
    #expect(try await world.forge.requests().contains { $0.hasPrefix("POST") && $0.hasSuffix("/releases 201") })
    #expect(try await world.releases() == [])
  }

  @Test("a publishing job that fails before its record leaves no draft, and runs again")
  func noDraftLeftByPublish() async throws {
    let world = try await ForgeWorld()
    let built = "\(world.world.scratch.path)/built"
    let plan = "\(world.world.scratch.path)/plan.json"
    for arguments in [["build", "1.2.0", "--output", built], ["plan", "1.2.0", "--input", built, "--out", plan]] {
      let outcome = try await world.run(arguments)
      #expect(outcome.status == 0, "\(outcome.story)")
    }
    try await world.forge.post("faults", #"{"kind": "500", "server": "uploads", "times": 0}"#)
    let publish = ["publish", "1.2.0", "--plan", plan, "--input", built, "--yes"]
    let failed = try await world.run(publish)
    #expect(failed.status == 1, "\(failed.story)")
    #expect(try await world.forge.requests().contains { $0.hasPrefix("POST") && $0.hasSuffix("/releases 201") })
    #expect(try await world.releases() == [])
    try await world.forge.delete("faults")
    let again = try await world.run(publish)
    #expect(again.status == 0, "\(again.story)")
  }

  @Test("a file that GitHub would not take is refused before anybody approves it")
  func emptyAsset() async throws {
    let world = try await ForgeWorld()
    let (built, extra) = ("\(world.world.scratch.path)/built", "\(world.world.scratch.path)/extra")
    let build = try await world.run(["build", "1.2.0", "--output", built])
    #expect(build.status == 0, "\(build.story)")
    try StoryWorld.write("", to: "\(extra)/assets/empty.txt")
    let plan = try await world.run(["plan", "1.2.0", "--input", built, "--input", extra, "--out", "\(extra)/plan.json"])
    #expect(plan.status == 2, "\(plan.story)")
    #expect(plan.errors.contains("GitHub does not take the file `empty.txt`"), "\(plan.story)")
  }

  private struct Page: Decodable {
    struct Asset: Decodable {
      var id: Int64
      var name: String
    }

    var id: Int64
    var assets: [Asset]
  }
}
