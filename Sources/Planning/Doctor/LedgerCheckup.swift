import Git
import Publishing
import Refusals
import ReleaseEngine

/// The ledger: whether it is whole, who holds the lock, and what is unfinished.
struct LedgerCheckup: Checkup {
  static let name = "ledger"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    do {
      _ = try workspace.ledger.loadLocal()
    } catch {
      if let altered = try? alteration() { return [failed(altered)] }
      return [
        Diagnosis(
          Self.name, .failed, "The local copy of the ledger cannot be read: \(error)",
          fix: workspace.git.remote == nil
            ? "Restore \(workspace.configuration.ledger) from a backup of this repository."
            : "Run `brokkr-release doctor --fix` to take the remote's.",
          code: Refusal.Code.ledgerDamaged.rawValue)
      ]
    }
    let snapshot = try await workspace.ledger.load()
    guard let head = snapshot.head else { return [ok("Nothing is recorded yet.")] }
    try await workspace.ledger.checkOwner(snapshot)
    let state = snapshot.state
    var found: [Diagnosis] = []
    let tip = try ObjectID(parsing: head.identity)
    if let fault = try ChainAudit(of: workspace.ledger).fault(upTo: tip) {
      found.append(failed(workspace.ledger.refusal(fault, under: tip, what: "The ledger is not to be trusted")))
    } else {
      found.append(ok("The ledger has \(state.records.count) releases, at \(head.identity.prefix(7))."))
    }
    if let lock = state.lock {
      found.append(
        warning(
          "The lock \(lock.id) is held by \(lock.holder) since \(lock.since).",
          fix: "If its holder is gone for certain: brokkr-release unlock \(lock.id)"))
    }
    for record in state.records.values.sorted(by: { $0.tag < $1.tag }) {
      if record.state.isHalfWritten {
        found.append(
          Diagnosis(
            Self.name, .failed, "\(record.tag) is half written: its record says \(record.state.rawValue).",
            fix: "Run `brokkr-release resume \(record.tag)` or `brokkr-release abort \(record.tag)`",
            code: Refusal.Code.halfWritten.rawValue))
      } else if record.state.isBeforePublishing {
        found.append(
          warning(
            "\(record.tag) is unfinished: its record says \(record.state.rawValue).",
            fix: "Run `brokkr-release resume \(record.tag)` or `brokkr-release abort \(record.tag)`"))
      }
    }
    return found
  }

  /// The event of the local copy at which a record became unreadable, where its objects are all here.
  private func alteration() throws -> Refusal? {
    guard let head = try? workspace.repository.reference(workspace.configuration.ledger),
      let fault = try ChainAudit(of: workspace.ledger).fault(upTo: head), !fault.isUnreadable
    else { return nil }
    return workspace.ledger.refusal(fault, under: head, what: "The ledger is not to be trusted")
  }
}
