import FoundationEssentials
import Refusals
import TestSupport
import Testing

@testable import OCI

/// Image layouts on disk.
@Suite("Image layouts")
struct ImageLayoutTests {
  private let scratch: ScratchDirectory
  private let layout: ImageLayout

  init() throws {
    scratch = try ScratchDirectory("layout")
    layout = ImageLayout(at: "\(scratch.path)/some/layout")
  }

  private static func index(_ note: String) throws -> StoredManifest {
    StoredManifest(bytes: try ImageIndex(manifests: [], annotations: ["note": note]).encoded())
  }

  private var indexText: String {
    get throws { String(decoding: try Data(contentsOf: URL(filePath: "\(layout.path)/index.json")), as: UTF8.self) }
  }

  @Test("a folder that is not there is empty, and asking does not make it")
  func absent() async throws {
    #expect(try await layout.manifest("latest") == nil)
    #expect(try await layout.manifest(Digest.sha256(of: []).description) == nil)
    #expect(try await !layout.hasBlob(Digest.sha256(of: [])))
    #expect(try await layout.blob(Digest.sha256(of: []), limit: 10) == nil)
    try await layout.removeTag("latest")
    try await layout.checkPushRight()
    #expect(try layout.index().manifests.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/some"))
  }

  @Test("a tag leads to the bytes that were put there, and moves")
  func tags() async throws {
    let (one, two) = (try Self.index("one"), try Self.index("two"))
    try await layout.put(one, as: "latest")
    try await layout.put(one, as: "1.2")
    try await layout.put(two, as: "latest")
    #expect(try await layout.manifest("latest") == two)
    #expect(try await layout.manifest("1.2") == one)
    #expect(try await layout.manifest(one.digest.description) == one)
    #expect(try await layout.manifest("1.3") == nil)
  }

  @Test("a tag goes alone, and the last one leaves an empty list and all content")
  func removal() async throws {
    let one = try Self.index("one")
    try await layout.put(one, as: "a")
    try await layout.put(one, as: "b")
    try await layout.removeTag("a")
    #expect(try await layout.manifest("a") == nil)
    #expect(try await layout.manifest("b") == one)
    try await layout.removeTag("b")
    try await layout.removeTag("b")
    #expect(try indexText.contains(#""manifests":[]"#))
    #expect(try await layout.manifest(one.digest.description) == one)
    #expect(try await layout.tagRemoval() == .allowed)
  }

  @Test("the same tags are the same bytes, in whatever order they came")
  func deterministic() async throws {
    let other = ImageLayout(at: "\(scratch.path)/other")
    let tags = ["1", "1.2", "1.2.0", "latest"]
    for tag in tags { try await layout.put(try Self.index(tag), as: tag) }
    for tag in tags.reversed() { try await other.put(try Self.index(tag), as: tag) }
    let bytes = try Data(contentsOf: URL(filePath: "\(other.path)/index.json"))
    #expect(try String(decoding: bytes, as: UTF8.self) == indexText)
    #expect(try layout.index().manifests.map { $0.annotations?["org.opencontainers.image.ref.name"] } == tags)
  }

  @Test("what other programs wrote into the index stays")
  func foreignEntries() async throws {
    let image = SampleImage.pair[0]
    try await image.store(in: layout)
    let digest = try image.manifest().digest
    try scratch.write(
      #"{"schemaVersion":2,"manifests":[{"mediaType":"\#(MediaType.imageManifest)","digest":"\#(digest)","size":1,"artifactType":"a/b","annotations":{"x":"y"}}]}"#,
      to: "some/layout/index.json")
    try await layout.put(try Self.index("one"), as: "latest")
    try await layout.removeTag("latest")
    let entry = try #require(try layout.index().manifests.first)
    #expect(entry.annotations == ["x": "y"] && entry.artifactType == "a/b" && entry.digest == digest)
  }

  @Test("many writers at once lose nothing")
  func concurrent() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask { try await layout.put(try Self.index("\(number)"), as: "t\(number)") }
      }
      try await group.waitForAll()
    }
    #expect(try layout.index().manifests.count == 40)
  }

  @Test("a lock file that a killed program left behind holds nobody up")
  func staleLock() async throws {
    try await layout.put(try Self.index("one"), as: "a")
    try scratch.write("12345\n", to: "some/layout/.lock")
    try await layout.put(try Self.index("two"), as: "b")
    #expect(try layout.index().manifests.count == 2)
  }

  @Test("a lock that somebody holds is waited for, but not for ever")
  func heldLock() async throws {
    try await layout.put(try Self.index("one"), as: "a")
    let held = try await FolderLock.take(layout.path)
    let refusal = await refusal { _ = try await FolderLock.take(layout.path, patience: .milliseconds(30)) }
    #expect(refusal?.code == .registryRefused && refusal?.why.contains("another program") == true)
    withExtendedLifetime(held) {}
  }

  @Test("a blob is stored once, from memory or from a file, and only under its own digest")
  func blobs() async throws {
    let bytes = Array(String(repeating: "layer", count: 300_000).utf8)
    let descriptor = SampleImage.descriptor(MediaType.imageLayer, bytes)
    let path = try scratch.write(String(decoding: bytes, as: UTF8.self), to: "layer")
    let wrong = SampleImage.descriptor(MediaType.imageLayer, [1])
    for source in [BlobSource.file(path), .bytes(bytes), .file("/nowhere")] {
      let refusal = await refusal { try await layout.upload(source, as: wrong, mountingFrom: nil) }
      #expect(refusal?.code == .contentMissing)
    }
    #expect(try await !layout.hasBlob(wrong.digest))
    try await layout.upload(.file(path), as: descriptor, mountingFrom: nil)
    try await layout.upload(.file("/nowhere"), as: descriptor, mountingFrom: nil)  // it is there already
    #expect(try await layout.blob(descriptor.digest, limit: bytes.count) == bytes)
    await #expect(throws: Refusal.self) { try await layout.blob(descriptor.digest, limit: bytes.count - 1) }
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(layout.path)/blobs/sha256")
    #expect(files == [descriptor.digest.hex])
  }

  @Test("a document that names what is not there is not put, as in a registry")
  func missingContent() async throws {
    let image = SampleImage.pair[0]
    let refusal = await refusal { try await layout.put(image.manifest(), as: "latest") }
    #expect(refusal?.code == .contentMissing)
    #expect(try await layout.manifest("latest") == nil)
  }

  @Test("a document is not stored under another digest")
  func otherDigest() async throws {
    let refusal = await refusal {
      try await layout.put(try Self.index("one"), as: Digest.sha256(of: [1]).description)
    }
    #expect(refusal?.code == .contentMissing)
  }

  @Test("damage is said and not taken for absence")
  func damage() async throws {
    let one = try Self.index("one")
    try await layout.put(one, as: "latest")
    try scratch.write("other bytes", to: "some/layout/blobs/sha256/\(one.digest.hex)")
    for reference in ["latest", one.digest.description] {
      #expect(await refusal { _ = try await layout.manifest(reference) }?.code == .contentMissing)
    }
    try FileManager.default.removeItem(atPath: layout.file(of: one.digest))
    #expect(await refusal { _ = try await layout.manifest("latest") }?.code == .contentMissing)
    try scratch.write("{", to: "some/layout/index.json")
    for body in [{ _ = try layout.index() }, { try await layout.put(one, as: "x") }] as [() async throws -> Void] {
      #expect(await refusal(body)?.code == .registryRefused)
    }
    #expect(try indexText == "{")
  }

  @Test("a link in place of a blob is not followed")
  func link() async throws {
    let one = try Self.index("one")
    try await layout.put(one, as: "latest")
    try scratch.write(String(decoding: one.bytes, as: UTF8.self), to: "elsewhere")
    try FileManager.default.removeItem(atPath: layout.file(of: one.digest))
    try FileManager.default.createSymbolicLink(
      atPath: layout.file(of: one.digest), withDestinationPath: "\(scratch.path)/elsewhere")
    #expect(try await layout.manifest(one.digest.description) == nil)
    #expect(try await !layout.hasBlob(one.digest))
  }

  @Test("the folder says what it is")
  func marker() async throws {
    try await layout.upload(.bytes([1]), as: SampleImage.descriptor("a/b", [1]), mountingFrom: nil)
    let marker = try Data(contentsOf: URL(filePath: "\(layout.path)/oci-layout"))
    #expect(String(decoding: marker, as: UTF8.self) == #"{"imageLayoutVersion":"1.0.0"}"#)
    #expect(try layout.index().manifests.isEmpty)
  }

  @Test("a folder that cannot be made is refused in time")
  func notAFolder() async throws {
    try scratch.write("a file", to: "file")
    let layout = ImageLayout(at: "\(scratch.path)/file/layout")
    #expect(await refusal { try await layout.put(try Self.index("x"), as: "x") }?.code == .registryRefused)
  }
}
