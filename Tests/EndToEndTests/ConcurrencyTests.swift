import FoundationEssentials
import TestSupport
import Testing

/// Several people at work at once, each in a clone of their own.
@Suite("Several at once", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized)
struct ConcurrencyTests {
  /// Runs lines at the same time, each in a clone of its own.
  private func all(_ lines: [[String]], in world: StoryWorld) async throws -> [StoryWorld.Outcome] {
    var folders: [String] = []
    for number in lines.indices { folders.append(try await world.another("clone-\(number)-\(lines[0][0])")) }
    return try await withThrowingTaskGroup(of: (Int, StoryWorld.Outcome).self) { group in
      for (number, line) in lines.enumerated() {
        let folder = folders[number]
        group.addTask { (number, try await world.run(line, in: folder)) }
      }
      var outcomes: [Int: StoryWorld.Outcome] = [:]
      for try await (number, outcome) in group { outcomes[number] = outcome }
      return lines.indices.compactMap { outcomes[$0] }
    }
  }

  private func expectIdle(_ world: StoryWorld) async throws {
    #expect(try await world.run(["status"]).output == "Nothing is in flight.\n")
  }

  @Test("of six cuts of one version exactly one is published, and the others change nothing")
  func sameVersion() async throws {
    let world = try await StoryWorld(.small)
    let outcomes = try await all(Array(repeating: ["cut", "1.2.0", "--yes"], count: 6), in: world)
    let stories = outcomes.map(\.story).joined(separator: "\n---\n")
    #expect(outcomes.filter { $0.status == 0 }.count == 1, "\(stories)")
    #expect(outcomes.allSatisfy { [0, 2, 5, 7].contains($0.status) }, "\(stories)")
    let record = try await world.record("1.2.0")
    #expect(record.state == "published")
    #expect(record.events.filter { $0.what == "publishing" }.count == 1)
    #expect(try await world.references().keys.filter { $0.hasPrefix("refs/tags/v1.2.0") }.count == 2)
    try await world.succeeds(["verify", "1.2.0"])
    try await expectIdle(world)
    await world.registry.ended()
  }

  @Test("of cuts of different versions each that ends well is whole, and the floating tags show the highest")
  func differentVersions() async throws {
    let world = try await StoryWorld(.small)
    let versions = ["1.2.0", "1.3.0", "1.4.0"]
    let outcomes = try await all(versions.map { ["cut", $0, "--yes"] }, in: world)
    let stories = outcomes.map(\.story).joined(separator: "\n---\n")
    #expect(outcomes.contains { $0.status == 0 }, "\(stories)")
    #expect(outcomes.allSatisfy { [0, 5, 7].contains($0.status) }, "\(stories)")
    let published = zip(versions, outcomes).filter { $0.1.status == 0 }.map(\.0)
    let broker = "acme/brokkr-broker"
    #expect(world.tag(broker, "latest") == published.last.flatMap { world.tag(broker, $0) }, "\(stories)")
    for version in versions where !published.contains(version) {
      #expect(world.tag(broker, version) == nil, "\(stories)")
    }
    for version in published { try await world.succeeds(["verify", version]) }
    try await expectIdle(world)
    await world.registry.ended()
  }

  @Test("a cut and a rollback at once leave the world that one after the other would leave")
  func cutAgainstRollback() async throws {
    let world = try await StoryWorld(.small)
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    try await world.commit("fix: more")
    try await world.git("push", "-q", "origin", "main")
    let outcomes = try await all([["cut", "1.3.0", "--yes"], ["rollback", "1.2.0", "--yes"]], in: world)
    let stories = outcomes.map(\.story).joined(separator: "\n---\n")
    #expect(outcomes.allSatisfy { [0, 5, 7].contains($0.status) }, "\(stories)")
    for version in ["1.2.0", "1.3.0"] where try await world.run(["show", version]).status == 0 {
      let state = try await world.record(version).state
      if ["published", "rolled-back"].contains(state) { try await world.succeeds(["verify", version]) }
    }
    try await expectIdle(world)
    await world.registry.ended()
  }

  @Test("three who abort the same release at once all learn that it is aborted")
  func abortTwice() async throws {
    let world = try await StoryWorld(.small, extra: "approve:\n  by: prompt\n")
    #expect(try await world.run(["cut", "1.2.0", "--output", "\(world.scratch.path)/handed"]).status == 6)
    let before = try await world.snapshot()
    let outcomes = try await all(Array(repeating: ["abort", "1.2.0"], count: 3), in: world)
    let stories = outcomes.map(\.story).joined(separator: "\n---\n")
    #expect(outcomes.contains { $0.status == 0 }, "\(stories)")
    #expect(outcomes.allSatisfy { [0, 7].contains($0.status) }, "\(stories)")
    let record = try await world.record("1.2.0")
    #expect(record.state == "aborted")
    #expect(record.events.filter { $0.what == "aborted" }.count == 1, "\(record.events)")
    #expect(try await world.snapshot() == before)
    try await expectIdle(world)
    await world.registry.ended()
  }

  @Test("the same undo, one after the other and at once, publishes again once")
  func undoTwice() async throws {
    let world = try await StoryWorld(.small)
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    let published = try await world.snapshot()
    try await world.succeeds(["rollback", "1.2.0", "--yes"])
    let outcomes = try await all(Array(repeating: ["rollback", "1.2.0", "--undo", "--yes"], count: 2), in: world)
    let stories = outcomes.map(\.story).joined(separator: "\n---\n")
    #expect(outcomes.contains { $0.status == 0 }, "\(stories)")
    #expect(outcomes.allSatisfy { [0, 2, 5, 7].contains($0.status) }, "\(stories)")
    #expect(try await world.snapshot() == published)
    let record = try await world.record("1.2.0")
    #expect(record.events.filter { $0.what == "published again" }.count == 1, "\(record.events)")
    try await world.refuses(
      ["rollback", "1.2.0", "--undo", "--yes"], 2, ["its record says published", "nothing is there to undo"])
    try await world.succeeds(["verify", "1.2.0"])
    try await expectIdle(world)
    await world.registry.ended()
  }

  @Test("two who resume the same release at once end alike, and nothing is written twice")
  func resumeTwice() async throws {
    let world = try await StoryWorld(.small, extra: "approve:\n  by: prompt\n")
    let folder = "\(world.scratch.path)/handed"
    #expect(try await world.run(["cut", "1.2.0", "--output", folder]).status == 6)
    let line = ["resume", "1.2.0", "--yes", "--input", folder]
    let outcomes = try await all([line, line, line], in: world)
    let stories = outcomes.map(\.story).joined(separator: "\n---\n")
    #expect(outcomes.contains { $0.status == 0 }, "\(stories)")
    #expect(outcomes.allSatisfy { [0, 5, 7].contains($0.status) }, "\(stories)")
    let record = try await world.record("1.2.0")
    #expect(record.state == "published")
    #expect(record.events.filter { $0.what == "publishing" }.count == 1)
    try await world.succeeds(["verify", "1.2.0"])
    try await expectIdle(world)
    await world.registry.ended()
  }
}
