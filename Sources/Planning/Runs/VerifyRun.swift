import Git
import Publishing
public import Refusals
public import ReleaseEngine

/// Compares what a release's slots show with what they must show now; writes nothing.
public struct VerifyRun: Sendable {
  /// A slot that does not show what it must.
  public struct Finding: Codable, Hashable, Sendable {
    /// The slot's address.
    public var slot: String
    /// What it must show; nil for nothing.
    @ExplicitNull public var expected: String?
    /// What it shows; nil for nothing.
    @ExplicitNull public var actual: String?
  }

  /// What it works on.
  public var workspace: Workspace
  /// Every blob is read and hashed, where otherwise its being there in its size is enough.
  public var isDeep = false

  /// Makes a run.
  public init(workspace: Workspace) { self.workspace = workspace }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The record.
    public var record: Record
    /// How many slots were compared.
    public var compared: Int
    /// What differs.
    public var findings: [Finding] = []
    /// The tags of releases that a slot may name: those of the ledger, and what is named now.
    public var tags: [String] = []
    /// Slots that could not be read, since their place is away, and why.
    public var unread: [(slot: String, why: Refusal)] = []
  }

  /// How often it is looked again because other releases were written meanwhile.
  private static let looks = 4

  /// Compares the slots of `tag`.
  public func run(_ tag: String) async throws -> Outcome {
    var looks = 0
    while true {
      let snapshot = try await workspace.ledger.load()
      let outcome = try await look(tag, snapshot)
      looks += 1
      guard !outcome.findings.isEmpty, looks < Self.looks else { return outcome }
      // The ledger and the slots may be of different moments.
      guard try await workspace.ledger.load().head != snapshot.head else { return outcome }
    }
  }

  private func look(_ tag: String, _ snapshot: LedgerSnapshot) async throws -> Outcome {
    guard let record = snapshot.state.records[tag] else {
      throw Refusal(
        .usage, what: "\(tag) was not verified: it is not recorded.",
        remedy: "`brokkr-release history` lists what is.")
    }
    guard record.state.claimsCount else {
      throw Refusal(
        .usage, what: "\(tag) was not verified: its record says \(record.state.rawValue).",
        remedy: "Only what was published has slots to compare.")
    }
    let catalog = workspace.catalog
    let rightful = snapshot.state.rightful
    let (now, unreadable, away) = try await read(record.claims.map(\.name))
    var outcome = Outcome(record: record, compared: record.claims.count)
    outcome.tags = try snapshot.state.records.keys + now.compactMap { try catalog.tag(of: $1, in: $0) }
    outcome.findings = try alterations(of: tag, at: snapshot)
    let writing = snapshot.state.halfWritten
    var looked: [String: [String]] = [:]
    for claim in record.claims where claim.role != .branch || record.branch != nil {
      let shown = now[claim.name]
      let holding = rightful.holding(claim.slot)
      // A branch has to contain the release commit, whatever higher release it shows.
      let expected = claim.role == .branch ? claim.value : holding.value
      if let why = away[claim.name] {
        outcome.unread.append((claim.slot, why))
      } else if let why = unreadable[claim.name] {
        outcome.findings.append(Finding(slot: claim.slot, expected: expected, actual: why))
      } else if try await catalog.holds(expected.map { HeldValue($0) }, now: shown, in: claim.name) {
        guard let shown, claim.active, claim.role != .branch else { continue }
        for lack in try await lacks(of: shown, in: claim.name, &looked) {
          outcome.findings.append(
            Finding(slot: claim.slot, expected: expected, actual: "\(shown.identity), of which \(lack)"))
        }
      } else if writing.map({ $0.tag != tag }) ?? (catalog.follows(claim.kind) != nil),
        snapshot.state.isLeft(shown, in: claim.name, whereRightful: expected, catalog: catalog)
      {
        // Another release is being written, and has not come to this slot yet; or the page that the slot is to be on
        // cannot bear it, and the place decides what it shows instead.
        continue
      } else if !Self.isKnownLeftover(claim, shown, record) {
        outcome.findings.append(Finding(slot: claim.slot, expected: expected, actual: shown?.identity))
      }
    }
    return outcome
  }

  /// What is lacking below a value; tags of one repository that show the same one are looked through once.
  private func lacks(
    of shown: HeldValue, in slot: SlotName, _ looked: inout [String: [String]]
  ) async throws -> [String] {
    let catalog = workspace.catalog
    let key = "\(try catalog.place(of: slot).rawValue) \(shown.identity)"
    if let known = looked[key] { return known }
    let lacks = try await catalog.lacks(of: shown, isDeep: isDeep, in: slot)
    looked[key] = lacks
    return lacks
  }

  /// The first event of the ledger at which the release's record does not follow from what it said before.
  private func alterations(of tag: String, at snapshot: LedgerSnapshot) throws -> [Finding] {
    guard let head = try snapshot.head.map({ try ObjectID(parsing: $0.identity) }),
      let fault = try ChainAudit(of: workspace.ledger).fault(upTo: head, of: tag)
    else { return [] }
    let actual = "\(fault.commit), at which \(fault.text)"
    return [Finding(slot: workspace.ledger.slot.address, expected: fault.parent?.description, actual: actual)]
  }

  /// What the slots show, why those that hold something damaged show nothing, and which place is away.
  private func read(
    _ slots: [SlotName]
  ) async throws -> (now: [SlotName: HeldValue], unreadable: [SlotName: String], away: [SlotName: Refusal]) {
    let catalog = workspace.catalog
    do {
      return (try await catalog.read(slots), [:], [:])
    } catch let first as Refusal {
      var now: [SlotName: HeldValue] = [:]
      var (unreadable, away): ([SlotName: String], [SlotName: Refusal]) = ([:], [:])
      for slot in slots {
        do {
          now.merge(try await catalog.read([slot])) { $1 }
        } catch let refusal as Refusal where refusal.code == .contentMissing {
          unreadable[slot] = refusal.what
        } catch let refusal as Refusal where catalog.mayBeAway(slot.kind) && refusal.code != .unauthorized {
          away[slot] = refusal
        }
      }
      guard away.count < slots.count else { throw first }
      return (now, unreadable, away)
    }
  }

  /// Whether the record says itself that the slot was left as it is: its place would not take the write, or the branch
  /// could not move.
  private static func isKnownLeftover(_ claim: Claim, _ shown: HeldValue?, _ record: Record) -> Bool {
    guard let entry = record.changes.first(where: { $0.slot == claim.slot }) else { return false }
    switch entry.state {
    case .impossible: return shown?.identity == entry.before
    case .kept: return claim.role == .branch
    case .pending, .done, .undone, .foreign: return false
    }
  }
}
