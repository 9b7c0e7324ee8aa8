import EngineTesting
import Git
import GitHub
import OCI
import Publishing
import ReleaseEngine
import Synchronization
import TestSupport
import Testing

/// Every kind of slot there is keeps the laws of slots.
@Suite("Slot laws")
struct SlotLawTests {
  private static func index(_ note: String) -> StoredManifest {
    StoredManifest(
      bytes: Array(
        #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[],"annotations":{"n":"\#(note)"}}"#
          .utf8))
  }

  @Test("a tag of a reference keeps them", arguments: [true, false])
  func gitReference(hasRemote: Bool) async throws {
    let world = try await ScratchRepository("laws")
    let (one, two) = (try await world.commit("one"), try await world.commit("two"))
    let count = Mutex(0)
    let specimen = SlotSpecimen(
      GitReference("refs/tags/v1.2.0"), .init(one), .init(two), besides: GitReference("refs/heads/other")
    ) {
      let number = count.withLock {
        $0 += 1
        return $0
      }
      guard hasRemote else {
        let path = "\(world.scratch.path)/local-\(number)"
        try await world.git("clone", "-q", world.clone, path, in: world.scratch.path)
        return GitPlace(repository: try Repository(at: path), remote: nil, ledger: "refs/brokkr-release/ledger")
      }
      let path = "\(world.scratch.path)/remote-\(number).git"
      try await world.git("init", "-q", "--bare", path, in: world.scratch.path)
      try await world.git("remote", "add", "r\(number)", path)
      let repository = try Repository(at: world.clone)
      return GitPlace(
        repository: repository, remote: Remote("r\(number)", of: repository), ledger: "refs/brokkr-release/ledger")
    }
    try await expectSlotLaws(specimen)
  }

  @Test("a tag of an image layout keeps them")
  func layoutTag() async throws {
    let scratch = try ScratchDirectory("laws-layout")
    let count = Mutex(0)
    let slot = RegistryTag(.layout("x"), "latest")
    try await expectSlotLaws(
      SlotSpecimen(
        slot, .init(Self.index("one")), .init(Self.index("two")), besides: RegistryTag(.layout("x"), "1")
      ) {
        let number = count.withLock {
          $0 += 1
          return $0
        }
        return ImageLayout(at: "\(scratch.path)/layout-\(number)")
      })
  }

  @Test("a tag of a registry keeps them", .enabled(if: DockerRegistry.isInstalled))
  func registryTag() async throws {
    let registry = try await DockerRegistry.start()
    defer { registry.stop() }
    let registries = Registries.plain()
    let count = Mutex(0)
    let slot = RegistryTag(.registry("\(registry.host)/laws"), "latest")
    try await expectSlotLaws(
      SlotSpecimen(
        slot, .init(Self.index("one")), .init(Self.index("two")),
        besides: RegistryTag(.registry("\(registry.host)/laws"), "1")
      ) {
        let number = count.withLock {
          $0 += 1
          return $0
        }
        return registries.repository(try RegistryLocation(parsing: "\(registry.host)/laws-\(number)"))
      })
    await registries.shutdown()
  }

  @Test("every kind in the catalog has its own name, and the names have not changed")
  func kinds() async throws {
    let world = try await ScratchRepository("kinds")
    let repository = try Repository(at: world.clone)
    let git = GitPlace(repository: repository, remote: nil, ledger: "refs/brokkr-release/ledger")
    let places = Places(git: git, registries: Registries.plain(), forge: .nobody, root: world.clone)
    // Records of released versions name these: a new kind is added here, none is ever changed.
    #expect(places.catalog.kinds == ["git.ref", "oci.tag", "github.release", "github.latest"])
  }

  @Test(
    "an address is read back as the same slot",
    arguments: [
      "oci:127.0.0.1:5000/acme/x:1.2", "oci:ghcr.io/acme/x:latest", "oci-layout:out/x:1.2.0", "oci-layout:/tmp/x:1",
    ])
  func addresses(address: String) throws {
    #expect(try RegistryTag(address: address).address == address)
  }
}
