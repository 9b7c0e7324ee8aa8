import EngineTesting
import ReleaseEngine
import Testing

@Suite("What a slot must show")
struct RightfulValuesTests {
  private let slot = World.image("latest")

  /// A record that claims the slot.
  private func record(
    _ version: String, _ ordinal: Int, base: Base? = nil, state: ReleaseState = .published, isActive: Bool = true
  ) -> Record {
    var record = Record(
      version: version, tag: "v\(version)", component: nil, state: state, holder: World.holder("alice"))
    record.ordinal = ordinal
    var claim = Claim(World.name(of: slot), .floating, value: "image-\(version)")
    (claim.base, claim.active) = (base, isActive)
    record.claims = [claim]
    return record
  }

  @Test("of a slot that no record knows nothing is required")
  func unknown() {
    let holding = RightfulValues([]).holding(slot)
    #expect(holding.value == nil)
    #expect(holding.tag == nil)
    #expect(!holding.isClaimed)
  }

  @Test("the highest active claim, in whatever order the records come")
  func highest() {
    let records = [
      record("1.1.3", 1, base: Base("old", rank: nil)), record("1.10.0", 2), record("1.9.0", 3),
      record("2.0.0", 4, isActive: false),
    ]
    for records in [records, records.reversed()] {
      let values = RightfulValues(records)
      #expect(values.holding(slot).value == "image-1.10.0")
      #expect(values.holding(slot).tag == "v1.10.0")
      #expect(values.base(of: slot)?.value == "old")
      #expect(values.claimant(of: slot) == "v1.10.0")
    }
  }

  @Test(
    "records whose claims do not count",
    arguments: [ReleaseState.planned, .tested, .built, .awaitingApproval, .aborting, .aborted, .rejected])
  func uncounted(state: ReleaseState) {
    let values = RightfulValues([record("1.2.0", 1, base: Base("x", rank: nil), state: state)])
    #expect(values.holding(slot).value == nil)
    #expect(!values.isClaimed(slot))
  }

  @Test("the base taken last counts; one that ranks higher than every claim is not displaced")
  func bases() {
    let values = RightfulValues([
      record("1.1.3", 1, base: Base("first", rank: nil), isActive: false),
      record("1.1.4", 2, base: Base("second", rank: "1.2.9"), isActive: true),
    ])
    #expect(values.holding(slot).value == "second")
    #expect(values.holding(slot).tag == "v1.1.4")
    #expect(!values.holding(slot).isClaimed)
    let higher = RightfulValues([record("1.2.9", 1, base: Base("base", rank: "1.2.9"))])
    #expect(higher.holding(slot).value == "image-1.2.9")
  }

  @Test("an adopted base ends the claims before it, and an abort of its cut lets them count again")
  func adopted() {
    let old = record("2.0.0", 1)
    let values = RightfulValues([old, record("1.2.0", 2, base: Base("foreign", rank: nil, adopted: true))])
    #expect(values.holding(slot).value == "image-1.2.0")
    let aborted = record("1.2.0", 2, base: Base("foreign", rank: nil, adopted: true), state: .aborted)
    #expect(RightfulValues([old, aborted]).holding(slot).value == "image-2.0.0")
  }
}
