import EngineTesting
import FoundationEssentials
import GitHub
import HTTP
import Publishing
import ReleaseEngine
import TestSupport
import Testing

/// The slots on GitHub keep the laws of slots, before a stand-in of its API.
@Suite("Slot laws on GitHub's stand-in")
struct ForgeSlotLawTests {
  /// A stand-in with its repository, which lives as long as the test.
  private final class World: Sendable {
    let repository: ScratchRepository
    let standIn: GitHubStandIn
    let client: GitHubClient

    init() async throws {
      repository = try await ScratchRepository("forge-laws")
      _ = try await repository.commit("one")
      let bare = "\(repository.scratch.path)/forge.git"
      for tag in ["v1.2.0", "v1.3.0"] { try await repository.git("tag", tag) }
      try await repository.git("clone", "-q", "--bare", repository.clone, bare, in: repository.scratch.path)
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      standIn = try await GitHubStandIn.start(
        for: bare, tool: root.appending(path: "Tools/github-stand-in").path(percentEncoded: false))
      let environment = standIn.environment()
      let slug = try #require(RepositorySlug("acme/app"))
      client = GitHubClient(
        slug, on: GitHubServer(environment: environment), token: GitHubToken("ghs_publish", from: "GH_TOKEN"),
        transport: NetworkTransport()
      ) { _ in }
    }
  }

  private let worlds = Kept<World>()

  private static let file = GitHubClient.NewAsset(
    name: "checksums.txt", body: .bytes(Array("hello".utf8)), size: 5,
    digest: "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")

  private static func form(_ tag: String) -> ReleaseForm {
    ReleaseForm(
      tag: tag, title: tag, notes: "## Features\n\n- one", isPrerelease: false,
      assets: [.init(name: file.name, size: file.size, digest: file.digest)])
  }

  @Test("the public release of a tag keeps them")
  func release() async throws {
    let form = Self.form("v1.2.0")
    let slug = try #require(RepositorySlug("acme/app"))
    let specimen = SlotSpecimen(
      ForgeRelease(slug, "v1.2.0"), try .init(form), try .init(form.withdrawn)
    ) {
      let world = worlds.keep(try await World())
      for tag in ["v1.2.0", "v1.3.0"] {
        try await ReleaseDrafts(world.client).stage(Self.form(tag), [Self.file])
      }
      return world.client
    }
    try await expectSlotLaws(specimen)
    for world in worlds.all { #expect(try await world.standIn.violations() == []) }
  }

  @Test("the latest mark keeps them")
  func latest() async throws {
    let slug = try #require(RepositorySlug("acme/app"))
    let specimen = SlotSpecimen(LatestMark(slug), .init(tag: "v1.2.0"), .init(tag: "v1.3.0")) {
      let world = worlds.keep(try await World())
      for tag in ["v1.1.0", "v1.2.0", "v1.3.0"] {
        try await world.standIn.post(
          "releases", #"{"tag_name": "\#(tag)", "draft": false, "make_latest": "\#(tag == "v1.1.0")"}"#)
      }
      return world.client
    }
    try await expectSlotLaws(specimen)
    for world in worlds.all { #expect(try await world.standIn.violations() == []) }
  }
}
