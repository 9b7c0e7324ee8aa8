import GitHub
import Publishing
import ReleaseEngine

/// The latest mark of GitHub's releases: whether the release that it would go back to can bear it.
struct LatestMarkCheckup: Checkup {
  static let name = "latest mark"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    guard let client = await workspace.forge, client.token != nil else { return [] }
    let snapshot = try await workspace.ledger.load()
    let slot = SlotName(LatestMark(client.repository))
    guard let bearer = snapshot.state.rightful.claimant(of: slot.address) else { return [] }
    var without = snapshot.state
    without.records[bearer] = Self.withdrawn(snapshot.state.records[bearer])
    let next = without.rightful.holding(slot.address)
    guard let identity = next.value, let keeper = next.tag else { return [] }
    let content = try await workspace.ledger.content(identity, of: keeper, at: snapshot) ?? []
    let value = HeldValue(identity, content: content)
    guard let lack = try await workspace.catalog.shortfall(of: value, in: slot) else { return [] }
    return [
      warning(
        "A rollback of \(bearer) could not give the latest mark back: \(lack). Everything else goes back.",
        fix: "GitHub chooses a release itself then; `gh release edit TAG --latest` gives the mark to another one.")
    ]
  }

  private static func withdrawn(_ record: Record?) -> Record? {
    guard var record else { return nil }
    record.claims = record.claims.map { $0.switched(by: .withdraw) }
    return record
  }
}
