import FoundationEssentials
import TestSupport
import Testing

/// Versions that cannot be released, or not now.
@Suite(
  "Versions that are refused", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"),
  .serialized, .world(extra: "approve:\n  by: none\ntest:\n  commands: [\"sh ${XDG_DATA_HOME:-/nowhere}/gate\"]\n"))
struct BadInputVersionTests {
  @Test(
    "a text that is no version is refused with the reason",
    arguments: [
      ("1.2", "a number"), ("1.2.3.4", ""), ("v01.2.3", "zero"), ("1.2.x", ""), ("latest", ""), ("1.2.0-", ""),
      ("1.2.0-rc..1", ""), ("1.2.0-01", "zero"), ("-1.2.0", ""), ("1.2.0 ", ""), ("", ""), ("１.2.0", ""),
      ("99999999999999999999999.0.0", ""), ("agent/v1.2.0", ""),
    ])
  func malformed(version: String, reason: String) async throws {
    let world = try StoryWorld.shared
    try await world.refuses(["cut", "--yes", "--", version], 2, ["`\(version)` is no version.", reason, "1.2.0-rc.1"])
  }

  @Test("build metadata is refused", arguments: ["1.2.0+5", "v1.2.0-rc.1+5"])
  func metadata(version: String) async throws {
    try await StoryWorld.shared.refuses(
      ["cut", version, "--yes"], 2, ["`\(version)` cannot be released: it has build metadata.", "Leave out `+5`"])
  }

  @Test("a version that is not above the base is refused", arguments: ["1.0.5", "1.1.2", "v1.1.3-rc.1", "0.9.0"])
  func tooLow(version: String) async throws {
    let tag = version.hasPrefix("v") ? version : "v\(version)"
    try await StoryWorld.shared.refuses(
      ["cut", version, "--yes"], 2, ["\(tag) was not cut: it is not above v1.1.3.", "highest live release", "next"])
  }

  @Test(
    "a tag at another commit is refused, whether it is the highest or not",
    arguments: ["v1.1.3", "v7.0.0-rc.1", "v1.0.9"])
  func elsewhere(tag: String) async throws {
    let world = try StoryWorld.shared
    if tag != "v1.1.3" { try await world.git("tag", "-a", tag, "-m", tag, "HEAD~1") }
    try await world.git("push", "-q", "origin", "refs/tags/\(tag)")
    let commit = try await world.git("rev-parse", "--short=7", "\(tag)^{commit}")
    try await world.refuses(
      ["cut", tag, "--yes"], 9,
      ["\(tag) was not released: it exists at another commit.", "It is at \(commit)", "Check out \(tag)"])
    guard tag != "v1.1.3" else { return }
    try await world.git("push", "-q", "origin", ":refs/tags/\(tag)")
    try await world.git("tag", "-d", tag)
  }

  @Test("tags of the pattern that differ from the remote's are refused, other tags are no matter")
  func otherTags() async throws {
    let world = try StoryWorld.shared
    let what = "Nothing was released: the tags here and on origin differ."
    try await world.git("tag", "-a", "v1.2.0", "-m", "v1.2.0", "HEAD")
    try await world.refuses(["cut", "--yes"], 9, [what, "only here: v1.2.0", "git tag -d"])
    try await world.git("push", "-q", "origin", "v1.2.0")
    try await world.git("tag", "-d", "v1.2.0")
    for line in [["cut", "1.2.0", "--yes"], ["cut", "--yes"], ["plan", "1.2.0"]] {
      try await world.refuses(line, 9, [what, "only on the remote: v1.2.0", "`git fetch --tags --force origin`"])
    }
    try await world.git("tag", "v1.2.0", "HEAD")  // at the same commit, and another object
    try await world.refuses(["cut", "1.2.0", "--yes"], 9, [what, "elsewhere on the remote: v1.2.0"])
    try await world.git("tag", "-d", "v1.2.0")
    try await world.git("push", "-q", "origin", ":refs/tags/v1.2.0")
    try await world.git("tag", "private")
    let plan = try await world.succeeds(["plan"])
    #expect(plan.output.hasPrefix("Release v1.2.0 of "))
    try await world.git("tag", "-d", "private")
  }

  @Test("a clone that is cut off does not guess what is released")
  func shallow() async throws {
    let world = try StoryWorld.shared
    let shallow = try await world.another("shallow", depth: 1)
    try await world.git("config", "user.name", "Rel Eng", in: shallow)
    try await world.git("config", "user.email", "rel@example.org", in: shallow)
    for line in [["cut", "--yes"], ["cut", "1.2.0", "--yes"], ["next"], ["plan"]] {
      let outcome = try await world.refuses(line, 9, ["fetch-depth: 0"], in: shallow)
      #expect(!outcome.errors.contains("==> build"))
    }
  }

  @Test("while a version is being cut a second cut of it stops before it builds, and a used one is never cut again")
  func begunAndBurnt() async throws {
    let world = try StoryWorld.shared
    let gate = "n=0; while [ ! -e \(world.scratch.path)/open ] && [ $n -lt 1200 ]; do n=$((n+1)); sleep 0.1; done\n"
    try world.scratch.write(gate, to: "gate")
    let other = try await world.another("other")
    let variables = ["XDG_DATA_HOME": world.scratch.path]
    async let first = world.run(["cut", "1.2.0", "--yes"], with: variables)
    for _ in 0..<600 where try await world.references()["refs/brokkr-release/ledger"] == nil {
      try await Task.sleep(for: .milliseconds(50))
    }
    let second = try await world.refuses(
      ["cut", "1.2.0", "--yes"], 7,
      ["v1.2.0 was not cut: another cut of it may be running.", "It was begun by Rel Eng", "abort v1.2.0"], in: other)
    #expect(!second.errors.contains("==> build"))
    try world.scratch.write("", to: "open")
    let outcome = try await first
    #expect(outcome.status == 0, "\(outcome.story)")

    let used = "v1.2.0 was not cut: the version has been used."
    for line in [["rollback", "1.2.0", "--yes"], ["rollback", "1.2.0", "--purge", "--yes"]] {
      try await world.refuses(["cut", "1.2.0", "--yes"], 2, [used, "never cut again with other bytes", "next"])
      try await world.succeeds(line)
    }
    try await world.refuses(["cut", "1.2.0", "--yes"], 2, [used, "Its record says rolled-back"])
    try await world.git("fetch", "-q", "--prune", "--prune-tags", "origin")
    let next = try await world.succeeds(["next"])
    #expect(next.output == "v1.2.1\n", "a burnt version is passed over")
  }
}
