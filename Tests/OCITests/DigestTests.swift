import OCI
import Refusals
import TestSupport
import Testing

/// Names of content.
@Suite("Digests")
struct DigestTests {
  @Test("the hash of bytes and of a file with them is the same")
  func hashes() throws {
    let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(Digest.sha256(of: []).description == empty)
    let scratch = try ScratchDirectory("digest")
    let path = try scratch.write(String(repeating: "abc", count: 1 << 19), to: "f")
    let (digest, size) = try Digest.sha256(ofFile: path)
    #expect(digest == Digest.sha256(of: Array(String(repeating: "abc", count: 1 << 19).utf8)) && size == 3 << 19)
    #expect(try Digest(parsing: digest.description) == digest)
  }

  @Test("a file that is not there is named")
  func missing() throws {
    let refusal = try #require(throws: Refusal.self) { try Digest.sha256(ofFile: "/nowhere/f") }
    #expect(refusal.code == .contentMissing && refusal.what.contains("/nowhere/f"))
  }

  @Test(
    "what is no digest is not read",
    arguments: [
      "", "sha256:", "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",  // capitals
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
      "sha256:../../../../../../../../../../../../../../../../../../../../../etc",  // it becomes the name of a file
      "sha256:é3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
    ])
  func others(text: String) { #expect(throws: Refusal.self) { try Digest(parsing: text) } }
}
