import TestSupport
import Testing

@testable import OCI

@Suite("Answers of registries that are nearly right")
struct MutationTests {
  @Test("a challenge is read, or none", arguments: UInt64(0)..<4)
  func challenges(seed: UInt64) {
    var mutation = Mutation(
      seed: seed,
      of: [
        #"Bearer realm="https://auth.example/token",service="r.example",scope="repository:x:pull,push""#,
        #"Basic realm="r", charset="UTF-8""#, #"Bearer realm=x, Basic realm="y""#,
      ],
      words: ["\"", "\\", ",", "=", " ", "Bearer ", "realm=", "\0", "\r\n", "\u{7F}", "http://169.254.169.254/"])
    for _ in 0..<2_000 { _ = Challenge(String(decoding: mutation.next(), as: UTF8.self)) }
  }

  @Test("a document is read or refused, and what is read names digests", arguments: UInt64(0)..<4)
  func documents(seed: UInt64) throws {
    let digest = "sha256:\(String(repeating: "ab", count: 32))"
    let manifest =
      #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"a/b","digest":"\#(digest)","size":2},"layers":[]}"#
    let index =
      #"{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"\#(digest)","size":2,"platform":{"os":"linux","architecture":"arm64"}}]}"#
    var mutation = Mutation(
      seed: seed, of: [manifest, index],
      words: ["null", "{", "}", "[", "]", "-1", "1e99", "sha256:", "..", "\"", "\\u0000"])
    for _ in 0..<1_000 {
      let bytes = mutation.next()
      let stored = StoredManifest(bytes: bytes)
      _ = stored.isTombstone
      for found in (try? ImageManifest.decode(bytes).contents.map(\.digest)) ?? [] { #expect(found.hex.count == 64) }
      for found in (try? ImageIndex.decode(bytes).manifests.map(\.digest)) ?? [] { #expect(found.hex.count == 64) }
    }
  }
}
