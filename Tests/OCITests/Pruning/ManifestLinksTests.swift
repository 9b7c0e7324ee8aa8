import Refusals
import Testing

@testable import OCI

@Suite struct ManifestLinksTests {
  private let one = Digest.sha256(of: [1])
  private let two = Digest.sha256(of: [2])

  private func links(_ text: String) throws -> ManifestLinks {
    try ManifestLinks(StoredManifest(bytes: Array(text.utf8)))
  }

  @Test("children, content and subject of every kind of document are found")
  func kinds() throws {
    let index = try links(
      #"{"schemaVersion":2,"manifests":[{"digest":"\#(one)","mediaType":"\#(MediaType.imageManifest)"},{"digest":"\#(two)"}],"subject":{"digest":"\#(two)"}}"#
    )
    #expect(index.children.map(\.digest) == [one, two])
    #expect(index.children.map(\.isLeaf) == [true, false], "what does not say what it is may be an index")
    #expect(index.subject == two && index.blobs.isEmpty)
    let manifest = try links(#"{"schemaVersion":2,"config":{"digest":"\#(one)"},"layers":[{"digest":"\#(two)"}]}"#)
    #expect(manifest.blobs == [one, two] && manifest.children.isEmpty && manifest.subject == nil)
    let artifact = try links(#"{"blobs":[{"digest":"\#(one)"}],"layers":null}"#)
    #expect(artifact.blobs == [one])
  }

  @Test("what cannot be followed is an error, since all below it would be taken for garbage")
  func unreadable() {
    for text in ["", "[]", "{", #"{"manifests":[{"digest":"sha512:00"}]}"#, #"{"manifests":"x"}"#] {
      #expect(throws: Refusal.self) { try links(text) }
    }
    #expect(throws: Never.self) { try links(#"{"config":{"digest":"sha512:00"}}"#) }
  }

  @Test("a file is a document only where it says so")
  func files() throws {
    func isDocument(_ text: String) throws -> Bool { try ManifestLinks(ifDocument: Array(text.utf8)) != nil }
    #expect(try isDocument(#" {"schemaVersion":2,"manifests":[]}"#))
    #expect(try isDocument(#"{"schemaVersion":2,"config":{"digest":"\#(one)"}}"#))
    // Configurations of images and charts, and layers.
    for text in [
      #"{"architecture":"amd64","config":{},"os":"linux"}"#, #"{"name":"app","version":"1.0.0"}"#, "\u{1F}\u{8B}", "",
    ] {
      #expect(try !isDocument(text))
    }
  }
}
