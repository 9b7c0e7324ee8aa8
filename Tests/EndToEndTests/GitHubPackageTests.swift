import TestSupport
import Testing

/// Releases in GitHub's container registry, before a stand-in of it over a real registry.
@Suite("Releases in the stand-in of GitHub's registry", .enabled(if: Executable.canRelease))
struct GitHubPackageTests {
  @Test("tags go and come back through the packages API, and the release's own bytes are never deleted")
  func tags() async throws {
    let world = try await ForgeWorld(ghcr: true)
    let plan = try await world.run(["plan", "1.2.0"])
    #expect(
      plan.output.contains("leaving: the tag 1.2.0: GitHub does not delete the last tagged version"), "\(plan.story)")
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 0, "\(cut.story)")
    let before = world.world.registry.tags()
    let image = try #require(before["acme/brokkr-broker:1.2.0"])

    let rollback = try await world.run(["rollback", "--yes"])
    #expect(rollback.status == 0, "\(rollback.story)")
    let withdrawn = world.world.registry.tags()
    #expect(withdrawn["acme/brokkr-broker:latest"] == nil)
    #expect(withdrawn["acme/brokkr-broker:1.2.0"] == image)
    // The only chart there is stays, as the plan said.
    #expect(withdrawn["acme/charts/brokkr-broker:1.2.0"] != nil)
    #expect(rollback.output.contains("stays as it is"), "\(rollback.story)")

    let undo = try await world.run(["rollback", "v1.2.0", "--undo", "--yes"])
    #expect(undo.status == 0, "\(undo.story)")
    #expect(world.world.registry.tags() == before)
    #expect(try await world.forge.violations() == [])
  }

  @Test("what the preview says these credentials may not delete is left, holds nobody up, and goes with the right ones")
  func forbidden() async throws {
    let world = try await ForgeWorld(ghcr: true)
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 0, "\(cut.story)")
    let before = world.world.registry.tags()
    let rollback = try await world.run(["rollback", "--yes"], token: "ghp_push")
    #expect(rollback.status == 0, "\(rollback.story)")
    #expect(
      rollback.errors.contains("leaving: the tag latest: these credentials may not delete it"), "\(rollback.story)")
    #expect(rollback.output.contains("acme/brokkr-broker:latest stays as it is"), "\(rollback.story)")
    #expect(rollback.output.contains("takes away what stays: brokkr-release rollback v1.2.0\n"), "\(rollback.story)")
    #expect(world.world.registry.tags() == before)
    let status = try await world.run(["status", "--json"])
    #expect(status.output.contains(#""state":null"#), "\(status.story)")
    let verify = try await world.run(["verify", "v1.2.0"])
    #expect(verify.status == 0, "\(verify.story)")
    let again = try await world.run(["rollback", "v1.2.0", "--yes"])
    #expect(again.status == 0, "\(again.story)")
    #expect(world.world.registry.tags()["acme/brokkr-broker:latest"] == nil)
  }

  @Test("a chart that a job has no role to remove blocks no other release: the same rollback may keep it")
  func keptInFlight() async throws {
    let world = try await ForgeWorld(ghcr: true)
    for version in ["1.2.0", "1.2.1"] {
      let cut = try await world.run(["cut", version, "--yes"])
      #expect(cut.status == 0, "\(cut.story)")
      try await world.world.git("pull", "-q", "--rebase", "origin", "main")
      try await world.world.commit("fix: after \(version)")
      try await world.world.git("push", "-q", "origin", "main")
    }
    let before = world.world.registry.tags()
    let plan = try await world.run(["plan", "1.2.2"], token: "ghp_push")
    #expect(plan.output.contains("leaving: the tag 1.2.2"), "\(plan.story)")
    try await world.forge.post(
      "packages", #"[{"name": "charts/brokkr-broker", "actions_role": "write"}]"#)
    let rollback = try await world.run(["rollback", "v1.2.1", "--yes"], token: "ghs_publish")
    #expect(rollback.status == 4, "\(rollback.story)")
    let way = "brokkr-release rollback v1.2.1 --keep charts"
    #expect(rollback.errors.contains("`\(way)` ends the rollback and leaves it"), "\(rollback.story)")
    let blocked = try await world.run(["cut", "1.2.2", "--yes"], token: "ghs_publish")
    #expect(blocked.status == 5, "\(blocked.story)")
    // What has gone already cannot be kept.
    let late = try await world.run(["rollback", "v1.2.1", "--keep", "floating", "--yes"], token: "ghs_publish")
    #expect(late.status == 2 && late.errors.contains("was taken already"), "\(late.story)")
    let kept = try await world.run(
      way.split(separator: " ").dropFirst().map(String.init) + ["--yes"], token: "ghs_publish")
    #expect(kept.status == 0, "\(kept.story)")
    let chart = "acme/charts/brokkr-broker:1.2.1"
    #expect(world.world.registry.tags()[chart] == before[chart])
    #expect(
      world.world.registry.tags()["acme/brokkr-broker:latest"] == before["acme/brokkr-broker:1.2.0"])
    let verify = try await world.run(["verify", "v1.2.1"])
    #expect(verify.status == 0, "\(verify.story)")
    let cut = try await world.run(["cut", "1.2.2", "--yes"], token: "ghs_publish")
    #expect(cut.status == 0, "\(cut.story)")
    // Whoever has the right takes it away later.
    let purge = try await world.run(["rollback", "v1.2.1", "--yes"])
    #expect(purge.status == 0, "\(purge.story)")
  }

  @Test("a package that nobody can pull is told after the release")
  func notPublic() async throws {
    let world = try await ForgeWorld(ghcr: true, options: ["--public", "--registry-auth"])
    let host = try #require(world.forge.registry)
    let login = #"{"auths": {"\#(host)": {"auth": "\#(Self.basic)"}}}"#
    try StoryWorld.write(login, to: "\(world.world.scratch.path)/home/.docker/config.json")
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 0, "\(cut.story)")
    #expect(cut.errors.contains("\(host)/acme/brokkr-broker is not public"), "\(cut.story)")
  }

  /// `x:ghp_admin` as the file keeps it.
  private static let basic = "eDpnaHBfYWRtaW4="
}
