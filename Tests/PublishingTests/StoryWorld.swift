import Refusals
import ReleaseEngine

/// Where a story really happens: places with slots, and a ledger.
protocol StoryWorld: Sendable {
  /// What a release of `version` would put where.
  mutating func claims(of version: String) async throws -> [RuleModel.Claim]
  /// Does what the step says; a stranger writes past the ledger.
  mutating func perform(_ step: StoryStep) async throws
  /// What every slot shows, read without the tool.
  func shown() async throws -> [String: String]
  /// The ledger.
  func state() async throws -> LedgerState
  /// Values that strangers may write to a slot.
  func strangers(at slot: String) -> [String]
}

extension StoryWorld {
  /// What came of a step, in the words of the model.
  mutating func answer(_ step: StoryStep) async throws -> RuleModel.Answer {
    do {
      try await perform(step)
      return .done(left: [])
    } catch let unfinished as UnfinishedRollback {
      let foreign = unfinished.record.changes.filter { $0.state == .foreign }.map(\.slot)
      return .done(left: Set(foreign))
    } catch let list as RefusalList {
      return .refused(list.refusals.contains { $0.code == .foreign } ? .foreign : .taken)
    } catch let refusal as Refusal where refusal.code == .versionBurnt {
      return .refused(.burnt)
    } catch let refusal as Refusal where refusal.code == .usage {
      return .refused(.notNow)
    }
  }
}
