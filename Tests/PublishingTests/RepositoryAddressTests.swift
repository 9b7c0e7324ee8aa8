import Refusals
import ReleaseEngine
import Testing

@testable import Publishing

@Suite("Repositories in the addresses of slots")
struct RepositoryAddressTests {
  @Test(
    "a prefix is read back as the same repository",
    arguments: [
      (RepositoryAddress.registry("ghcr.io/acme/app"), "oci:ghcr.io/acme/app"),
      (.registry("127.0.0.1:5000/acme/app"), "oci:127.0.0.1:5000/acme/app"),
      (.layout("out/app"), "oci-layout:out/app"), (.layout("/srv/My Layout"), "oci-layout:/srv/My Layout"),
      (.layout("a:b"), "oci-layout:a:b"),  // a folder's name may have a colon
    ])
  func prefixes(address: RepositoryAddress, prefix: String) {
    #expect(address.slotPrefix == prefix)
    #expect(RepositoryAddress(slotPrefix: prefix) == address)
  }

  @Test("what begins otherwise is no repository", arguments: ["", "oci", "git:refs", "ghcr.io/acme/app", "OCI:x"])
  func others(prefix: String) { #expect(RepositoryAddress(slotPrefix: prefix) == nil) }

  @Test(
    "the tag of a slot is what follows the last colon",
    arguments: [
      ("oci:127.0.0.1:5000/acme/app:1.2", "1.2", "oci:127.0.0.1:5000/acme/app"),
      ("oci-layout:a:b/c:latest", "latest", "oci-layout:a:b/c"), ("oci:ghcr.io/x:1", "1", "oci:ghcr.io/x"),
    ])
  func tags(address: String, tag: String, place: String) throws {
    let slot = try RegistryTag(address: address)
    #expect(slot.tag == tag)
    #expect(slot.place.rawValue == place)
    #expect(slot.address == address)
  }

  @Test(
    "an address of a record that is no registry tag is refused by name",
    arguments: ["", ":", "latest", "oci:latest", "oci-layout:latest", "git:refs/tags/v1.2.0", "github:acme/app/latest"])
  func damaged(address: String) throws {
    let refusal = try #require(throws: Refusal.self) { try RegistryTag(address: address) }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.what.contains("`\(address)`"))
  }

  @Test(
    "an address of a record that is no reference is refused by name",
    arguments: ["", "git:", "refs/tags/v1", "git:tags/v1", "oci:x:1"])
  func damagedReference(address: String) throws {
    let refusal = try #require(throws: Refusal.self) { try GitReference(address: address) }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.what.contains("`\(address)`"))
  }
}
