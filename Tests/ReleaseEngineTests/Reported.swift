import Refusals
import ReleaseEngine
import Testing

/// The kinds of refusal that `body` was answered with; none where it went through.
func refusals(_ body: () async throws -> some Any) async throws -> [Refusal.Code] {
  do {
    _ = try await body()
    return []
  } catch let refusal as Refusal {
    return [refusal.code]
  } catch let list as RefusalList {
    return list.refusals.map(\.code)
  } catch let unfinished as UnfinishedRollback {
    return unfinished.refusals.map(\.code)
  }
}

extension World {
  /// Expects what has to be true of every ledger.
  func expectSound(_ sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let findings = try await LedgerAudit(shelf: shelf).findings()
    #expect(findings == [], sourceLocation: sourceLocation)
  }

  /// How the change of a slot ended in a record.
  func outcome(_ slot: String, of version: String = "1.2.0") async -> SlotChange.State? {
    await record(version)?.changes.first { $0.slot == slot }?.state
  }
}
