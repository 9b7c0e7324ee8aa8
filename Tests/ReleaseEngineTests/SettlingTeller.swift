import EngineTesting
import Refusals
import SemanticVersioning

@testable import ReleaseEngine

/// Plays the decisions alone: what the settlements say is written into a dictionary, without publisher and ledger.
struct SettlingTeller: StoryTeller {
  private var world: World
  private(set) var shown: [String: String]
  private(set) var state = LedgerState()
  private let catalog: SlotCatalog
  private var broken: [String] = []

  init(holding values: [String: String], unrecorded: [String]) async {
    world = await World(unrecorded: unrecorded)
    shown = values
    catalog = world.publisher().catalog
  }

  func copy() async -> Self { self }
  func findings() async throws -> [String] { broken }

  mutating func play(_ step: StoryStep) async throws -> ClaimModel.Outcome {
    switch step {
    case .cut(let version, let force): return try await cut(version, force)
    case .roll(let version, let purging, let keep, let force):
      return try await roll(.init(purging ? .purge : .withdraw, keep: keep, force: force), version)
    case .undo(let version, let force): return try await roll(.init(.undo, force: force), version)
    case .foreign(let slot, let value):
      shown[slot] = value
      return .done(left: [])
    }
  }

  private mutating func cut(_ version: String, _ force: Set<String>) async throws -> ClaimModel.Outcome {
    guard state.records["v\(version)"] == nil else { return .refused(.burnt) }
    let draft = world.draft(version, force: force)
    let settlement = try await CutSettlement(draft, after: state, now: now(draft.record.claims), catalog: catalog)
    guard settlement.refusals.isEmpty else {
      return .refused(settlement.refusals.contains { $0.code == .foreign } ? .foreign : .taken)
    }
    close(settlement.record, settlement.changes)
    return .done(left: [])
  }

  private mutating func roll(
    _ request: RollbackSettlement.Request, _ version: String
  ) async throws -> ClaimModel.Outcome {
    guard let record = state.records["v\(version)"] else { return .refused(.notNow) }
    do { try Publisher.admit(request, of: record) } catch { return .refused(.notNow) }
    let settlement = try await RollbackSettlement(
      request, of: record.tag, after: state, now: now(record.claims), catalog: catalog
    ) { identity, _ in MemoryValue.bytes(of: identity) }
    let foreign = settlement.changes.filter { $0.state == .foreign }.map(\.slot.address)
    let isRepeat =
      settlement.record.mode == record.mode && settlement.record.claims == record.claims
      && !settlement.changes.contains { $0.state == .pending }
    if isRepeat {
      let last = record.changes.filter { $0.state == .foreign }.map(\.slot)
      return .done(left: Set(foreign).intersection(last))
    }
    close(settlement.record, settlement.changes)
    return .done(left: Set(foreign))
  }

  private func now(_ claims: [Claim]) -> [SlotName: HeldValue] {
    claims.reduce(into: [:]) { now, claim in now[claim.name] = shown[claim.slot].map { MemoryValue($0).held } }
  }

  private mutating func close(_ settled: Record, _ changes: [SlotChange]) {
    var changes = changes
    for index in changes.indices where changes[index].state == .pending {
      let change = changes[index]
      if let after = change.after, after.content != MemoryValue.bytes(of: after.identity) {
        broken.append("\(change.slot.address) is to hold \(after.identity), whose bytes are not at hand")
      }
      shown[change.slot.address] = change.after?.identity
      changes[index].state = .done
    }
    var record = settled
    record.finish(record.operation ?? Operation(.cut), changes: changes, mayPass: false) {
      RecordedEvent(at: "", what: $0)
    }
    state.records[record.tag] = record
  }
}
