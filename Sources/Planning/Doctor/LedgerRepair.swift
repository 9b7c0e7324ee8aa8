import FoundationEssentials
import Git
import Publishing
import Refusals
import ReleaseEngine

/// Mends the ledger from the side that has it whole.
struct LedgerRepair {
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// Gives what was done, a sentence each.
  func run() async throws -> [String] {
    var done: [String] = []
    let root = workspace.repository.commonDirectory
    for lock in try StaleLocks.find(in: workspace.repository) where lock.isLedgers {
      try FileManager.default.removeItem(atPath: "\(root)/\(lock.path)")
      done.append("Removed \(lock.path), \(lock.minutes) min old.")
    }
    guard let remote = workspace.git.remote else { return done }
    let name = workspace.configuration.ledger
    let there = try await remote.references([name])[name]
    let isReadable = (try? workspace.ledger.loadLocal()) != nil
    if !isReadable, there != nil {
      try remove(name)
      let snapshot = try await workspace.ledger.load()
      done.append("Took the remote's ledger, at \(snapshot.head?.identity.prefix(7) ?? "").")
    } else if isReadable, there == nil, let here = try workspace.repository.reference(name) {
      // A copy that lacks what this clone's own tags tell of would hide the releases since.
      try workspace.ledger.check(workspace.ledger.loadLocal())
      try await remote.apply([ReferenceUpdate(name: name, before: nil, after: here)])
      // The answer of a push is a hint; what the remote shows afterwards decides.
      guard try await remote.references([name])[name] == here else {
        throw Refusal(
          .remoteRefused, what: "The ledger was not restored: \(remote.name) shows another one after the push.",
          remedy: "Somebody else may have restored it meanwhile; run `brokkr-release doctor` again.")
      }
      done.append("Pushed this clone's ledger to \(remote.name), at \(here.short).")
    }
    return done
  }

  /// Removes a reference that cannot be read, which git itself would refuse to touch.
  private func remove(_ name: String) throws {
    let file = "\(workspace.repository.commonDirectory)/\(name)"
    if FileManager.default.fileExists(atPath: file) {
      try FileManager.default.removeItem(atPath: file)
    } else if let held = try workspace.repository.reference(name) {
      try workspace.repository.update(name, to: nil, from: held)
    }
  }
}
