import FoundationEssentials
import TestSupport
import Testing

/// Whole lives of a release while every third request to the stand-in of GitHub's API goes wrong.
@Suite("Releases on a GitHub stand-in that fails", .enabled(if: Executable.canRelease))
struct GitHubFaultTests {
  /// What goes wrong: before the effect, after it, for a while, or in the words of a proxy.
  private static let kinds = [
    #""kind": "lost""#, #""kind": "reset""#, #""kind": "502""#, #""kind": "html", "status": 502"#,
    #""kind": "truncated""#, #""kind": "429", "retry_after": 1"#, #""kind": "403-secondary", "retry_after": 1"#,
    #""kind": "503", "effect": true"#, #""kind": "slow", "seconds": 1"#,
    #""kind": "primary", "reset_in": 1, "status": 403"#, #""kind": "empty""#,
  ]
  /// All of them with `BROKKR_FAULTS=all`, else lives that every kind is in.
  private static let lives =
    ProcessInfo.processInfo.environment["BROKKR_FAULTS"] == "all" ? Array(0..<kinds.count) : [0, 1, 2]

  @Test("no outcome is another one, and nothing is made twice", arguments: lives)
  func everyThird(first: Int) async throws {
    let world = try await ForgeWorld()
    let files = "brokkr-broker-1.2.0.tgz brokkr-release.json checksums.txt"
    let steps: [(command: [String], releases: String, latest: String?)] = [
      (["cut", "1.2.0", "--yes"], "v1.2.0 public \(files)", "v1.2.0"),
      (["rollback", "--yes"], "v1.2.0 (withdrawn) pre-release \(files)", nil),
      (["rollback", "v1.2.0", "--undo", "--yes"], "v1.2.0 public \(files)", "v1.2.0"),
      (["rollback", "v1.2.0", "--purge", "--yes"], "v1.2.0 draft \(files)", nil),
    ]
    for (index, step) in steps.enumerated() {
      let kind = Self.kinds[(first + index * 3) % Self.kinds.count]
      try await world.forge.delete("faults")
      try await world.forge.post("faults", "{\(kind), \"every\": 3}")
      let outcome = try await world.run(step.command)
      #expect(outcome.status == 0, "\(kind): \(outcome.story)")
      #expect(try await world.forge.struck() > 0, "\(kind) never happened in \(step.command)")
      try await world.forge.delete("faults")
      #expect(try await world.releases() == [step.releases], "\(kind) in \(step.command)")
      #expect(try await world.latest() == step.latest, "\(kind) in \(step.command)")
      let verified = try await world.run(["verify", "v1.2.0"])
      #expect(verified.status == 0, "\(kind): \(verified.story)")
    }
    #expect(try await world.forge.violations() == [])
  }

  @Test("an upload that left nothing but its name is made anew")
  func starter() async throws {
    let world = try await ForgeWorld()
    try await world.forge.post("faults", #"{"kind": "starter", "path": "assets", "nth": 2, "times": 1}"#)
    let outcome = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(outcome.status == 0, "\(outcome.story)")
    #expect(
      try await world.releases() == ["v1.2.0 public brokkr-broker-1.2.0.tgz brokkr-release.json checksums.txt"])
    #expect(try await world.forge.requests().contains { $0.hasPrefix("DELETE") && $0.contains("/assets/") })
  }

  @Test("an API that is away for longer stops the release before anything is public, and a second try ends it")
  func outage() async throws {
    let world = try await ForgeWorld()
    try await world.forge.post(
      "faults", #"{"kind": "reset", "method": "POST", "path": "/releases$", "times": 0}"#)
    let stopped = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(stopped.status == 1, "\(stopped.story)")
    #expect(try await world.world.references()["refs/tags/v1.2.0"] == nil)
    #expect(world.world.registry.tags().isEmpty)
    try await world.forge.delete("faults")
    let outcome = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(outcome.status == 0, "\(outcome.story)")
    #expect(try await world.releases().count == 1)
  }
}
