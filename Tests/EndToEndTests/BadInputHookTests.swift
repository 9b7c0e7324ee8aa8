import FoundationEssentials
import TestSupport
import Testing

/// A remote whose hooks refuse what a release pushes.
@Suite(
  "A remote that refuses", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world())
struct BadInputHookTests {
  private func hook(_ name: String, _ body: String?, in world: StoryWorld) async throws {
    let path = "\(world.origin)/hooks/\(name)"
    guard let body else { return try FileManager.default.removeItem(atPath: path) }
    try StoryWorld.write("#!/bin/sh\n\(body)\n", to: path)
    try await world.shell("chmod +x \"$1\"", path)
  }

  @Test("where the ledger is refused nothing is begun")
  func ledger() async throws {
    let world = try StoryWorld.shared
    try await hook(
      "update", "case $1 in refs/brokkr-release/*) echo 'no such namespace' >&2; exit 1;; esac", in: world)
    let outcome = try await world.refuses(
      ["cut", "1.2.0", "--yes"], 1,
      ["The remote did not move refs/brokkr-release/ledger.", "no such namespace", "hook or protection rule"])
    #expect(!outcome.errors.contains("==> test"))
    try await hook("update", nil, in: world)
  }

  @Test("where the tag is refused nothing is public anywhere, and `abort` brings everything back")
  func tag() async throws {
    let world = try StoryWorld.shared
    try await hook("update", "case $1 in refs/tags/*) echo 'tags are protected' >&2; exit 1;; esac", in: world)
    let before = try await world.everything(isRecording: true)
    let published = try await world.snapshot()
    let outcome = try await world.run(["cut", "1.2.0", "--yes"])
    outcome.expectRefusal(
      1,
      [
        "The remote did not move refs/tags/v1.2.0.", "tags are protected", "hook or protection rule",
        "`brokkr-release resume v1.2.0` to go on or `brokkr-release abort v1.2.0` to take it back",
      ])
    #expect(try await world.snapshot() == published, "nothing is public anywhere")
    let open = try await world.status()
    #expect(open.state == "publishing")
    #expect(open.lock == nil, "nobody is left to wait for")
    try await world.refuses(
      ["cut", "1.3.0", "--yes"], 5, ["the slots of v1.2.0 are half written", "abort v1.2.0"])
    try await world.refuses(["resume"], 1, ["The remote did not move refs/tags/v1.2.0."], isRecording: true)
    // Also from a clone that shows no file at all.
    let bare = try await world.another("without-files", depth: 1)
    try await world.git("checkout", "-q", "--orphan", "empty", in: bare)
    try await world.git("rm", "-q", "-r", "-f", ".", in: bare)
    try await world.refuses(["resume"], 1, ["The remote did not move refs/tags/v1.2.0."], in: bare, isRecording: true)

    try await world.succeeds(["abort"])
    try await hook("update", nil, in: world)
    let after = try await world.everything(isRecording: true)
    #expect(after == before)
    #expect(try await world.record("1.2.0").state == "aborted")
    let closed = try await world.status()
    #expect(closed.state == nil)
    #expect(closed.lock == nil)
    // What was recorded as being published has been used.
    try await world.refuses(["cut", "1.2.0", "--yes"], 2, ["v1.2.0 was not cut: the version has been used."])
  }

  @Test("where the branch is refused the release stands, and the record says that the branch was left")
  func branch() async throws {
    let world = try StoryWorld.shared
    try await hook(
      "pre-receive",
      "while read old new name; do case $name in refs/heads/main) echo 'main is protected' >&2; exit 1;; esac; done",
      in: world)
    let head = try await world.git("rev-parse", "main")
    let outcome = try await world.succeeds(["cut", "1.4.0", "--yes"])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "v1.4.0 is published.")
    #expect(lines.last?.hasSuffix("brokkr-release stamp v1.4.0") == true, "\(outcome.story)")
    #expect(lines.contains { $0.contains("git:refs/heads/main was left") && $0.contains("main is protected") })
    #expect(outcome.output.contains("did not move refs/brokkr-release/ledger, refs/heads/main."), "\(outcome.story)")
    let references = try await world.references()
    #expect(references["refs/heads/main"] == head)
    #expect(references["refs/tags/v1.4.0"] != nil)
    #expect(world.tag("acme/brokkr-broker", "latest") == world.tag("acme/brokkr-broker", "1.4.0"))
    let record = try await world.record("1.4.0")
    #expect(record.state == "published")
    let entry = record.changes.first { $0.slot == "git:refs/heads/main" }
    #expect(entry?.state == "kept")
    #expect(entry?.reversal?.contains("main is protected") == true)
    try await world.succeeds(["verify", "1.4.0"])

    // What the last line names makes the branch say it.
    try await hook("pre-receive", nil, in: world)
    try await world.succeeds(["stamp", "v1.4.0"])
    try await world.push("chore: v1.4.0")
    let text = try await world.git("show", "main:charts/brokkr-broker/Chart.yaml", in: world.origin)
    #expect(text.contains("version: \"1.4.0\"   # chart version"))
    // And the rollback of such a release is like any other.
    try await world.succeeds(["rollback", "1.4.0", "--yes"])
    try await world.succeeds(["verify", "1.4.0"])
  }
}
