import OCI
import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@Suite("A registry's tag as a slot")
struct RegistryTagTests {
  private static let indexType = "application/vnd.oci.image.index.v1+json"
  private static let manifestType = "application/vnd.oci.image.manifest.v1+json"

  private static func document(_ text: String) -> StoredManifest { StoredManifest(bytes: Array(text.utf8)) }

  private static func index(of children: [StoredManifest], note: String = "") -> StoredManifest {
    let list = children.map {
      #"{"mediaType":"\#($0.mediaType)","digest":"\#($0.digest)","size":\#($0.bytes.count)}"#
    }
    return document(
      #"{"schemaVersion":2,"mediaType":"\#(indexType)","manifests":[\#(list.joined(separator: ","))],"annotations":{"n":"\#(note)"}}"#
    )
  }

  private static func manifest(_ config: Digest, size: Int) -> StoredManifest {
    document(
      #"{"schemaVersion":2,"mediaType":"\#(manifestType)","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"\#(config)","size":\#(size)},"layers":[]}"#
    )
  }

  private static let tombstone = document(
    #"{"schemaVersion":2,"mediaType":"\#(indexType)","manifests":[],"annotations":{"dev.brokkr-release.tombstone":"latest","dev.brokkr-release.nonce":"1"}}"#
  )

  private let slot = RegistryTag(.layout("x"), "latest")

  /// A layout that takes every write but the removal of a tag, as some registries do.
  private struct Keeping: ImageRepository {
    let layout: ImageLayout
    var name: String { layout.name }
    func manifest(_ reference: String) async throws -> StoredManifest? { try await layout.manifest(reference) }
    func put(_ manifest: StoredManifest, as reference: String) async throws {
      try await layout.put(manifest, as: reference)
    }
    func removeTag(_ tag: String) async throws { throw Refusal(.registryRefused, what: "\(tag) was not removed.") }
    func tagRemoval() async throws -> TagRemoval { .unsupported }
    func standing(of digest: Digest) async throws -> BlobStanding { try await layout.standing(of: digest) }
    func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]? { try await layout.blob(digest, limit: limit) }
    func upload(_ source: BlobSource, as descriptor: Descriptor, mountingFrom: String?) async throws {
      try await layout.upload(source, as: descriptor, mountingFrom: mountingFrom)
    }
    func checkPushRight() async throws {}
  }

  @Test("a tombstone is what a removal left, and nothing else is")
  func residue() {
    #expect(slot.isResidue(.init(Self.tombstone)))
    #expect(!slot.isResidue(.init(Self.index(of: []))))
    let mention = Self.index(of: [], note: "dev.brokkr-release.tombstone")
    #expect(!slot.isResidue(.init(mention)), "the word as a value says nothing")
  }

  @Test("a removal that was cut short is finished, and the next value goes over what it left")
  func overResidue() async throws {
    let scratch = try ScratchDirectory("residue")
    let layout = ImageLayout(at: scratch.path)
    let (one, two) = (
      RegistryTag.Value(Self.index(of: [], note: "1")), RegistryTag.Value(Self.index(of: [], note: "2"))
    )
    try await layout.put(Self.tombstone, as: "latest")
    try await Change.apply([Change(slot, from: one, to: nil)], at: layout)
    #expect(try await layout.manifest("latest") == nil)
    try await layout.put(Self.tombstone, as: "latest")
    try await Change.apply([Change(slot, from: one, to: two)], at: layout)
    #expect(try await layout.manifest("latest")?.digest.description == two.identity)
  }

  @Test("what is missing below a document is named")
  func shortfall() async throws {
    let scratch = try ScratchDirectory("shortfall")
    let layout = ImageLayout(at: scratch.path)
    let config = Array(#"{"os":"linux","architecture":"amd64"}"#.utf8)
    let digest = Digest.sha256(of: config)
    let whole = Self.manifest(digest, size: config.count)
    let lost = [Self.manifest(Digest.sha256(of: [1]), size: 1), Self.manifest(Digest.sha256(of: [2]), size: 1)]
    let descriptor = Descriptor(
      mediaType: "application/vnd.oci.image.config.v1+json", digest: digest, size: Int64(config.count), platform: nil,
      annotations: nil)
    try await layout.upload(.bytes(config), as: descriptor, mountingFrom: nil)
    try await layout.put(whole, as: whole.digest.description)
    func shortfall(_ document: StoredManifest) async throws -> String? {
      try await slot.shortfall(of: .init(document), at: layout)
    }
    #expect(try await shortfall(Self.index(of: [whole])) == nil)
    #expect(try await shortfall(whole) == nil)
    let one = try #require(try await shortfall(Self.index(of: [whole, lost[0]])))
    #expect(one == "\(lost[0].digest) is gone from \(scratch.path)")
    let two = try #require(try await shortfall(Self.index(of: lost)))
    #expect(two.hasSuffix("is gone from \(scratch.path), and 1 more"))
    // A child that is there and lacks its own configuration is no better.
    try scratch.write(
      String(decoding: lost[0].bytes, as: UTF8.self),
      to: "blobs/\(lost[0].digest.description.replacing(":", with: "/"))")
    let deeper = try #require(try await shortfall(Self.index(of: [whole, lost[0]])))
    #expect(deeper.hasPrefix(Digest.sha256(of: [1]).description))
  }

  @Test("a value whose bytes the ledger does not keep can be compared and not written")
  func withoutBytes() async throws {
    let scratch = try ScratchDirectory("byteless")
    let layout = ImageLayout(at: scratch.path)
    let stored = Self.index(of: [])
    let bare = try RegistryTag.Value(identity: stored.digest.description, content: [])
    #expect(bare == RegistryTag.Value(stored))
    let refusal = try await #require(throws: Refusal.self) {
      try await Change.apply([Change(slot, from: nil, to: bare)], at: layout)
    }
    #expect(refusal.code == .contentMissing)
    #expect(refusal.why.contains(stored.digest.description))
    #expect(try await slot.shortfall(of: bare, at: layout)?.contains(stored.digest.description) == true)
  }

  @Test("bytes that are not those of their digest are refused when the record is read")
  func otherBytes() throws {
    let refusal = try #require(throws: Refusal.self) {
      try RegistryTag.Value(identity: Self.index(of: []).digest.description, content: [1, 2, 3])
    }
    #expect(refusal.code == .ledgerDamaged)
  }

  @Test("where a registry removes no tags, the plan says beforehand what a rollback leaves")
  func reversal() async throws {
    let scratch = try ScratchDirectory("reversal")
    let layout = ImageLayout(at: scratch.path)
    let (one, two) = (
      RegistryTag.Value(Self.index(of: [], note: "1")), RegistryTag.Value(Self.index(of: [], note: "2"))
    )
    let keeping = Keeping(layout: layout)
    let back = try await slot.reversal(of: Change(slot, from: nil, to: one), at: keeping)
    #expect(back.word == "leaving")
    #expect(back.text?.contains("latest") == true)
    #expect(try await slot.reversal(of: Change(slot, from: one, to: two), at: keeping) == .exact)
    #expect(try await slot.reversal(of: Change(slot, from: nil, to: one), at: layout) == .exact)
  }

  @Test("where a registry removes no tags, a removal says so and leaves the tag whole")
  func unwritable() async throws {
    let scratch = try ScratchDirectory("unwritable")
    let layout = ImageLayout(at: scratch.path)
    let one = RegistryTag.Value(Self.index(of: []))
    try await layout.put(Self.index(of: []), as: "latest")
    let error = try await #require(throws: Unwritable.self) {
      try await Change.apply([Change(slot, from: one, to: nil)], at: Keeping(layout: layout))
    }
    #expect(error.slot == slot.address)
    #expect(try await layout.manifest("latest")?.digest.description == one.identity)
  }

  @Test(
    "a real registry is asked whether it removes tags, and nothing is left by the question",
    .enabled(if: DockerRegistry.isInstalled), arguments: [true, false])
  func realRegistry(deletes: Bool) async throws {
    let registry = try await DockerRegistry.start(deletes: deletes)
    defer { registry.stop() }
    let registries = Registries.plain()
    let place = registries.repository(try RegistryLocation(parsing: "\(registry.host)/acme/app"))
    let slot = RegistryTag(.registry("\(registry.host)/acme/app"), "1.2.0")
    let sibling = RegistryTag(.registry("\(registry.host)/acme/app"), "latest")
    let value = RegistryTag.Value(Self.index(of: []))
    // The same bytes under two tags: a registry that removes by digest would take both.
    try await Change.apply([Change(slot, from: nil, to: value), Change(sibling, from: nil, to: value)], at: place)
    let before = registry.tags()
    let back = try await slot.reversal(of: Change(slot, from: nil, to: value), at: place)
    #expect(back.word == (deletes ? "exact" : "leaving"))
    #expect(registry.tags() == before)
    do {
      try await Change.apply([Change(slot, from: value, to: nil)], at: place)
      #expect(deletes)
      #expect(registry.tags() == before.filter { $0.key == "acme/app:latest" })
    } catch let error as Unwritable {
      #expect(!deletes && error.slot == slot.address)
      #expect(registry.tags() == before)
    }
    await registries.shutdown()
  }
}
