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

  @Test("a token without the role is told so, and the tag holds what it held")
  func forbidden() async throws {
    let world = try await ForgeWorld(ghcr: true)
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 0, "\(cut.story)")
    let before = world.world.registry.tags()
    let rollback = try await world.run(["rollback", "--yes"], token: "ghp_push")
    #expect(rollback.status == 4, "\(rollback.story)")
    #expect(rollback.errors.contains("delete:packages"), "\(rollback.story)")
    #expect(world.world.registry.tags() == before)
    let again = try await world.run(["rollback", "v1.2.0", "--yes"])
    #expect(again.status == 0, "\(again.story)")
    #expect(world.world.registry.tags()["acme/brokkr-broker:latest"] == nil)
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
