import FoundationEssentials
import Refusals
import TestSupport
import Testing

@testable import OCI

@Suite("Tidying up an image layout")
struct ImageLayoutPruningTests {
  private let scratch: ScratchDirectory
  private let layout: ImageLayout

  init() throws {
    scratch = try ScratchDirectory("layout-pruning")
    layout = ImageLayout(at: "\(scratch.path)/layout")
  }

  private var files: Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: "\(layout.path)/blobs/sha256")) ?? [])
  }

  private func isWhole(_ tag: String) async throws -> Bool {
    guard let shown = try await layout.manifest(tag) else { return false }
    return try await Closure.damaged(of: shown, in: layout).isEmpty
  }

  // MARK: one tag

  @Test("a tag goes with all that is its own, and its neighbor of a similar name stays whole")
  func tag() async throws {
    let one = try await PruningScene.index("one", as: "pr-1", in: layout)
    let before = files
    let ten = try await PruningScene.index("ten", as: "pr-10", in: layout)
    let added = files.subtracting(before)
    let pruned = try await layout.prune(tag: "pr-10", keeping: KeptContent(), isDryRun: false)
    #expect(pruned.tags == ["pr-10"] && pruned.documents.first == ten.digest)
    #expect(pruned.kept == [try PruningScene.shared.manifest().digest])
    #expect(Set((pruned.documents + pruned.blobs).map(\.hex)) == added)
    #expect(files == before)
    #expect(try await layout.manifest("pr-10") == nil)
    #expect(try await isWhole("pr-1"))
    #expect(try await layout.manifest("pr-1") == one)
  }

  @Test("looking changes nothing, and names what goes then")
  func dryRun() async throws {
    try await PruningScene.index("one", as: "pr-1", in: layout)
    let before = files
    let shown = try await layout.prune(tag: "pr-1", keeping: KeptContent(), isDryRun: true)
    #expect(files == before && !shown.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(layout.path)/new"))
    #expect(try await isWhole("pr-1"))
    #expect(try await layout.prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false) == shown)
    #expect(files.isEmpty)
  }

  @Test("what is not there is nothing, also of a layout that is not there")
  func nothing() async throws {
    #expect(try await layout.prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false).isEmpty)
    #expect(try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false)?.isEmpty == true)
    #expect(!FileManager.default.fileExists(atPath: layout.path))
  }

  @Test("what a record needs stays, with all that is below it")
  func recorded() async throws {
    let one = try await PruningScene.index("one", as: "pr-1", in: layout)
    let kept = KeptContent(documents: [one.digest])
    let pruned = try await layout.prune(tag: "pr-1", keeping: kept, isDryRun: false)
    #expect(pruned.tags == ["pr-1"] && pruned.documents.isEmpty && pruned.blobs.isEmpty)
    #expect(try await Closure.damaged(of: one, in: layout).isEmpty)
    // A record whose index is gone still keeps what the ledger's bytes of it name.
    let two = try await PruningScene.index("two", as: "pr-2", in: layout)
    let lost = StoredManifest(
      bytes: try ImageIndex(manifests: ImageIndex.decode(two.bytes).manifests, annotations: ["note": "lost"]).encoded())
    let again = try await layout.prune(
      tag: "pr-2", keeping: KeptContent(documents: [lost.digest], bytes: [lost.digest: lost]), isDryRun: false)
    #expect(again.documents == [two.digest] && again.blobs.isEmpty)
    #expect(try await Closure.damaged(of: lost, in: layout).isEmpty)
  }

  @Test("a signature goes with what it is of, and stays with what stays")
  func signatures() async throws {
    let one = try await PruningScene.index("one", as: "pr-1", in: layout)
    let two = try await PruningScene.index("two", as: "1.0.0", in: layout)
    let first = try await PruningScene.signature(of: one, in: layout)
    let second = try await PruningScene.signature(of: two, in: layout)
    let pruned = try await layout.prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false)
    #expect(pruned.tags == ["pr-1", "sha256-\(one.digest.hex).sig"])
    #expect(try await layout.manifest(first.digest.description) == nil)
    #expect(try await layout.manifest("sha256-\(two.digest.hex).sig") == second)
  }

  @Test("a document of a tag that stays and cannot be read stops everything")
  func damaged() async throws {
    try await PruningScene.index("one", as: "pr-1", in: layout)
    let two = try await PruningScene.index("two", as: "1.0.0", in: layout)
    try scratch.write("{", to: "layout/blobs/sha256/\(two.digest.hex)")
    let before = files
    #expect(await refusal { _ = try await layout.prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false) } != nil)
    #expect(
      await refusal { _ = try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false) } != nil)
    #expect(files == before)
    #expect(try await isWhole("pr-1"))
  }

  // MARK: everything without a name

  @Test("only what nothing reaches goes: tags, records and what is about them keep theirs")
  func untagged() async throws {
    try await PruningScene.index("one", as: "1.0.0", in: layout)
    let recorded = try await PruningScene.index("recorded", in: layout)
    let before = files
    let loose = try await PruningScene.index("loose", in: layout)
    let added = files.subtracting(before)
    let pruned = try #require(
      try await layout.pruneUntagged(keeping: KeptContent(documents: [recorded.digest]), before: "", isDryRun: false))
    #expect(pruned.documents.first == loose.digest, "what is above goes before what is below it")
    #expect(Set((pruned.documents + pruned.blobs).map(\.hex)) == added)
    #expect(files == before)
    #expect(try await isWhole("1.0.0"))
    #expect(try await Closure.damaged(of: recorded, in: layout).isEmpty)
    // Without the record its content is garbage, too.
    _ = try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false)
    #expect(try await isWhole("1.0.0"))
    #expect(try await layout.manifest(recorded.digest.description) == nil)
  }

  @Test("entries of the index without a name go, but what is about something that stays does not")
  func namelessEntries() async throws {
    let one = try await PruningScene.index("one", as: "1.0.0", in: layout)
    let loose = try await PruningScene.index("loose", in: layout)
    func about(_ subject: StoredManifest, _ note: String) async throws -> StoredManifest {
      let text =
        #"{"schemaVersion":2,"manifests":[],"annotations":{"note":"\#(note)"},"subject":{"digest":"\#(subject.digest)","size":1,"mediaType":"\#(subject.mediaType)"}}"#
      let document = StoredManifest(bytes: Array(text.utf8))
      try await layout.put(document, as: document.digest.description)
      return document
    }
    let attestation = try await about(one, "kept")
    let further = try await about(attestation, "kept too")
    let orphan = try await about(loose, "goes")
    try await layout.change { index in
      for document in [loose, attestation, orphan] { index.manifests.append(document.descriptor) }
    }
    let pruned = try #require(try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false))
    #expect(Set(pruned.documents).isSuperset(of: [loose.digest, orphan.digest]))
    #expect(Set(try layout.index().manifests.map(\.digest)) == [one.digest, attestation.digest])
    for document in [attestation, further] {
      #expect(try await layout.manifest(document.digest.description) == document)
    }
  }

  @Test("files that are no content are left alone, and a second sweep finds nothing")
  func foreignFiles() async throws {
    try await PruningScene.index("one", as: "1.0.0", in: layout)
    try await layout.upload(.bytes([1]), as: SampleImage.descriptor("a/b", [1]), mountingFrom: nil)
    try scratch.write("being written", to: "layout/blobs/sha256/\(String(repeating: "0", count: 64)).17.tmp")
    try scratch.write("notes", to: "layout/README")
    #expect(
      try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false)?.blobs == [.sha256(of: [1])])
    #expect(files.contains("\(String(repeating: "0", count: 64)).17.tmp"))
    #expect(FileManager.default.fileExists(atPath: "\(layout.path)/README"))
    #expect(try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false)?.isEmpty == true)
  }

  @Test("content that is another folder's is not touched: nobody here knows what that one's tags reach")
  func sharedContent() async throws {
    for shared in ["blobs", "blobs/sha256"] {
      let own = ImageLayout(at: "\(scratch.path)/own-\(shared.count)")
      let other = ImageLayout(at: "\(scratch.path)/other-\(shared.count)")
      let one = try await PruningScene.index("one", as: "1.0.0", in: other)
      try await PruningScene.index("two", as: "pr-1", in: own)
      try FileManager.default.removeItem(atPath: "\(own.path)/\(shared)")
      try FileManager.default.createSymbolicLink(
        atPath: "\(own.path)/\(shared)", withDestinationPath: "\(other.path)/\(shared)")
      let refusals = [
        await refusal { _ = try await own.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false) },
        await refusal { _ = try await own.prune(tag: "pr-1", keeping: KeptContent(), isDryRun: false) },
      ]
      #expect(refusals.allSatisfy { $0?.message.contains("a link to another folder") == true })
      #expect(try await Closure.damaged(of: one, in: other).isEmpty)
    }
  }

  @Test("a sweep that was cut short anywhere leaves every tag whole, and the next one finishes it")
  func cutShort() async throws {
    let one = try await PruningScene.index("one", as: "1.0.0", in: layout)
    try await PruningScene.index("loose", in: layout)
    let pruned = try #require(try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: true))
    try #require(!pruned.documents.isEmpty && !pruned.blobs.isEmpty)
    let order = pruned.documents + pruned.blobs
    for count in 0...order.count {
      for digest in order.prefix(count) { try layout.remove(digest) }
      // What is still there of documents lacks nothing, or an upload would take it for whole.
      for document in pruned.documents.dropFirst(count) {
        let stored = try #require(try await layout.manifest(document.description))
        #expect(try await Closure.missing(of: stored, in: layout, deep: true).isEmpty)
      }
      #expect(try await isWhole("1.0.0"))
      #expect(try await layout.manifest("1.0.0") == one)
    }
    #expect(try await layout.pruneUntagged(keeping: KeptContent(), before: "", isDryRun: false)?.isEmpty == true)
  }

  @Test("a tag is not put on what a sweep has taken meanwhile, however deep it lay")
  func sweptBeforeTheTag() async throws {
    let one = try await PruningScene.index("one", in: layout)
    let layer = SampleImage.descriptor(MediaType.imageLayer, PruningScene.own("one").layers[0])
    try layout.remove(layer.digest)
    let refusal = await refusal { try await layout.put(one, as: "1.0.0") }
    #expect(refusal?.code == .contentMissing)
    #expect(try await layout.manifest("1.0.0") == nil)
  }
}
