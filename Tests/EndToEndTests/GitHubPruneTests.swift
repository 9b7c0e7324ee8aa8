import TestSupport
import Testing

/// What is left over on GitHub goes, and what a release may need stays, before stand-ins of its API and its registry.
@Suite("Tidying up on GitHub's stand-in", .enabled(if: Executable.canRelease))
struct GitHubPruneTests {
  private let repository = "acme/brokkr-broker"

  @discardableResult
  private func succeeds(_ world: ForgeWorld, _ arguments: String...) async throws -> String {
    let outcome = try await world.run(arguments)
    #expect(outcome.status == 0, "\(outcome.story)")
    return outcome.output
  }

  @Test("a pull request's images go, and a purged release is published again after everything was swept")
  func packages() async throws {
    let world = try await ForgeWorld(ghcr: true)
    try await succeeds(world, "cut", "1.2.0", "--yes")
    let released = world.world.registry.tags()
    try await world.world.git("checkout", "-q", "--detach")
    try await world.world.commit("feat: of the pull request")
    for number in [1, 10] {
      let folder = "\(world.world.scratch.path)/pr-\(number)"
      try await succeeds(world, "build", "0.0.0-pr.\(number)", "--output", folder)
      try await succeeds(world, "push", "--as", "pr-\(number)", "--input", folder)
    }
    let both = world.world.registry.tags()
    #expect(both.count == released.count + 2)

    let refused = try await world.run(["prune", "--pr", "1"], token: "ghp_push")
    #expect(refused.status == 4 && refused.errors.contains("role Admin on the package"), "\(refused.story)")
    #expect(try await succeeds(world, "prune", "--pr", "1", "--dry-run").contains("things would be deleted."))
    #expect(world.world.registry.tags() == both)
    try await succeeds(world, "prune", "--pr", "1")
    #expect(world.world.registry.tags() == both.filter { $0.key != "\(repository):pr-1" })
    #expect(try await succeeds(world, "prune", "--pr", "1") == "Nothing to delete.\n")
    try await succeeds(world, "verify", "1.2.0", "--deep")

    try await world.world.git("checkout", "-q", "main")
    try await succeeds(world, "rollback", "v1.2.0", "--purge", "--yes")
    #expect(world.world.registry.tags()["\(repository):latest"] == nil)
    // What nobody names is young at first, and goes only where that is wanted.
    try await world.world.shell(
      """
      python3 - "$1" "$2" <<'PYTHON'
      import hashlib, sys, urllib.request
      body = b'{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}'
      url = "http://%s/v2/%s/manifests/sha256:%s" % (sys.argv[1], sys.argv[2], hashlib.sha256(body).hexdigest())
      headers = {"Content-Type": "application/vnd.oci.image.index.v1+json"}
      urllib.request.urlopen(urllib.request.Request(url, data=body, method="PUT", headers=headers), timeout=30)
      PYTHON
      """, #require(world.forge.registry), repository)
    #expect(try await succeeds(world, "prune", "--untagged").contains("not old enough, and stay"))
    #expect(try await succeeds(world, "prune", "--untagged", "--older-than", "0d").contains("deleted."))
    let again = try await succeeds(world, "prune", "--untagged", "--older-than", "0d")
    #expect(again == "Nothing to delete.\n")
    try await succeeds(world, "rollback", "v1.2.0", "--undo", "--yes")
    try await succeeds(world, "verify", "1.2.0", "--deep")
    #expect(world.world.registry.tags() == both.filter { $0.key != "\(repository):pr-1" })
    try await succeeds(world, "prune", "--pr", "10")
    #expect(world.world.registry.tags() == released)
    #expect(try await world.forge.violations() == [])
  }

  @Test("drafts of purged releases go, all others stay, and an undo makes one anew")
  func drafts() async throws {
    let world = try await ForgeWorld()
    #expect(try await succeeds(world, "prune", "--released") == "Nothing to delete.\n")
    try await succeeds(world, "cut", "1.2.0", "--yes")
    let published = try await world.releases()
    try await world.forge.post(
      "releases",
      #"[{"tag_name": "v8.0.0", "draft": true, "name": "theirs", "body": "mine"}, "#
        + #"{"tag_name": "v9.0.0", "draft": true, "name": "lost", "body": "x\n\n<!-- brokkr-release: draft -->"}]"#)
    let others = try await world.releases().filter { !published.contains($0) }
    let kept = try await succeeds(world, "prune", "--released")
    #expect(kept.contains("of v9.0.0 stays: no record is of it") && !kept.contains("v8.0.0"), "\(kept)")

    try await succeeds(world, "rollback", "v1.2.0", "--purge", "--yes")
    let unseen = try await world.run(["prune", "--released"], token: "ghp_read")
    #expect(unseen.status == 4, "\(unseen.story)")
    let none = try await world.run(["prune", "--released"], token: nil)
    #expect(none.status == 4 && none.errors.contains("there is no token"), "\(none.story)")
    #expect(try await succeeds(world, "prune", "--released", "--dry-run").contains("1 draft would be deleted."))
    #expect(try await world.releases().count == 3)
    let pruned = try await succeeds(world, "prune", "--released")
    #expect(pruned.contains("1 draft was deleted.") && pruned.contains("anew from the ledger"), "\(pruned)")
    #expect(try await world.releases() == others)
    try await succeeds(world, "rollback", "v1.2.0", "--undo", "--yes")
    #expect(try await world.releases() == (others + published).sorted())
    try await succeeds(world, "verify", "v1.2.0")
    #expect(try await world.forge.violations() == [])
  }

  @Test("the draft of a release that is half published stays, and without GitHub there is none")
  func underWay() async throws {
    let world = try await ForgeWorld()
    let elsewhere = try await world.world.run("prune", "--released")
    #expect(elsewhere.status == 0 && elsewhere.output.contains("No release of this repository is on GitHub"))
    try await world.forge.post(
      "faults", #"{"kind": "401", "method": "PATCH", "path": "releases/[0-9]+$", "nth": 2, "times": 0}"#)
    let stopped = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(stopped.status != 0)
    try await world.forge.delete("faults")
    let kept = try await succeeds(world, "prune", "--released")
    #expect(kept.contains("of v1.2.0 stays: its release is publishing"), "\(kept)")
    try await succeeds(world, "resume", "--yes")
    #expect(try await world.releases().map { $0.contains(" public ") } == [true])
  }
}
