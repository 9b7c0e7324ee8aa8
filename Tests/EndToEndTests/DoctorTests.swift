import FoundationEssentials
import TestSupport
import Testing

/// What `doctor` finds and mends, and what the other commands do where it has not been run.
@Suite(
  "Doctor", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world(extra: "approve:\n  by: none\n"))
struct DoctorTests {
  private static let ledger = "refs/brokkr-release/ledger"

  private func report(_ world: StoryWorld, _ options: String...) async throws -> Examination {
    try await world.object(["doctor"] + options)
  }

  @Test("where everything is well it says so, each thing by itself")
  func well() async throws {
    let world = try StoryWorld.shared
    let outcome = try await world.succeeds(["doctor"])
    for word in ["ok    tools: git version", "ok    remote: origin answers", "registry: ", "A release can be made."] {
      #expect(outcome.output.contains(word), "\(outcome.story)")
    }
    #expect(try await report(world).ok)
  }

  @Test("a damaged copy of the ledger, and a lock on it that was left, are mended from the remote")
  func damaged() async throws {
    let world = try StoryWorld.shared
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    let head = try await world.git("rev-parse", Self.ledger)
    let file = "\(world.clone)/.git/\(Self.ledger)"
    let texts = [
      "", "\(String(repeating: "0", count: 40))\n", String(head.prefix(20)), String(repeating: "1", count: 40),
    ]
    for text in texts {
      try Data(text.utf8).write(to: URL(filePath: file))
      let found = try await report(world)
      #expect(!found.ok)
      #expect(found.failed("ledger").first?.fix.contains("doctor --fix") == true, "\(found.checks)")
      let mended = try await report(world, "--fix")
      #expect(mended.ok, "\(mended.checks)")
      #expect(mended.fixed.count == 1)
      #expect(try await world.git("rev-parse", Self.ledger) == head)
    }
    try StoryWorld.write("", to: "\(file).lock")
    try await world.shell("touch -d '1 hour ago' \"$1\"", "\(file).lock")
    #expect(try await report(world).failed("clone").first?.message.contains("ledger.lock") == true)
    #expect(try await report(world, "--fix").ok)
    #expect(!FileManager.default.fileExists(atPath: "\(file).lock"))
    try await world.succeeds(["verify", "1.2.0"])
  }

  @Test(
    "a ledger that was deleted on the remote is restored by the clone that has it, and nothing is guessed until then")
  func deleted() async throws {
    let world = try StoryWorld.shared
    if try await world.run(["show", "1.2.0"]).status != 0 { try await world.succeeds(["cut", "1.2.0", "--yes"]) }
    let fresh = try await world.another("fresh")
    let head = try await world.git("rev-parse", Self.ledger, in: world.origin)
    try await world.git("update-ref", "-d", Self.ledger, in: world.origin)
    for line in [["status"], ["history"], ["rollback", "--yes"], ["verify", "1.2.0"]] {
      let outcome = try await world.run(line)
      #expect(outcome.status == 1, "\(line): \(outcome.story)")
      #expect(outcome.errors.contains("The ledger is gone from origin"), "\(outcome.story)")
    }
    // A clone that has never seen it learns of it from the release's own tag.
    let refused = try await world.run(["cut", "1.3.0", "--yes"], in: fresh)
    #expect(refused.status == 1, "\(refused.story)")
    #expect(refused.errors.contains("The ledger is not the one that v1.2.0 was released into"), "\(refused.story)")
    let mended = try await report(world, "--fix")
    #expect(mended.ok, "\(mended.checks)")
    #expect(try await world.git("rev-parse", Self.ledger, in: world.origin) == head)
    try await world.succeeds(["status"])
  }

  @Test("what is unfinished, a shallow clone and a registry that is down are told, each with its fix")
  func unwell() async throws {
    let world = try StoryWorld.shared
    let shallow = try await world.another("shallow", depth: 1)
    let outcome = try await world.run(["doctor"], in: shallow)
    #expect(outcome.output.contains("warn  clone: The clone is shallow"), "\(outcome.story)")
    #expect(outcome.output.contains("fetch-depth: 0"))
    let other = try world.configuration([(world.registry.host, "127.0.0.1:1")])
    let down = try await world.run(["doctor", "--config", other])
    #expect(down.status == 1, "\(down.story)")
    #expect(down.output.contains("FAIL  registry: "), "\(down.story)")
    #expect(down.output.hasSuffix("A release cannot be made before these are mended.\n"))
  }
}
