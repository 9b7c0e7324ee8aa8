import Refusals
import ReleaseEngine
import Testing

@testable import Publishing

@Suite("Records as bytes")
struct RecordCodingTests {
  private let holder = Holder(
    host: "h", actor: "Ada Ö <ada@example.org>", pid: 7, start: "b-1", runID: "12", runURL: "https://x.org/runs/12")

  private var bare: Record {
    Record(version: "1.2.0", tag: "v1.2.0", component: nil, state: .planned, holder: holder)
  }

  /// A record with every field set.
  private var full: Record {
    var record = Record(version: "1.2.0", tag: "agent/v1.2.0", component: "agent", state: .publishing, holder: holder)
    (record.commit, record.head, record.branch) = ("c1", "h1", "main")
    (record.planHash, record.handOver) = ("ab12", "/tmp/hand-over")
    (record.mode, record.adopted, record.ordinal) = (.withdrawn, true, 3)
    record.images = [
      RecordedImage(
        name: "app", repository: "ghcr.io/acme/app", digest: "sha256:1",
        platforms: [.init(platform: "linux/amd64", digest: "sha256:2")])
    ]
    record.charts = [
      RecordedChart(
        name: "app", version: "1.2.0", appVersion: "1.2", repository: "ghcr.io/acme/charts/app", digest: "sha256:3",
        sha256: "4")
    ]
    var floating = Claim(SlotName("oci.tag", "oci:ghcr.io/acme/app:latest"), .floating, value: "sha256:1")
    floating.base = Base("sha256:0", rank: "1.1.9", adopted: true)
    floating.active = true
    var page = Claim(SlotName("github.release", "github:acme/app"), .release, value: "p1", withdrawn: "p2")
    page.isWithdrawn = true
    record.claims = [floating, page]
    record.changes = [
      ChangeEntry(
        SlotChange(
          floating.name, .floating, from: nil, to: HeldValue("sha256:1"), reversal: .leaving("the tag latest"),
          state: .done)),
      ChangeEntry(SlotChange(page.name, .release, from: HeldValue("p0"), to: nil, state: .foreign)),
    ]
    record.approvals = [Approval(by: "Ada <ada@example.org>", at: "2026-01-01T00:00:00.000Z", method: "prompt")]
    record.events = [RecordedEvent(at: "2026-01-01T00:00:00.000Z", what: "publishing")]
    record.stamped = [StampedScalar(file: "Chart.yaml", key: ["version"], before: nil, after: "1.2.0")]
    var operation = ReleaseEngine.Operation(.undo, keep: [.charts])
    (operation.previousMode, operation.previousClaims, operation.turnsBack) = (.purged, [page], true)
    record.operation = operation
    return record
  }

  private func lines(_ record: Record) throws -> [Substring] {
    String(decoding: try RecordCoding.encode(record), as: UTF8.self).split(separator: "\n")
  }

  @Test("a record is the same after it was written down and read again")
  func roundTrip() throws {
    for record in [bare, full] {
      #expect(try RecordCoding.record(RecordCoding.encode(record), path: "r") == record)
    }
  }

  @Test("a lock is the same after it was written down and read again")
  func lockRoundTrip() throws {
    let lock = Lock(id: "abc", holder: holder, since: "2026-01-01T00:00:00.000Z", version: "1.2.0", tag: "v1.2.0")
    #expect(try RecordCoding.lock(RecordCoding.encode(lock), path: "lock.json") == lock)
  }

  @Test("a holder of a version that did not note where its process has its number is read as well")
  func olderHolder() throws {
    var noted = holder
    noted.namespace = "pid:[4026531836]"
    let lock = Lock(id: "abc", holder: noted, since: "2026-01-01T00:00:00.000Z", version: "1.2.0", tag: "v1.2.0")
    let text = String(decoding: try RecordCoding.encode(lock), as: UTF8.self)
    let older = text.split(separator: "\n").filter { !$0.contains("pid_namespace") }.joined(separator: "\n")
    #expect(older != text && text.contains("pid:[4026531836]"))
    #expect(try RecordCoding.lock([UInt8](older.utf8), path: "lock.json").holder == holder)
    #expect(try RecordCoding.lock([UInt8](text.utf8), path: "lock.json").holder == noted)
  }

  @Test("equal records are equal bytes, sorted, and end in a line break")
  func deterministic() throws {
    let bytes = try RecordCoding.encode(full)
    #expect(try RecordCoding.encode(full) == bytes)
    #expect(bytes.last == UInt8(ascii: "\n"))
    let keys = try lines(full).filter { $0.hasPrefix("  \"") }
    #expect(keys == keys.sorted())
    #expect(!String(decoding: bytes, as: UTF8.self).contains("\\/"), "slashes are written plainly")
  }

  @Test(
    "every field of the contract is there, in a record that has hardly any",
    arguments: [
      "schema_version", "version", "tag", "commit", "state", "plan_hash", "images", "charts", "mode", "claims",
      "changes", "approvals", "events", "component", "head", "branch", "stamped", "adopted", "operation", "ordinal",
      "holder", "hand_over",
    ])
  func fields(key: String) throws {
    #expect(try lines(bare).contains { $0.hasPrefix("  \"\(key)\" :") })
  }

  @Test(
    "what is absent is null and not left out",
    arguments: ["commit", "plan_hash", "mode", "component", "head", "branch", "operation", "hand_over"])
  func nulls(key: String) throws {
    #expect(try lines(bare).contains { $0 == "  \"\(key)\" : null" || $0 == "  \"\(key)\" : null," })
  }

  @Test(
    "the parts of a record have the fields of the contract, empty ones as null",
    arguments: [
      // claims
      ("slot", "\"oci:ghcr.io/acme/app:latest\""), ("role", "\"floating\""), ("value", "\"sha256:1\""),
      ("active", "true"), ("base", "null"), ("withdrawn", "null"),
      // changes
      ("kind", "\"oci.tag\""), ("before", "null"), ("after", "null"), ("reversible", "\"leaving\""),
      ("reversal", "\"the tag latest\""), ("reversal", "null"), ("state", "\"foreign\""),
      // images, charts, approvals, events
      ("repository", "\"ghcr.io/acme/app\""), ("digest", "\"sha256:1\""), ("platform", "\"linux/amd64\""),
      ("app_version", "\"1.2\""), ("sha256", "\"4\""), ("by", "\"Ada <ada@example.org>\""), ("method", "\"prompt\""),
      ("at", "\"2026-01-01T00:00:00.000Z\""), ("what", "\"publishing\""),
    ])
  func parts(key: String, value: String) throws {
    let found = try lines(full).map { $0.drop { $0 == " " } }
    #expect(found.contains { $0 == "\"\(key)\" : \(value)" || $0 == "\"\(key)\" : \(value)," })
  }

  @Test(
    "a record of a newer version is refused with the way out, whatever it looks like",
    arguments: [
      #"{"schema_version": 2}"#,
      #"{"schema_version": 2, "version": {"major": 1}}"#,  // fields may change their types
      #"{"schema_version": 99, "releases": []}"#,
    ])
  func newer(text: String) throws {
    let refusal = try #require(throws: Refusal.self) { try RecordCoding.record(Array(text.utf8), path: "r.json") }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.what.contains("r.json") && refusal.what.contains("newer version"))
    #expect(refusal.remedy.contains("Upgrade"))
  }

  @Test("a whole record of a newer version is refused too")
  func newerAndWhole() throws {
    var record = full
    record.schemaVersion = Record.currentSchema + 1
    let bytes = try RecordCoding.encode(record)
    let refusal = try #require(throws: Refusal.self) { try RecordCoding.record(bytes, path: "r.json") }
    #expect(refusal.what.contains("newer version"))
  }

  @Test(
    "what is no record is refused by its path",
    arguments: [
      "", "{", "[]", "null", "{}",  // nothing, half of something, something else
      #"{"schema_version": 1, "version": "1.2.0"}"#,  // half of the fields
      #"{"schema_version": "1"}"#,
      String(repeating: "[", count: 5_000),  // deeper than anybody needs
      "\u{FEFF}\u{0}",
    ])
  func damaged(text: String) throws {
    let refusal = try #require(throws: Refusal.self) { try RecordCoding.record(Array(text.utf8), path: "r.json") }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.what.contains("r.json") && !refusal.what.contains("newer version"))
  }

  @Test("a field that an older record lacks reads as nothing")
  func older() throws {
    let text = try lines(bare).filter { !$0.contains("hand_over") && !$0.contains("plan_hash") }.joined(separator: "\n")
    let record = try RecordCoding.record(Array(text.utf8), path: "r")
    #expect(record == bare)
  }
}
