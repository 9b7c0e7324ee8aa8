import FoundationEssentials
import TestSupport
import Testing

/// Releases without a remote, and of a tag that was there first.
@Suite(
  "Releases out of the ordinary", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"),
  .serialized, .world())
struct BadInputLocalTests {
  @Test("without a remote a whole release and its rollback stay in the repository")
  func noRemote() async throws {
    let world = try StoryWorld.shared
    let folder = try await world.another("local")
    let host = world.registry.host
    let file = try world.configuration([
      ("\(host)/acme/brokkr-broker", "oci-layout:.release/images"),
      ("oci://\(host)/acme/charts", "oci-layout:.release/charts"),
    ])
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try StoryWorld.write(text + "remote: \"\"\n", to: "\(folder)/.brokkr-release.yml")
    try StoryWorld.write(".release/\n", to: "\(folder)/.gitignore")
    try await world.git("remote", "remove", "origin", in: folder)
    try await world.git("add", "-A", in: folder)
    try await world.git("commit", "-qm", "feat: alone", in: folder)
    func shown() async throws -> String {
      try await world.shell(
        """
        cd "$1"; git for-each-ref refs/tags; git status --porcelain; git show HEAD:charts/brokkr-broker/Chart.yaml
        for layout in .release/images .release/charts/brokkr-broker; do
          python3 -c 'import json, sys
        for entry in json.load(open(sys.argv[1]))["manifests"]:
            print(entry["digest"], entry.get("annotations", {}).get("org.opencontainers.image.ref.name"))' $layout/index.json
        done
        """, folder)
    }
    let outside = try await world.everything()
    let head = try await world.git("rev-parse", "HEAD", in: folder)
    try await world.succeeds(["cut", "--yes"], in: folder)
    #expect(try await world.git("rev-parse", "HEAD~1", in: folder) == head)
    #expect(
      try await world.git("rev-parse", "v1.2.0^{commit}", in: folder) == world.git("rev-parse", "HEAD", in: folder))
    let first = try await shown()
    #expect(first.contains(" 1.2.0\n") && first.contains(" latest\n"), "\(first)")
    try await world.succeeds(["verify"], in: folder)

    try await world.succeeds(["rollback", "--yes"], in: folder)
    try await world.succeeds(["verify", "1.2.0"], in: folder)
    let withdrawn = try await shown()
    #expect(withdrawn.contains(" 1.2.0\n") && !withdrawn.contains(" latest\n"), "\(withdrawn)")
    try await world.succeeds(["rollback", "1.2.0", "--undo", "--yes"], in: folder)
    #expect(try await shown() == first)
    try await world.succeeds(["rollback", "1.2.0", "--purge", "--yes"], in: folder)
    try await world.succeeds(["verify", "1.2.0"], in: folder)
    let purged = try await shown()
    #expect(!purged.contains("1.2.0") && !purged.contains("latest"), "\(purged)")
    #expect(
      try await world.git("rev-parse", "HEAD^{tree}", in: folder)
        == world.git("rev-parse", "\(head)^{tree}", in: folder))
    #expect(try await world.everything() == outside, "nothing outside was touched")
  }

  @Test("a tag that somebody pushed is adopted on a detached checkout, and stays when the release is withdrawn")
  func adopted() async throws {
    let world = try StoryWorld.shared
    try await world.git("tag", "-a", "v1.2.0", "-m", "made by hand")
    try await world.git("push", "-q", "origin", "v1.2.0")
    let folder = try await world.another("detached")
    try await world.git("checkout", "-q", "--detach", "v1.2.0", in: folder)
    let before = try await world.references()
    try await world.succeeds(["cut", "v1.2.0", "--yes"], in: folder)
    var after = try await world.references()
    after["refs/brokkr-release/ledger"] = nil
    #expect(after == before, "neither tag nor branch moves")
    #expect(world.tag("acme/brokkr-broker", "latest") == world.tag("acme/brokkr-broker", "1.2.0"))
    #expect(world.tag("acme/charts/brokkr-broker", "1.2.0") != nil)
    let record = try await world.record("1.2.0")
    #expect(record.commit == before["refs/tags/v1.2.0^{}"])
    #expect(try await world.git("status", "--porcelain", in: folder).isEmpty)
    try await world.succeeds(["verify", "1.2.0"])

    try await world.succeeds(["rollback", "1.2.0", "--yes"], in: folder)
    #expect(try await world.references()["refs/tags/v1.2.0"] == before["refs/tags/v1.2.0"])
    #expect(world.tag("acme/brokkr-broker", "latest") == nil)
    try await world.succeeds(["verify", "1.2.0"])
    try await world.succeeds(["rollback", "1.2.0", "--purge", "--yes"], in: folder)
    #expect(try await world.references()["refs/tags/v1.2.0"] == nil, "a purge removes it where the remote allows")
    #expect(world.registry.tags().isEmpty)
  }

  @Test("a detached checkout without such a tag is released where a branch of the remote reaches it")
  func detached() async throws {
    let world = try StoryWorld.shared
    let folder = try await world.another("loose")
    try await world.git("checkout", "-q", "--detach", in: folder)
    try await world.git("commit", "-q", "--allow-empty", "-m", "feat: on no branch", in: folder)
    try await world.refuses(
      ["cut", "5.0.0", "--yes"], 2, ["commits are not on origin yet", "feat: on no branch", "Push a branch"], in: folder
    )
    try await world.git("checkout", "-q", "--detach", "origin/main", in: folder)
    let plan = try await world.succeeds(["plan", "5.0.0"], in: folder)
    #expect(plan.output.contains("git:refs/tags/v5.0.0"))
    #expect(plan.output.contains("git:refs/heads/main"), "the branch that ends with the commit")
  }
}
