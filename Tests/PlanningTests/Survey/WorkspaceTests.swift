import ExternalTools
import Git
import OCI
import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@testable import Planning

@Suite("What a command works on")
struct WorkspaceTests {
  @Test(
    "the address of the sources is a web address without credentials, or none",
    arguments: [
      ("https://github.com/acme/app.git", "https://github.com/acme/app"),
      ("https://github.com/acme/app", "https://github.com/acme/app"),
      ("https://github.com/acme/app.git/", "https://github.com/acme/app"),
      ("https://user:secret@github.com/acme/app.git", "https://github.com/acme/app"),
      ("https://secret@github.com/acme/app", "https://github.com/acme/app"),
      ("https://git.example.org:8443/acme/app.git", "https://git.example.org:8443/acme/app"),
      ("http://git.example.org/acme/app.git", "http://git.example.org/acme/app"),  // it has no other address
      ("git@github.com:acme/app.git", "https://github.com/acme/app"),
      ("github.com:acme/app.git", "https://github.com/acme/app"),
      ("git@github.com:/acme/app.git", "https://github.com/acme/app"),
      ("ssh://git@github.com/acme/app.git", "https://github.com/acme/app"),
      ("ssh://git@github.com:2222/acme/app.git", "https://github.com/acme/app"),  // a port of ssh is none of the web
      ("git+ssh://git@github.com/acme/app", "https://github.com/acme/app"),
      ("git://github.com/acme/app.git", "https://github.com/acme/app"),
      ("file:///srv/git/app.git", nil), ("/srv/git/app.git", nil), ("../app.git", nil), ("app", nil),
      ("./a:b/app.git", nil),  // a folder: its first slash comes before the colon
      ("", nil),
    ] as [(String, String?)])
  func sourceURL(remote: String, expected: String?) async throws {
    let scratch = try ScratchDirectory("source-url")
    for arguments in [["init", "-q"], ["config", "remote.origin.url", remote]] {
      _ = try await Invocation("git", arguments, in: scratch.path).run().checked("git failed.", remedy: "")
    }
    let workspace = Workspace(
      repository: try Repository(at: scratch.path), configuration: try configuration(""),
      registries: Registries.plain(), environment: [:])
    #expect(workspace.sourceURL == expected)
  }

  @Test("without a remote the sources have no address")
  func noRemote() async throws {
    let world = try await ReleaseWorld("no-source")
    #expect(try world.workspace(at: nil, "remote: ''").sourceURL == nil)
  }

  @Test("folders of a tag with slashes lie side by side")
  func handOverFolder() async throws {
    let world = try await ReleaseWorld("folders")
    #expect(
      try world.workspace().handOverFolder(for: "agent/v1.2.0")
        == "\(world.clone)/.git/brokkr-release/hand-over/agent-v1.2.0")
  }

  @Test(
    "a folder that a record names is written inside of the repository, or where a configuration says so",
    arguments: [
      ("oci-layout:out/app:1.2.0", true), ("oci-layout:a/../out:1.2.0", true), ("oci:ghcr.io/acme/app:1.2.0", true),
      ("oci-layout:../out:1.2.0", false), ("oci-layout:/srv/elsewhere:latest", false),
      ("oci-layout:a/../../out:1.2.0", false), ("oci-layout:/srv/layouts:1.2.0", true),
      ("oci-layout:/srv/charts/app:1.2.0", true), ("oci-layout:/srv/charts/../x:1.2.0", false),
    ])
  func recordedFolders(slot: String, isTaken: Bool) async throws {
    let world = try await ReleaseWorld("recorded-folders")
    let workspace = try world.workspace(
      at: nil,
      """
      images: { app: { repository: 'oci-layout:/srv/layouts' } }
      charts: { app: { repository: 'oci-layout:/srv/charts' } }
      """)
    var record = ReleaseWorld.record("1.2.0", .publishing)
    record.claims = [Claim(SlotName(RegistryTag.kind, slot), .images, value: "sha256:1")]
    if isTaken { return try workspace.refuseOtherFolders(of: record) }
    let refusal = try #require(throws: Refusal.self) { try workspace.refuseOtherFolders(of: record) }
    #expect(refusal.code == .configuration)
  }

  @Test("the cache lies where the machine keeps caches")
  func cacheFolder() async throws {
    let world = try await ReleaseWorld("cache")
    var workspace = try world.workspace()
    workspace.environment = ["HOME": "/home/a"]
    #expect(workspace.cacheFolder == "/home/a/.cache/brokkr-release")
    workspace.environment = ["HOME": "/home/a", "XDG_CACHE_HOME": "/cache"]
    #expect(workspace.cacheFolder == "/cache/brokkr-release")
    workspace.environment = [:]
    #expect(workspace.cacheFolder == "\(world.clone)/.git/.cache/brokkr-release")
  }

  @Test("a bare repository has nothing to release from")
  func bare() async throws {
    let world = try await ReleaseWorld("bare")
    let workspace = try world.workspace(at: world.origin, ReleaseWorld.configuration)
    #expect(throws: (any Error).self) { try workspace.requireWorkTree() }
    try world.workspace().requireWorkTree()
  }
}
