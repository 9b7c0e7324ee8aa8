import FoundationEssentials
import TestSupport
import Testing

/// Images of a pull request, from the build in jobs of their own to the clean-up, in a registry that holds releases too.
@Suite(
  "A pull request's images", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world(.init(parts: ["broker"], platforms: "linux/amd64, linux/arm64", values: "")))
struct PullRequestTests {
  private struct Pushed: Decodable {
    struct Image: Decodable {
      struct Platform: Decodable { var platform: String }
      var name: String
      var repository: String
      var digest: String
      var platforms: [Platform]
    }
    var tag: String
    var version: String
    var images: [Image]
  }

  private struct Pruned: Decodable {
    struct Repository: Decodable {
      var repository: String
      var tags: [String]
      var manifests: [String]
      var skipped: String?
    }
    var repositories: [Repository]
  }

  private let repository = "acme/brokkr-broker"

  /// Builds what is checked out in two jobs; gives their folders.
  private func build(_ number: Int, in world: StoryWorld) async throws -> [String] {
    var folders: [String] = []
    for platform in ["amd64", "arm64"] {
      let folder = "\(world.scratch.path)/pr-\(number)-\(platform)"
      try await world.succeeds(["build", "0.0.0-pr.\(number)", "--platform", "linux/\(platform)", "--output", folder])
      folders.append(folder)
    }
    return folders
  }

  @Test("built without the remote, pushed as one index, and deleted with no trace but those of others")
  func life() async throws {
    let world = try StoryWorld.shared
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    let released = world.registry.tags()
    // A merge that is on no branch, as a job of a pull request has it.
    try await world.git("checkout", "-q", "--detach")
    try await world.commit("feat: of the pull request")
    for number in [1, 10] {
      let inputs = try await build(number, in: world).flatMap { ["--input", $0] }
      try await world.refuses(
        ["push", "--as", "v1.2.0"] + inputs, 2, ["is no tag for a branch", "A release could have it"])
      try await world.refuses(["push", "--as", "pr-\(number)", "--input", inputs[1]], 1, ["image broker linux/arm64"])
      let pushed: Pushed = try await world.object(["push", "--as", "pr-\(number)"] + inputs)
      #expect(pushed.tag == "pr-\(number)" && pushed.version == "0.0.0-pr.\(number)")
      #expect(pushed.images.map(\.name) == ["broker"])
      #expect(pushed.images[0].platforms.map(\.platform) == ["linux/amd64", "linux/arm64"])
      #expect(world.tag(repository, "pr-\(number)") == pushed.images[0].digest)
    }
    let both = world.registry.tags()
    #expect(both.count == released.count + 2)

    let before = try await world.everything()
    let shown = try await world.succeeds(["prune", "--pr", "1", "--dry-run"])
    #expect(try await world.everything() == before, "\(shown.story)")
    let pruned: Pruned = try await world.object(["prune", "--pr", "1"])
    #expect(pruned.repositories.map(\.tags) == [["pr-1"]] && pruned.repositories[0].manifests.count == 3)
    #expect(world.registry.tags() == both.filter { !$0.key.hasSuffix(":pr-1") })
    let again = try await world.succeeds(["prune", "--pr", "1"])
    #expect(again.output == "Nothing to delete.\n")
    try await world.succeeds(["prune", "--pr", "10"])
    #expect(world.registry.tags() == released)
    try await world.succeeds(["verify", "1.2.0", "--deep"])
    // What has no tag is not listed by a registry, which is said and no error.
    let untagged: Pruned = try await world.object(["prune", "--untagged"])
    #expect(!untagged.repositories.isEmpty)
    #expect(untagged.repositories.allSatisfy { $0.skipped?.contains("lists nothing that has no tag") == true })
  }

  @Test("a fork's images go to a registry of the job's own")
  func fork() async throws {
    let world = try StoryWorld.shared
    let other = try await DockerRegistry.start()
    let before = world.registry.tags()
    let inputs = try await build(77, in: world).flatMap { ["--input", $0] }
    try await world.succeeds(["push", "--as", "pr-77", "--registry", other.host] + inputs)
    #expect(other.tags().keys.sorted() == ["\(repository):pr-77"])
    #expect(world.registry.tags() == before)
    await other.ended()
  }

  @Test("in a layout on disk a sweep takes what a purge and a clean-up leave, and an undo still has all of its bytes")
  func layout() async throws {
    let world = try StoryWorld.shared
    try await world.git("checkout", "-q", "main")
    try await world.git("reset", "-q", "--hard", "origin/main")
    let text = try String(contentsOfFile: "\(world.clone)/.brokkr-release.yml", encoding: .utf8)
    let out = "\(world.scratch.path)/out"
    try StoryWorld.write(
      text.replacing("\(world.registry.host)/acme/brokkr-broker", with: "oci-layout:\(out)/broker")
        .replacing("oci://\(world.registry.host)/acme/charts", with: "oci-layout:\(out)/charts"),
      to: "\(world.clone)/.brokkr-release.yml")
    try await world.push("feat: a layout")
    try await world.succeeds(["cut", "1.4.0", "--yes"])
    let whole = try await world.shell("ls -R \"$1\"", out)
    let inputs = try await build(3, in: world).flatMap { ["--input", $0] }
    try await world.succeeds(["push", "--as", "pr-3"] + inputs)
    try await world.succeeds(["rollback", "1.4.0", "--purge", "--yes"])
    try await world.shell(
      "printf 'left over' >\"$1/broker/blobs/sha256/$(printf 'left over' | sha256sum | cut -d' ' -f1)\"", out)
    try await world.succeeds(["prune", "--pr", "3"])
    try await world.succeeds(["prune", "--untagged"])
    #expect(try await world.succeeds(["prune", "--untagged"]).output == "Nothing to delete.\n")
    try await world.succeeds(["rollback", "1.4.0", "--undo", "--yes"])
    try await world.succeeds(["verify", "1.4.0", "--deep"])
    #expect(try await world.shell("ls -R \"$1\"", out) == whole)
  }
}
