import FoundationEssentials
import TestSupport
import Testing

/// The written `release.yml` at work: its own scripts, conditions, rights and artifacts, from the event to the release.
@Suite(
  "The release workflow as Actions runs it",
  .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct ReleaseWorkflowTests {
  private static let size = StoryWorld.Size(
    parts: ["broker"], platforms: "linux/amd64, linux/arm64", values: "values/production.yaml")

  /// A workflow of the repository's own, whose file joins the release.
  private static let programs = """
    name: Programs
    on:
      workflow_call:
    permissions: {}
    jobs:
      cli:
        name: Command line
        permissions:
          contents: read
        runs-on: ubuntu-24.04
        steps:
          - name: Build
            run: mkdir out && echo 'the program' > out/brokkr-cli.txt
          - name: Hand over
            uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f
            with: { name: release-asset-cli, path: out, if-no-files-found: error }

    """

  /// A world with the workflows that are written for it.
  private func world(
    _ size: StoryWorld.Size = size, programs: String = programs, approve: String = ""
  ) async throws -> ActionsWorld {
    let world = try await ActionsWorld(
      size, extra: "\(approve)github:\n  dispatch: [docs.yml]\nworkflows:\n  assets: [cli.yml]\n")
    let story = world.story
    try StoryWorld.write(programs, to: "\(story.clone)/.github/workflows/cli.yml")
    try await story.succeeds(["workflows", "write", "--replace", ".github/workflows/release.yml"])
    try await story.push("ci: the workflows that are written")
    return world
  }

  /// The run that was started last, as Actions runs it; alice approves what waits.
  private func run(
    _ world: ActionsWorld, tag: String? = nil, reviewers: [String] = ["alice"]
  ) async throws -> ActionsRun {
    var reviewers = reviewers[...]
    let started = try #require(try await world.runs().last)
    let reference = tag.map { "refs/tags/\($0)" } ?? "refs/heads/\(started.head_branch)"
    let commit = try await world.story.git("rev-parse", "\(reference)^{commit}", in: world.story.origin)
    let run = ActionsRun(
      world, started.id,
      ActionsRun.Event(
        name: tag == nil ? "workflow_dispatch" : "push", reference: reference, commit: commit, inputs: started.inputs))
    run.gate = { environment in
      #expect(environment == "release")
      // Before the approval nothing has a name.
      #expect(try await world.story.references()["refs/tags/v1.2.0"] == nil || tag != nil)
      try await world.review(started.id, by: reviewers.popFirst() ?? "alice")
    }
    try await run.run()
    return run
  }

  private struct Release: Decodable {
    struct Asset: Decodable { var name: String }
    var tag_name: String
    var draft: Bool
    var assets: [Asset]
  }

  @Test("a dispatch releases, a second one ends with its first job, and a tag that is pushed is released as it is")
  func story() async throws {
    let world = try await world()
    let story = world.story
    try await story.succeeds(["cut", "1.2.0", "--no-follow"], with: world.person("ghp_rel"))
    let first = try await run(world)
    let jobs = [
      "ledger", "test", "helm", "helm / versions", "helm / helm", "build", "assets-1", "assets-1 / cli", "plan",
      "publish",
    ]
    #expect(first.results == Dictionary(uniqueKeysWithValues: jobs.map { ($0, "success") }), "\(first.log)")
    let record = try await story.record("1.2.0")
    #expect(record.state == "published", "\(first.log)")
    #expect(story.tag("acme/brokkr-broker", "latest") == story.tag("acme/brokkr-broker", "1.2.0"))
    let releases = try await world.standIn.value("releases", as: [Release].self)
    #expect(releases.map(\.draft) == [false])
    #expect(
      Set(releases[0].assets.map(\.name)) == [
        "brokkr-cli.txt", "brokkr-broker-1.2.0.tgz", "brokkr-release.json", "checksums.txt",
      ])
    // The job that publishes may start what comes afterwards.
    #expect(try await world.runs().filter { $0.path.hasSuffix("docs.yml") }.map(\.head_branch) == ["v1.2.0"])

    // In another spelling, so that both would wait for each other.
    _ = try await world.start(
      #"{"workflow": "release.yml", "event": "workflow_dispatch", "ref": "main", "actor": "rel", "inputs": {"version": "1.2.0"}}"#
    )
    let before = try await story.everything()
    let second = try await run(world)
    #expect(second.group == first.group && first.group == "release-v1.2.0")
    #expect(second.results["ledger"] == "success", "\(second.log)")
    #expect(Set(second.results.filter { $0.key != "ledger" }.values) == ["skipped"], "\(second.results)")
    #expect(second.log.contains("::notice title=Nothing to release::v1.2.0 is published"), "\(second.log)")
    #expect(try await story.everything() == before, "it changed something: \(second.log)")

    try await story.git("pull", "-q", "--rebase", "origin", "main")
    try await story.commit("feat: more")
    try await story.git("tag", "v1.3.0")
    try await story.git("push", "-q", "origin", "main", "v1.3.0")
    _ = try await world.start(
      #"{"workflow": "release.yml", "event": "push", "ref": "v1.3.0", "head_branch": "v1.3.0", "actor": "rel"}"#)
    let pushed = try await story.references()["refs/tags/v1.3.0"]
    let third = try await run(world, tag: "v1.3.0")
    #expect(third.results == first.results && third.group == "release-v1.3.0", "\(third.log)")
    #expect(try await story.record("1.3.0").state == "published", "\(third.log)")
    #expect(try await story.references()["refs/tags/v1.3.0"] == pushed, "the tag was kept")
    #expect(story.tag("acme/brokkr-broker", "latest") == story.tag("acme/brokkr-broker", "1.3.0"))
    #expect(try await world.standIn.violations() == [])
    await world.end()
  }

  @Test("where two people have to agree the run asks twice, and what one person has answered twice is not published")
  func twoPeople() async throws {
    let world = try await world(.small, approve: "  minimum: 2\n")
    let story = world.story
    try await story.refuses(
      ["cut", "1.2.0"], 6, ["it can never be approved", "has one reviewer: alice"], with: world.person("ghp_rel"))
    #expect(try await world.runs().isEmpty, "no run was started for nothing")
    let doctor = try await story.run(["doctor"], with: world.person("ghp_rel"))
    #expect(doctor.output.contains("2 people have to approve in release, which has one reviewer"), "\(doctor.story)")

    try await world.standIn.post("environments", #"{"name": "release", "reviewers": ["alice", "bob"]}"#)
    try await story.succeeds(["cut", "1.2.0", "--no-follow"], with: world.person("ghp_rel"))
    let before = try await story.everything()
    let alone = try await run(world, reviewers: ["alice", "alice"])
    #expect(alone.results["approval-1"] == "success" && alone.results["publish"] == "failure", "\(alone.log)")
    #expect(alone.log.contains("1 of 2 approvals in the environment release count"), "\(alone.log)")
    #expect(try await story.everything() == before, "it changed something: \(alone.log)")
    try await story.succeeds(["cut", "1.2.0", "--no-follow"], with: world.person("ghp_rel"))
    let both = try await run(world, reviewers: ["alice", "bob"])
    #expect(both.results["publish"] == "success", "\(both.log)")
    struct Approved: Decodable {
      struct Approval: Decodable { var by: String }
      var approvals: [Approval]
    }
    let record = try await story.object(["show", "1.2.0"], as: Approved.self)
    #expect(record.approvals.map(\.by) == ["alice", "bob"], "\(both.log)")
    await world.end()
  }

  @Test(
    "assets that nobody could tell apart, or that did not come, end the run before anybody is asked",
    arguments: [
      (
        "out/brokkr-cli.txt && mkdir more && echo 'another' > more/brokkr-cli.txt",
        "disagree about assets/brokkr-cli.txt"
      ),
      ("out/brokkr-cli.txt", "cli.yml kept no artifact"),
    ])
  func assets(file: String, words: String) async throws {
    let isTwice = file.contains("more")
    var programs = Self.programs.replacing("out/brokkr-cli.txt", with: file)
    if isTwice {
      programs += """
              - name: Hand over another
                uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f
                with: { name: release-asset-more, path: more, if-no-files-found: error }

        """
    } else {
      programs = programs.replacing("name: release-asset-cli", with: "name: programs")
    }
    let world = try await world(.small, programs: programs)
    _ = try await world.start(
      #"{"workflow": "release.yml", "event": "workflow_dispatch", "ref": "main", "actor": "rel", "inputs": {"version": "1.2.0"}}"#
    )
    let before = try await world.story.everything()
    let run = try await run(world)
    #expect(run.results["plan"] == "failure" && run.results["publish"] == "skipped", "\(run.results) \(run.log)")
    #expect(run.log.contains(words), "\(run.log)")
    #expect(try await world.story.everything() == before, "it changed something: \(run.log)")
    #expect(try await world.standIn.value("releases", as: [Release].self).isEmpty)
    await world.end()
  }
}
