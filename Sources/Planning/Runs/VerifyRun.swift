import Git
import Publishing
import Refusals
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

  /// The record of `tag`, how many slots were compared, and what differs.
  public func run(_ tag: String) async throws -> (record: Record, compared: Int, findings: [Finding]) {
    let snapshot = try await workspace.ledger.load()
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
    let (now, unreadable) = try await read(record.claims.map(\.name))
    var findings = try alterations(of: tag, at: snapshot)
    var looked: [String: [String]] = [:]
    for claim in record.claims where claim.role != .branch || record.branch != nil {
      let shown = now[claim.name]
      let holding = rightful.holding(claim.slot)
      // A branch has to contain the release commit, whatever higher release it shows.
      let expected = claim.role == .branch ? claim.value : holding.value
      if let why = unreadable[claim.name] {
        findings.append(Finding(slot: claim.slot, expected: expected, actual: why))
      } else if try await catalog.holds(expected.map { HeldValue($0) }, now: shown, in: claim.name) {
        guard let shown, claim.active, claim.role != .branch else { continue }
        for lack in try await lacks(of: shown, in: claim.name, &looked) {
          findings.append(Finding(slot: claim.slot, expected: expected, actual: "\(shown.identity), of which \(lack)"))
        }
      } else if !Self.isKnownLeftover(claim, shown, record) {
        findings.append(Finding(slot: claim.slot, expected: expected, actual: shown?.identity))
      }
    }
    return (record, record.claims.count, findings)
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

  /// What the slots show, and why those that hold something damaged show nothing.
  private func read(_ slots: [SlotName]) async throws -> (now: [SlotName: HeldValue], unreadable: [SlotName: String]) {
    do {
      return (try await workspace.catalog.read(slots), [:])
    } catch let refusal as Refusal where refusal.code == .contentMissing {
      var (now, unreadable): ([SlotName: HeldValue], [SlotName: String]) = ([:], [:])
      for slot in slots {
        do {
          now.merge(try await workspace.catalog.read([slot])) { $1 }
        } catch let refusal as Refusal where refusal.code == .contentMissing {
          unreadable[slot] = refusal.what
        }
      }
      return (now, unreadable)
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
