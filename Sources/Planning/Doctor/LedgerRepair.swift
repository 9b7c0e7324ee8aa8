import FoundationEssentials
import Git
import Publishing
import Refusals
import ReleaseEngine

/// Mends the ledger from the side that has it whole; where both sides have events that the other one lacks, nothing is
/// decided.
struct LedgerRepair {
  let workspace: Workspace
  private var ledger: GitLedger { workspace.ledger }
  private var name: String { workspace.configuration.ledger }

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
    let there = try await remote.references([name])[name]
    if let there, try await fetchAnew(there, remote) { done.append("Fetched the ledger's objects anew.") }
    let isReadable = (try? ledger.loadLocal()) != nil
    guard isReadable else {
      guard there != nil else { return done }
      try remove(name)
      return done + ["Took the remote's ledger, at \(try await ledger.load().head?.identity.prefix(7) ?? "")."]
    }
    guard let here = try workspace.repository.reference(name), here != there else { return done }
    guard let there else {
      try await requireWhole(here)
      try await push(here, over: nil, remote)
      return done + ["Pushed this clone's ledger to \(remote.name), at \(here.short)."]
    }
    if !workspace.repository.contains(there) { try await remote.fetch([name]) }
    if try workspace.repository.isAncestor(here, of: there) { return done }
    let audit = ChainAudit(of: ledger)
    if try audit.fault(upTo: here) != nil {
      // What somebody made up is not brought back; where the remote is rid of it, this clone follows.
      guard try audit.fault(upTo: there) == nil else { return done }
      try await ledger.check(ledger.snapshot(at: there))
      try workspace.repository.update(name, to: there, from: here)
      return done + [
        "Took the remote's ledger, at \(there.short): this clone's copy, at \(here.short), had been altered by hand."
      ]
    }
    guard try workspace.repository.isAncestor(there, of: here) else { return done }
    try await requireWhole(here)
    try await push(here, over: there, remote)
    return done + ["Pushed what \(remote.name) lacked of the ledger: from \(there.short), set back, to \(here.short)."]
  }

  /// Brings every object of the remote's ledger where one that seems to be here is not, or is damaged.
  private func fetchAnew(_ there: ObjectID, _ remote: Remote) async throws -> Bool {
    guard workspace.repository.contains(there) else { return false }
    let isWhole = (try? ledger.snapshot(at: there)) != nil
    if isWhole, try ChainAudit(of: ledger).fault(upTo: there)?.isUnreadable != true { return false }
    guard isWhole || (try? remoteIsReadable(there)) == nil else { return false }
    try await remote.fetch([name], anew: true)
    return true
  }

  /// Throws where an object of the ledger is not to be had, rather than of a form that is not known.
  private func remoteIsReadable(_ head: ObjectID) throws {
    for (_, id) in try workspace.repository.fileChanges(from: nil, to: head).compactMapValues(\.after) {
      _ = try workspace.repository.object(id)
    }
  }

  /// Throws where this clone's copy must not become the remote's: it was altered, or lacks what its own tags tell of.
  private func requireWhole(_ here: ObjectID) async throws {
    if let fault = try ChainAudit(of: ledger).fault(upTo: here) {
      throw ledger.refusal(fault, under: here, what: "The ledger was not restored")
    }
    try await ledger.check(ledger.snapshot(at: here))
  }

  /// Pushes the copy with a lease on what the remote was seen to hold.
  private func push(_ here: ObjectID, over there: ObjectID?, _ remote: Remote) async throws {
    try await remote.apply([ReferenceUpdate(name: name, before: there, after: here)])
    // The answer of a push is a hint; what the remote shows afterwards decides.
    guard try await remote.references([name])[name] == here else {
      throw Refusal(
        .remoteRefused, what: "The ledger was not restored: \(remote.name) shows another one after the push.",
        remedy: "Somebody else may have restored it meanwhile; run `brokkr-release doctor` again.")
    }
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
