import FoundationEssentials
import TestSupport
import Testing

/// The four ways in which a version gets into the files.
@Suite(
  "Stamp modes", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized, .world())
struct BadInputStampTests {
  private static let chart = "charts/brokkr-broker/Chart.yaml"

  /// Sets the mode, and gives the commit that is released then.
  private func set(_ mode: String, in world: StoryWorld) async throws -> String {
    let file = "\(world.clone)/.brokkr-release.yml"
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let rest = lines.filter { !$0.hasPrefix("stamp:") }.joined(separator: "\n")
    try StoryWorld.write("stamp: \(mode)\n\(rest)", to: file)
    try await world.push("feat: stamp \(mode)")
    return try await world.git("rev-parse", "HEAD")
  }

  /// The Chart.yaml of a commit of the origin.
  private func text(_ commit: String, in world: StoryWorld) async throws -> String {
    try await world.git("show", "\(commit):\(Self.chart)", in: world.origin)
  }

  private func stamped(_ text: String, with version: String) -> String {
    text.replacing("version: \"1.1.3\"", with: "version: \"\(version)\"")
      .replacing("appVersion: '1.1.3'", with: "appVersion: '\(version)'")
  }

  @Test("commit: the branch gets a commit that changes the version and no other byte, and the clone follows")
  func commit() async throws {
    let world = try StoryWorld.shared
    let head = try await set("commit", in: world)
    let before = try await text(head, in: world)
    try await world.succeeds(["cut", "2.0.0", "--yes"])
    let references = try await world.references()
    let release = try #require(references["refs/tags/v2.0.0^{}"])
    #expect(references["refs/heads/main"] == release)
    #expect(try await world.git("rev-parse", "HEAD") == release, "the branch was checked out and clean")
    #expect(try await world.git("status", "--porcelain").isEmpty)
    #expect(try await world.git("rev-parse", "\(release)^") == head)
    #expect(try await world.git("log", "-1", "--format=%(trailers:key=Release,valueonly)", release) == "v2.0.0\n")
    #expect(try await text(release, in: world) == stamped(before, with: "2.0.0"))
    #expect(try await world.git("diff", "--name-only", head, release) == Self.chart)
    // Back to what it said, so that the other tests begin alike.
    try await world.succeeds(["rollback", "--purge", "--yes"])
    #expect(try await text("main", in: world) == before)
  }

  @Test("tag: only the tag reaches the commit, and the branch stays")
  func tag() async throws {
    let world = try StoryWorld.shared
    let head = try await set("tag", in: world)
    try await world.succeeds(["cut", "3.0.0", "--yes"])
    let references = try await world.references()
    let release = try #require(references["refs/tags/v3.0.0^{}"])
    #expect(references["refs/heads/main"] == head)
    #expect(try await world.git("rev-parse", "HEAD") == head)
    #expect(try await world.git("rev-parse", "\(release)^", in: world.origin) == head)
    #expect(try await text(release, in: world) == stamped(try await text(head, in: world), with: "3.0.0"))
  }

  @Test("none: the tag is at the commit itself, and only what is packaged says the version")
  func none() async throws {
    let world = try StoryWorld.shared
    let head = try await set("none", in: world)
    try await world.succeeds(["cut", "4.0.0", "--yes"])
    let references = try await world.references()
    #expect(references["refs/tags/v4.0.0^{}"] == head)
    #expect(references["refs/heads/main"] == head)
    #expect(world.tag("acme/charts/brokkr-broker", "4.0.0") != nil)
  }

  @Test("check: files that do not say the version are refused one by one, and what `stamp` wrote passes")
  func check() async throws {
    let world = try StoryWorld.shared
    _ = try await set("check", in: world)
    try await world.refuses(
      ["cut", "5.0.0", "--yes"], 2,
      [
        "\(Self.chart) does not say 5.0.0.", "Its version says 1.1.3", "Its appVersion says 1.1.3",
        "`stamp: check` changes nothing", "`brokkr-release stamp 5.0.0`",
      ])
    let before = try String(contentsOfFile: "\(world.clone)/\(Self.chart)", encoding: .utf8)
    try await world.succeeds(["stamp", "5.0.0"])
    let after = try String(contentsOfFile: "\(world.clone)/\(Self.chart)", encoding: .utf8)
    #expect(after == stamped(before, with: "5.0.0"))
    try await world.push("chore: 5.0.0")
    let head = try await world.git("rev-parse", "HEAD")
    try await world.succeeds(["cut", "5.0.0", "--yes"])
    let references = try await world.references()
    #expect(references["refs/tags/v5.0.0^{}"] == head, "the files say it, so no commit is made")
    #expect(references["refs/heads/main"] == head)
  }
}
