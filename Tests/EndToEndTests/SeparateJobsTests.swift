import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

/// One release as the jobs of a workflow make it: clones and folders of their own, and only files between them.
@Suite(
  "A release in separate jobs", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct SeparateJobsTests {
  /// Builds every image and platform in a clone of its own; gives the folders.
  private func build(_ images: [String], _ platforms: [String], in world: ActionsWorld, _ run: Int64) async throws
    -> [String]
  {
    var folders: [String] = []
    for image in images {
      for platform in platforms {
        let name = "\(image)-\(platform.replacing("/", with: "-"))"
        let clone = try await world.story.another("job-\(name)")
        let folder = "\(world.story.scratch.path)/out-\(name)"
        try await world.story.succeeds(
          ["build", "v1.2.0", "--image", image, "--platform", platform, "--output", folder], in: clone,
          with: world.job(run, name, token: "ghs_read"))
        folders.append(folder)
      }
    }
    return folders
  }

  private func inputs(_ folders: [String]) -> [String] { folders.flatMap { ["--input", $0] } }

  @Test("two images for two platforms, charts and a file go out as the plan before the gate said, and as nothing else")
  func whole() async throws {
    let world = try await ActionsWorld(.whole, extra: "github:\n  dispatch: [docs.yml]\n")
    let (story, scratch) = (world.story, world.story.scratch.path)
    let run = try await world.start(
      #"{"actor": "rel", "event": "workflow_dispatch", "pending": ["release"], "status": "waiting"}"#)
    let tested = try await story.another("job-test")
    try await story.succeeds(["test", "v1.2.0"], in: tested, with: world.job(run, "test", token: "ghs_read"))
    let folders = try await build(["broker", "agent"], ["linux/amd64", "linux/arm64"], in: world, run)
    // Another job's file joins the GitHub Release; its folder knows nothing of where it was built from.
    let extra = "\(scratch)/out-cli"
    try StoryWorld.write("the program\n", to: "\(extra)/assets/brokkr-cli.txt")

    let planner = try await story.another("job-plan")
    let file = "\(scratch)/plan.json"
    try await story.succeeds(
      ["plan", "v1.2.0", "--out", file] + inputs(folders + [extra]), in: planner,
      with: world.job(run, "plan", token: "ghs_read"))
    let plan = try JSONDecoder().decode(Plan.self, from: Data(contentsOf: URL(filePath: file)))
    let summary = try world.text("plan-summary")
    #expect(summary.contains("Plan hash `\(plan.plan_hash)`"), "\(summary)")
    for change in plan.changes {
      #expect(summary.contains("| `\(change.slot)` |"), "\(change.slot) is not in\n\(summary)")
    }
    #expect(try world.text("plan-output").contains("plan_hash=\(plan.plan_hash)\n"))

    let publisher = try await story.another("job-publish")
    let all = inputs([extra] + folders.reversed())
    func refused(_ words: [String], plan: String = file, at location: SourceLocation = #_sourceLocation) async throws {
      try await story.refuses(
        ["publish", "v1.2.0", "--plan", plan] + all, 6, words, in: publisher, with: world.job(run, "refused"),
        at: location)
    }
    // Nobody has approved, then only who started it; then somebody else, but the file is another one.
    try await refused(["0 of 1 approvals"])
    try await world.review(run, by: "rel")
    try await refused(["rel does not count: they started the run"])
    try await world.review(run, by: "alice")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let edits = [
      text.replacing(":latest\"", with: ":newest\""), text.replacing("\"tag\":\"v1.2.0\"", with: "\"tag\":\"v1.2.1\""),
      text.replacing(plan.plan_hash, with: String(plan.plan_hash.reversed())),
      text.replacing("\"reversible\":\"exact\"", with: "\"reversible\":\"impossible\""),
    ]
    for (number, edited) in edits.enumerated() {
      #expect(edited != text)
      let path = "\(scratch)/edited-\(number).json"
      try StoryWorld.write(edited, to: path)
      try await refused(["changed after `plan` had written it"], plan: path)
    }
    let other = try await story.another("job-other")
    try await story.succeeds(
      ["plan", "v1.2.0", "--out", "\(scratch)/other.json"] + inputs(folders), in: other, with: world.job(run, "other"))
    try await refused(["is not what was approved"], plan: "\(scratch)/other.json")

    let published = try await story.run(
      ["publish", "--plan", file, "--json"] + all, in: publisher, with: world.job(run, "publish"))
    #expect(published.status == 0, "\(published.story)")
    let record = try JSONDecoder().decode(Published.self, from: Data(published.output.utf8))
    #expect(record.state == "published" && record.plan_hash == plan.plan_hash)
    #expect(record.approvals.map { "\($0.by) \($0.method)" } == ["alice environment"])
    #expect(record.events.contains { $0.what == "approved by alice (environment)" })
    for image in ["broker", "agent"] {
      #expect(story.tag("acme/brokkr-\(image)", "latest") == record.images.first { $0.name == image }?.digest)
    }
    let release = try #require(try await world.standIn.value("releases", as: [Release].self).first)
    #expect(
      Set(release.assets.map(\.name)) == [
        "brokkr-cli.txt", "brokkr-broker-1.2.0.tgz", "brokkr-agent-1.2.0.tgz", "brokkr-release.json", "checksums.txt",
      ])
    #expect(!release.draft)
    #expect(try world.text("publish-output").contains("state=published\n"))
    #expect(try world.text("publish-summary").contains("brokkr-release rollback v1.2.0"))

    // The job's token may start no workflow: that is a warning, and the release stands. A later one starts it, once.
    #expect(record.warnings?.map(\.code) == ["workflow-not-started"])
    #expect(published.errors.contains("gh workflow run docs.yml --ref v1.2.0"))
    let able = world.job(run, "resume", token: "ghs_write")
    let resumed = try await story.succeeds(["resume", "v1.2.0"], in: publisher, with: able)
    #expect(resumed.output.contains("started docs.yml"))
    try await story.succeeds(["resume", "v1.2.0"], in: publisher, with: able)
    let started = try await world.runs().filter { $0.path.hasSuffix("docs.yml") }
    #expect(started.map(\.head_branch) == ["v1.2.0"])
    #expect(try await world.standIn.violations() == [])
    await world.end()
  }

  @Test(
    "handed over in the registry, layers travel by digest; what a clean-up takes is missed before anything is written")
  func registry() async throws {
    let world = try await ActionsWorld(extra: "hand-over: registry\n")
    let story = world.story
    let run = try await world.start(
      #"{"actor": "rel", "approvals": [{"user": "alice", "environments": ["release"], "state": "approved"}], "status": "in_progress"}"#
    )
    let folder = try await build(["broker"], ["linux/amd64"], in: world, run)[0]
    let layout = "\(folder)/images/broker/linux-amd64"
    let kept = try await story.shell("ls \"$1/blobs/sha256\" | wc -l", layout)
    #expect(kept.filter(\.isNumber) == "2", "the manifest and the configuration stay, the layers do not: \(kept)")
    #expect(story.registry.tags().isEmpty, "nothing has a name")
    // A layer that is gone, and the manifest that would have kept it.
    let digests = try await story.shell(
      """
      cd "$1"; manifest=$(python3 -c 'import json; print(json.load(open("index.json"))["manifests"][0]["digest"])')
      layer=$(python3 -c 'import json,sys; print(json.load(open("blobs/"+sys.argv[1].replace(":","/")))["layers"][0]["digest"])' "$manifest")
      echo "$manifest $layer"
      """, layout
    ).split(whereSeparator: \.isWhitespace).map(String.init)
    func delete(_ kind: String, _ digest: String) async throws {
      try await story.shell(
        "curl -sf -X DELETE \"http://$1/v2/acme/brokkr-broker/$2/$3\"", story.registry.host, kind, digest)
    }
    let clone = try await story.another("job-publish")
    let line = ["publish", "v1.2.0", "--input", folder]
    for (kind, digest) in zip(["manifests", "blobs"], digests) { try await delete(kind, digest) }
    try await story.refuses(line, 1, ["\(digests[1]) is not in", "any more"], in: clone, with: world.job(run, "gone"))
    _ = try await build(["broker"], ["linux/amd64"], in: world, "again", run)
    try await delete("manifests", digests[0])
    try await story.succeeds(line, in: clone, with: world.job(run, "publish"))
    #expect(story.tag("acme/brokkr-broker", "1.2.0") != nil)
    #expect(try await world.standIn.violations() == [])
    await world.end()
  }

  /// Builds once more, from a clone of another name.
  private func build(
    _ images: [String], _ platforms: [String], in world: ActionsWorld, _ name: String, _ run: Int64
  ) async throws {
    let clone = try await world.story.another("job-\(name)")
    try await world.story.succeeds(
      [
        "build", "v1.2.0", "--image", images[0], "--platform", platforms[0], "--output",
        "\(world.story.scratch.path)/\(name)",
      ],
      in: clone, with: world.job(run, name, token: "ghs_read"))
  }

  @Test("a release that waits with its content in the registry is not published when some of it was deleted meanwhile")
  func parked() async throws {
    let world = try await StoryWorld(.small, extra: "approve:\n  by: prompt\nhand-over: registry\n")
    let parked = try await world.run(["cut", "1.2.0", "--json"])
    #expect(parked.status == 6, "\(parked.story)")
    let record = try JSONDecoder().decode(Published.self, from: Data(parked.output.utf8))
    let child = try #require(record.images.first?.platforms.first?.digest)
    try await world.shell(
      "curl -sf -X DELETE \"http://$1/v2/acme/brokkr-broker/manifests/$2\"", world.registry.host, child)
    try await world.refuses(
      ["resume", "1.2.0", "--yes"], 1, ["v1.2.0 was not published: its content is gone.", child])
    #expect(try await world.record("1.2.0").state == "awaiting-approval")
    await world.registry.ended()
  }

  private struct Plan: Decodable {
    struct Change: Decodable { var slot: String }
    var plan_hash: String
    var changes: [Change]
  }

  private struct Published: Decodable {
    struct Approval: Decodable {
      var by: String
      var method: String
    }
    struct Event: Decodable { var what: String }
    struct Image: Decodable {
      struct Platform: Decodable { var digest: String }
      var name: String
      var digest: String
      var platforms: [Platform]
    }
    struct Warning: Decodable { var code: String }
    var state: String
    var plan_hash: String
    var approvals: [Approval]
    var events: [Event]
    var images: [Image]
    var warnings: [Warning]?
  }

  private struct Release: Decodable {
    struct Asset: Decodable { var name: String }
    var assets: [Asset]
    var draft: Bool
  }
}
