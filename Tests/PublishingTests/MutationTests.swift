import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@Suite("Records and addresses that are nearly right")
struct MutationTests {
  @Test("a record is read as it is written, or refused as damaged", arguments: UInt64(0)..<4)
  func records(seed: UInt64) throws {
    var record = Record(
      version: "1.2.0", tag: "v1.2.0", component: nil, state: .published,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
    record.claims = [Claim(SlotName(GitReference("refs/tags/v1.2.0")), .tag, value: "1")]
    record.events = [RecordedEvent(at: "now", what: "published")]
    let text = String(decoding: try RecordCoding.encode(record), as: UTF8.self)
    var mutation = Mutation(
      seed: seed, of: [text], words: ["null", "\"", "{", "}", "[", "]", ",", "-1", "1e400", "true", "\\u0000", "99"])
    for _ in 0..<1_000 {
      let bytes = mutation.next()
      do {
        let read = try RecordCoding.record(bytes, path: "releases/v1.2.0/record.json")
        #expect(try RecordCoding.record(RecordCoding.encode(read), path: "p") == read)
      } catch let refusal as Refusal {
        #expect(refusal.code == .ledgerDamaged)
      }
    }
  }

  @Test("an address that is taken is written back as itself", arguments: UInt64(0)..<4)
  func addresses(seed: UInt64) throws {
    var mutation = Mutation(
      seed: seed, of: ["ghcr.io/acme/app", "oci-layout:dist/images", "127.0.0.1:5000/a/b", "[::1]:5000/x"],
      words: ["..", "/", ":", "@", "oci://", "http://", "user:pass@", "?", "#", "%2e", "\0", "\u{200B}", "A"])
    for _ in 0..<2_000 {
      let text = String(decoding: mutation.next(), as: UTF8.self)
      guard let address = try? RepositoryAddress(parsing: text) else { continue }
      #expect(try RepositoryAddress(parsing: address.text) == address)
      #expect(!address.text.contains("@") || address.text.hasPrefix("oci-layout:"), "\(text)")
    }
  }
}
