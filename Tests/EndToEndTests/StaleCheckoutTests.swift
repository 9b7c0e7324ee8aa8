import TestSupport
import Testing

/// What a tired person does with tags and old checkouts.
@Suite(
  "Old checkouts and moved tags", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"),
  .serialized, .world(extra: "approve:\n  by: prompt\n"))
struct StaleCheckoutTests {
  @Test("a release made of an old commit says what would be missing from it")
  func old() async throws {
    let world = try StoryWorld.shared
    let first = try await world.git("rev-parse", "HEAD")
    try await world.commit("feat: new")
    try await world.git("push", "-q", "origin", "main")
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    try await world.git("pull", "-q", "--rebase", "origin", "main")
    let remark = "v1.2.0, the highest live release, is not in the history of"
    let fresh = try await world.run(["plan", "patch"])
    #expect(fresh.status == 0 && !fresh.errors.contains(remark), "\(fresh.story)")
    try await world.git("checkout", "-q", "--detach", first)
    for line in [["plan", "patch"], ["plan", "1.2.1"], ["cut", "patch", "--dry-run"]] {
      let stale = try await world.run(line)
      #expect(stale.errors.contains(remark) && stale.errors.contains("is missing from v1.2.1"), "\(stale.story)")
    }
    try await world.git("checkout", "-q", "main")
  }

  @Test("a tag that was moved after its release is told with what restores it, also where the clone has followed")
  func moved() async throws {
    let world = try StoryWorld.shared
    try await world.succeeds(["cut", "1.3.0", "--yes"])
    let released = try #require(try await world.references()["refs/tags/v1.3.0"])
    try await world.git("push", "-qf", "origin", "HEAD~1:refs/tags/v1.3.0")
    let line = "git push --force origin \(released):refs/tags/v1.3.0"
    for _ in 0..<2 {
      try await world.refuses(["plan"], 9, ["moved since their release: v1.3.0", line])
      try await world.git("fetch", "-q", "--tags", "--force", "origin")
    }
    #expect(try await world.run(["doctor"]).output.contains(line))
    try await world.shell("cd \"$1\" && \(line)", world.clone)
    try await world.git("fetch", "-q", "--tags", "--force", "origin")
    try await world.succeeds(["verify", "1.3.0"])
    #expect(try await world.run(["plan"]).status == 3)
  }

  @Test("a tag that is left of an aborted release is to be deleted, and not to be pushed")
  func aborted() async throws {
    let world = try StoryWorld.shared
    try await world.commit("fix: one")
    try await world.git("push", "-q", "origin", "main")
    #expect(try await world.run(["cut", "1.3.1"]).status != 0)
    try await world.succeeds(["abort", "1.3.1", "--yes"])
    try await world.git("tag", "v1.3.1")
    let refused = try await world.run(["plan"])
    refused.expectRefusal(9, ["only here, of aborted releases: v1.3.1", "git tag -d v1.3.1"])
    #expect(!refused.errors.contains("git push origin"))
    try await world.git("tag", "-d", "v1.3.1")
    #expect(try await world.run(["plan"]).status == 0)
  }
}
