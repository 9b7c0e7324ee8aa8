import Testing

@testable import OCI

/// What may go, told from documents in memory.
@Suite("What tags and records reach")
struct ShownContentTests {
  private let main = Self.index("main")
  private let old = Self.index("old")

  private static func index(_ note: String, _ children: [StoredManifest] = []) -> StoredManifest {
    let index = ImageIndex(manifests: children.map(\.descriptor), annotations: ["note": note])
    return StoredManifest(bytes: (try? index.encoded()) ?? [])
  }

  private static func about(_ subject: StoredManifest, _ note: String) -> StoredManifest {
    let text = """
      {"schemaVersion":2,"manifests":[],"annotations":{"note":"\(note)"},\
      "subject":{"mediaType":"\(subject.mediaType)","digest":"\(subject.digest)","size":\(subject.bytes.count)}}
      """
    return StoredManifest(bytes: Array(text.utf8))
  }

  private func content(
    _ shown: [String: StoredManifest], others: Set<Digest> = [], keeping kept: KeptContent = KeptContent(),
    _ documents: [StoredManifest]
  ) -> ShownContent {
    let known = Dictionary(uniqueKeysWithValues: documents.map { ($0.digest, $0) })
    return ShownContent(shown, others: others, keeping: kept) { known[$0] }
  }

  @Test("what no name reaches goes, those above before those below")
  func garbage() async throws {
    let leaf = Self.index("leaf")
    let middle = Self.index("middle", [leaf])
    let top = Self.index("top", [middle, main])
    let content = content(["main": main], [main, leaf, middle, top])
    let found = try await content.garbage(among: [leaf.digest, middle.digest, top.digest, main.digest], sparing: [])
    #expect(found.pruned.documents == [top.digest, middle.digest, leaf.digest])
    #expect(found.children(of: top.digest) == [middle.digest, main.digest])
  }

  @Test("what is about something that stays stays, and what is about that")
  func referrers() async throws {
    let signature = Self.about(main, "signature")
    let further = Self.about(signature, "further")
    let lost = Self.about(old, "lost")
    let content = content(["main": main], [main, old, signature, further, lost])
    let all = Set([main, old, signature, further, lost].map(\.digest))
    let found = try await content.garbage(among: all, sparing: [])
    #expect(Set(found.pruned.documents) == [old.digest, lost.digest])
  }

  @Test("records, and what counts as tagged, keep all below them; what is young does, too")
  func kept() async throws {
    let children = ["one", "two", "three"].map { Self.index($0) }
    let above = children.map { Self.index("above", [$0]) }
    let kept = KeptContent(documents: [above[0].digest], bytes: [above[0].digest: above[0]])
    // The first is known by the ledger alone.
    let content = content([:], others: [above[1].digest], keeping: kept, children + [above[1], above[2], old])
    let found = try await content.garbage(
      among: Set(children.map(\.digest)).union([old.digest]), sparing: [above[2].digest])
    #expect(found.pruned.documents == [old.digest] && found.pruned.young == 1)
  }

  @Test("a document that cannot be understood stops the sweep: what it names is not known")
  func damaged() async throws {
    let damaged = StoredManifest(bytes: Array("{".utf8))
    let content = content(["main": damaged], [damaged, old])
    await #expect(throws: (any Error).self) { try await content.garbage(among: [old.digest], sparing: []) }
    let beside = self.content(["main": damaged, "old": old], [damaged, old])
    await #expect(throws: (any Error).self) { try await beside.removal(of: "old") }
  }
}
