import FoundationEssentials
import TestSupport
import Testing

/// The written `build-and-test.yml` at work, in a repository with components.
@Suite(
  "The workflow of pull requests as Actions runs it",
  .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct PullRequestWorkflowTests {
  private static let components = """
    components:
      broker: { tag: "broker/v{version}", paths: [app/broker], images: [broker], charts: [brokkr-broker] }
      agent: { tag: "agent/v{version}", paths: [app/agent], images: [agent], charts: [brokkr-agent] }

    """

  /// Commits a change to the branch of the pull request, and runs its workflow.
  private func run(
    _ world: ActionsWorld, changing file: String, from home: String = "acme/app", state: String = "open"
  ) async throws -> ActionsRun {
    let story = world.story
    let base = try await story.git("rev-parse", "main")
    try await story.git("checkout", "-q", "-B", "topic", "main")
    try StoryWorld.write("#!/bin/sh\necho changed\n", to: "\(story.clone)/\(file)")
    try await story.git("add", "-A")
    try await story.git("commit", "-q", "-m", "feat: a change")
    try await story.git("push", "-q", "--force", "origin", "HEAD:refs/pull/7/merge")
    let id = try await world.start(
      #"{"workflow": "build-and-test.yml", "event": "pull_request", "ref": "main", "head_branch": "topic", "actor": "rel"}"#
    )
    let run = ActionsRun(
      world, id,
      ActionsRun.Event(
        name: "pull_request", reference: "refs/pull/7/merge", commit: try await story.git("rev-parse", "HEAD"),
        pullRequest: ActionsRun.PullRequest(home: home, base: base)))
    // The stand-in knows no pull requests; and what a job starts has to end with it.
    run.programs["curl"] = """
      for word; do
        if [ "$word" = "$GITHUB_API_URL/repos/acme/app/pulls/7" ]; then cat >/dev/null; echo '{"state": "\(state)"}'; exit 0; fi
      done
      PATH=/usr/local/bin:/usr/bin:/bin exec curl "$@"
      """
    run.programs["docker-registry"] =
      "echo $$ >> \"$PROCESSES\"; PATH=/usr/local/bin:/usr/bin:/bin exec docker-registry \"$@\""
    try await run.run("build-and-test.yml")
    return run
  }

  @Test("the charts are tested whatever was built, with the images of the run where there are any")
  func story() async throws {
    let size = StoryWorld.Size(parts: ["broker", "agent"], platforms: "linux/amd64", values: "")
    let world = try await ActionsWorld(size, extra: Self.components)
    let story = world.story
    try await story.succeeds(["workflows", "write", "--replace", ".github/workflows/release.yml"])
    try await story.push("ci: the workflows that are written")
    let nothing = try await run(world, changing: "README.md")
    var expected = [
      "images": "success", "images / changes": "success", "images / build": "skipped", "images / push": "skipped",
      "helm": "success", "helm / versions": "success", "helm / helm": "success",
    ]
    #expect(nothing.results == expected, "\(nothing.log)")
    #expect(nothing.log.contains("None of the chart's images was built in this run"), "\(nothing.log)")
    #expect(story.registry.tags().isEmpty)

    // Of a fork the image is tested, and not pushed.
    let fork = try await run(world, changing: "app/broker", from: "somebody/app")
    expected["images / build"] = "success"
    #expect(fork.results == expected, "\(fork.log)")
    #expect(story.registry.tags().isEmpty)
    let charts = "\(fork.folder)/helm-helm"
    let rendered = (0...1).compactMap {
      try? String(contentsOfFile: "\(charts)-\($0)/temp/tagged.yaml", encoding: .utf8)
    }
    #expect(rendered.count == 1 && rendered[0].contains("acme/brokkr-broker:pr-7"), "\(fork.log)")

    // One that was closed meanwhile is left alone, and one of the repository itself gets its tag.
    expected["images / push"] = "success"
    let closed = try await run(world, changing: "app/broker", state: "closed")
    #expect(closed.results == expected && story.registry.tags().isEmpty, "\(closed.log)")
    let own = try await run(world, changing: "app/broker")
    #expect(own.results == expected, "\(own.log)")
    #expect(story.registry.tags().keys.sorted() == ["acme/brokkr-broker:pr-7"], "\(own.log)")
    await world.end()
  }
}
