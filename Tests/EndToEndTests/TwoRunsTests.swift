import FoundationEssentials
import TestSupport
import Testing

/// `release.yml` and `rollback.yml` are in no common group of runs, so two runs may want to write one version.
@Suite(
  "Two runs that write one version", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct TwoRunsTests {
  @Test("whoever comes second ends with 7, is told the address of the run that writes, and changes nothing")
  func loser() async throws {
    let world = try await ActionsWorld()
    let story = world.story
    let gate = "\(story.scratch.path)/gate"
    // The push of the tag is held up, with the record saying that it is being published.
    let script = """
      case "$1" in refs/tags/v1.2.0) : > '\(gate)-reached'; while [ ! -e '\(gate)' ]; do sleep 0.1; done ;; esac
      """
    try StoryWorld.write("#!/bin/sh\n\(script)\n", to: "\(story.origin)/hooks/update")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(story.origin)/hooks/update")
    let first = try await world.start(#"{"actor": "rel", "status": "in_progress"}"#)
    try await world.review(first, by: "alice")
    let publishing = Task { try await story.run(["cut", "v1.2.0"], with: world.job(first, "first")) }
    for _ in 0..<1200 where !FileManager.default.fileExists(atPath: "\(gate)-reached") {
      try await Task.sleep(for: .milliseconds(50))
    }
    let clone = try await story.another("second")
    let second = try await world.start(#"{"actor": "rel", "status": "in_progress"}"#)
    let page = "\(world.standIn.web)/acme/app/actions/runs/\(first)/attempts/1"
    let before = try await story.everything()
    for line in [
      ["rollback", "v1.2.0", "--dry-run"], ["rollback", "v1.2.0", "--yes"], ["rollback", "v1.2.0", "--purge", "--yes"],
      ["rollback", "v1.2.0", "--undo", "--yes"], ["resume", "v1.2.0", "--yes"], ["abort", "v1.2.0", "--yes"],
      ["cut", "v1.2.0"], ["publish", "v1.2.0", "--input", "/nowhere"],
    ] {
      let outcome = try await story.run(line, in: clone, with: world.job(second, "second"))
      #expect(outcome.status == 7, "\(line): \(outcome.story)")
      #expect(outcome.errors.contains("::error") && outcome.errors.contains(page), "\(line): \(outcome.story)")
    }
    let status = try await story.run(["status"], in: clone, with: world.job(second, "second"))
    #expect(status.output.contains(page), "\(status.story)")
    #expect(try await story.everything() == before)
    try StoryWorld.write("", to: gate)
    let outcome = try await publishing.value
    #expect(outcome.status == 0, "\(outcome.story)")
    await world.end()
  }
}
