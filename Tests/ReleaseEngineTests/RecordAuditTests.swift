import EngineTesting
import ReleaseEngine
import Testing

/// Records that are well-formed and never happened.
@Suite("Altered records")
struct RecordAuditTests {
  /// Something that somebody makes of a record by hand, and what is said of it.
  struct Slip: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var word: String
    var make: @Sendable (inout Record) -> Void

    init(_ name: String, _ word: String, _ make: @escaping @Sendable (inout Record) -> Void) {
      (testDescription, self.word, self.make) = (name, word, make)
    }
  }

  /// What nobody may do to a release that is published.
  static let slips = [
    Slip("an image's digest", "has other images") { $0.images[0].digest = "image-9" },
    Slip("a chart", "has other charts") {
      $0.charts.append(
        RecordedChart(name: "x", version: "1", appVersion: "1", repository: "r", digest: "d", sha256: "s"))
    },
    Slip("the commit", "has other commit") { $0.commit = "0123" },
    Slip("the plan hash", "has other plan_hash") { $0.planHash = "0123" },
    Slip("a stamped scalar", "has other stamped") {
      $0.stamped.append(StampedScalar(file: "Chart.yaml", key: ["version"], before: "0", after: "1"))
    },
    Slip("a claim's value", "has other claims") { $0.claims[0].value = "image-9" },
    Slip("a claim's slot", "has other claims") { $0.claims[0].slot = World.image("9") },
    Slip("a claim less", "has other claims") { $0.claims.removeLast() },
    Slip("a claim's base", "has another base") { $0.claims[0].base = Base("image-9", rank: nil) },
    Slip("a claim switched off", "switched") { $0.claims[0].active = false },
    Slip("an approval", "has other approvals") {
      $0.approvals.append(Approval(by: "Mallory <m@example.org>", at: "then", method: "signature"))
    },
    Slip("the order", "has the place 7") { $0.ordinal = 7 },
    Slip("the mode", "has another mode") { $0.mode = .withdrawn },
    Slip("the branch", "has another branch") { $0.branch = "other" },
    Slip("a change's value", "has other values") { $0.changes[0].before = "image-9" },
    Slip("a change less", "has other changes") { $0.changes.removeFirst() },
    Slip("the operation", "says that it is cut again") { $0.operation?.keep = [.charts] },
    Slip("a withdrawal without its claims", "says published of withdraw") { $0.operation = Operation(.withdraw) },
    Slip("no operation", "names no operation") { $0.operation = nil },
    Slip("the version", "has another version") { $0.version = "9.9.9" },
    Slip("the tag", "names another tag") { $0.tag = "v9.9.9" },
    Slip("a state that cannot follow", "says aborted after published") { $0.state = .aborted },
    Slip("a state from long ago", "says planned after published") { $0.state = .planned },
    Slip("an event in other words", "lacks an event") { $0.events[0].what = "never begun" },
    Slip("an event at another time", "lacks an event") { $0.events[1].at = "then" },
    Slip("an event taken out", "lacks an event") { $0.events.remove(at: 1) },
    Slip("no new event", "without an event") {
      $0.events.removeLast()
      $0.holder = World.holder("mallory")
    },
  ]

  private func published() async throws -> (state: LedgerState, record: Record) {
    var world = await World()
    world.hasBranch = true
    try await world.cut("1.1.3")
    return (await world.shelf.state, try #require(await world.record("1.1.3")))
  }

  @Test("what was altered by hand is named", arguments: slips)
  func altered(slip: Slip) async throws {
    let (state, record) = try await published()
    var next = record
    next.events.append(RecordedEvent(at: "then", what: "by hand"))
    slip.make(&next)
    var altered = state
    altered.records[record.tag] = next
    let fault = try #require(RecordAudit.fault(from: state, to: altered))
    #expect(fault.tag == record.tag)
    #expect(fault.what.contains(slip.word), "\(fault.what)")
  }

  @Test("an event of its own is no alteration, and of no release either")
  func plain() async throws {
    let (state, record) = try await published()
    #expect(RecordAudit.fault(from: state, to: state) == nil)
    var next = state
    next.records[record.tag]?.events.append(RecordedEvent(at: "then", what: "unlocked"))
    #expect(RecordAudit.fault(from: state, to: next) == nil)
  }

  @Test("a record that is removed, made up, or changed along with another one is named")
  func whole() async throws {
    let (state, record) = try await published()
    var gone = state
    gone.records[record.tag] = nil
    #expect(RecordAudit.fault(from: state, to: gone)?.what == "was removed")
    // A release that nobody has made, published out of nothing.
    var invented = state
    var other = record
    (other.tag, other.version) = ("v1.2.0", "1.2.0")
    invented.records["v1.2.0"] = other
    #expect(RecordAudit.fault(from: state, to: invented)?.what.contains("never published") == true)
    other.state = .publishing
    invented.records["v1.2.0"] = other
    #expect(RecordAudit.fault(from: state, to: invented)?.what.contains("the place 1") == true)
    var both = state
    both.records[record.tag]?.events.append(RecordedEvent(at: "then", what: "unlocked"))
    let world = await World()
    _ = try await world.publisher().begin(world.draft("1.2.0").record)
    both.records["v1.2.0"] = await world.record("1.2.0")
    #expect(RecordAudit.fault(from: state, to: both)?.what == RecordAudit.severalAtOnce)
  }

  @Test("what waits for its approval keeps its content, and only approvals are added")
  func waiting() async throws {
    let world = await World()
    let publisher = world.publisher()
    var draft = world.draft("1.2.0")
    draft.record.events = try await publisher.begin(draft.record).events
    _ = try await publisher.park(draft)
    let state = await world.shelf.state
    func fault(_ make: (inout Record) -> Void) -> String? {
      var next = state
      next.records["v1.2.0"]?.events.append(RecordedEvent(at: "then", what: "by hand"))
      if var record = next.records["v1.2.0"] {
        make(&record)
        next.records["v1.2.0"] = record
      }
      return RecordAudit.fault(from: state, to: next)?.what
    }
    #expect(fault { $0.images[0].digest = "image-9" } == "has other images")
    #expect(fault { $0.claims[0].value = "image-9" } == "has other claims")
    #expect(fault { $0.claims[0].active = true }?.contains("before it was published") == true)
    #expect(fault { $0.state = .planned }?.contains("says planned after awaiting-approval") == true)
    #expect(fault { $0.state = .published }?.contains("says published after") == true)
    #expect(fault { $0.approvals.append(Approval(by: "B", at: "then", method: "prompt")) } == nil)
  }
}
