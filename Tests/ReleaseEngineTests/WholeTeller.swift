import EngineTesting
import Refusals
import ReleaseEngine

/// Plays every step through a publisher: ledger, lock, slots, closing record.
struct WholeTeller: StoryTeller {
  var world: World

  init(holding values: [String: String], unrecorded: [String]) async {
    world = await World(holding: values, unrecorded: unrecorded)
  }

  private init(_ world: World) { self.world = world }

  var shown: [String: String] { get async { await world.shown } }
  var state: LedgerState { get async { await world.shelf.state } }
  func copy() async -> Self { WholeTeller(await world.copy()) }
  func findings() async throws -> [String] { try await LedgerAudit(shelf: world.shelf).findings() }

  func play(_ step: StoryStep) async throws -> ClaimModel.Outcome {
    do {
      switch step {
      case .cut(let version, let force): try await world.cut(version, force: force)
      case .roll(let version, let purging, let keep, let force):
        try await world.roll(purging ? .purge : .withdraw, version, keep: keep, force: force)
      case .undo(let version, let force): try await world.roll(.undo, version, force: force)
      case .foreign(let slot, let value): await world.shelf.put(value, at: slot)
      }
      return .done(left: [])
    } catch let unfinished as UnfinishedRollback {
      // "SLOT was left alone: …"
      let left = unfinished.refusals.filter { $0.code == .foreign }.compactMap { $0.what.split(separator: " ").first }
      return .done(left: Set(left.map(String.init)))
    } catch let list as RefusalList {
      return .refused(list.refusals.contains { $0.code == .foreign } ? .foreign : .taken)
    } catch let refusal as Refusal {
      return .refused(refusal.code == .versionBurnt ? .burnt : .notNow)
    }
  }
}
