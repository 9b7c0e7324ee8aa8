import Refusals
import Testing

@testable import OCI

/// Manifests and indexes as bytes.
@Suite("Documents")
struct DocumentTests {
  @Test("an index is the same bytes every time: sorted keys, no spaces, slashes as they are")
  func deterministic() throws {
    let child = SampleImage.pair[0]
    var descriptor = try child.manifest().descriptor
    descriptor.platform = child.platform
    let index = ImageIndex(manifests: [descriptor], annotations: ["z/y": "2", "a": "1"])
    let text = String(decoding: try index.encoded(), as: UTF8.self)
    #expect(
      text == """
        {"annotations":{"a":"1","z/y":"2"},"manifests":[{"digest":"\(descriptor.digest)",\
        "mediaType":"application/vnd.oci.image.manifest.v1+json","platform":{"architecture":"amd64","os":"linux"},\
        "size":\(descriptor.size)}],"mediaType":"application/vnd.oci.image.index.v1+json","schemaVersion":2}
        """)
    #expect(try ImageIndex.decode(index.encoded()) == index)
  }

  @Test("other programs' ways of writing nothing are read", arguments: ["null", "[]"])
  func nothing(list: String) throws {
    #expect(try ImageIndex.decode(Array(#"{"schemaVersion":2,"manifests":\#(list)}"#.utf8)).manifests.isEmpty)
    let config = #"{"mediaType":"a/b","digest":"\#(Digest.sha256(of: []))","size":0}"#
    let manifest = try ImageManifest.decode(Array(#"{"schemaVersion":2,"config":\#(config),"layers":\#(list)}"#.utf8))
    #expect(manifest.layers.isEmpty)
  }

  @Test(
    "what is no document is refused and does not stop the program",
    arguments: [
      "", "{", "[]", "null", "<html>", #"{"schemaVersion":2}"#, #"{"schemaVersion":"2","manifests":[]}"#,
      #"{"schemaVersion":2,"manifests":[{"mediaType":"a","digest":"sha256:x","size":1}]}"#,
      #"{"schemaVersion":2,"manifests":[{"mediaType":"a","digest":5,"size":1e400}]}"#,
    ])
  func broken(text: String) {
    #expect(throws: Refusal.self) { try ImageManifest.decode(Array(text.utf8)) }
    if !text.contains(#"2}"#) { #expect(throws: Refusal.self) { try ImageIndex.decode(Array(text.utf8)) } }
  }

  @Test(
    "a stored document has the type that it says, else the one that its members tell",
    arguments: [
      (#"{"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json"}"#, MediaType.dockerManifestList),
      (#"{"schemaVersion":2,"manifests":[]}"#, MediaType.imageIndex),
      (#"{"schemaVersion":2,"config":{}}"#, MediaType.imageManifest),  // Helm's charts
      (#"{"mediaType":"a/b\r\nX: y"}"#, MediaType.imageManifest),  // it becomes a header
      (#"{"mediaType":""}"#, MediaType.imageManifest),
      ("not JSON", MediaType.imageManifest),
    ])
  func mediaType(text: String, expected: String) {
    let manifest = StoredManifest(bytes: Array(text.utf8))
    #expect(manifest.mediaType == expected && manifest.digest == Digest.sha256(of: Array(text.utf8)))
    #expect(manifest.bytes == Array(text.utf8))
  }

  @Test("a tombstone is known as one, is unique, and names its tag")
  func tombstone() throws {
    let (one, two) = (try StoredManifest.tombstone(for: "1.2"), try StoredManifest.tombstone(for: "1.2"))
    #expect(one.isTombstone && two.isTombstone && one.digest != two.digest)
    #expect(String(decoding: one.bytes, as: UTF8.self).contains(#""dev.brokkr-release.tombstone":"1.2""#))
    #expect(try ImageIndex.decode(one.bytes).manifests.isEmpty && one.mediaType == MediaType.imageIndex)
  }

  @Test("an image is no tombstone, whatever it says of itself")
  func noTombstone() throws {
    var index = try ImageIndex.decode(StoredManifest.tombstone(for: "1").bytes)
    index.manifests = [try SampleImage.pair[0].manifest().descriptor]
    #expect(!StoredManifest(bytes: try index.encoded()).isTombstone)
  }
}
