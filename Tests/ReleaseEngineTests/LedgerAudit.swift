import EngineTesting
import FoundationEssentials
import ReleaseEngine

/// What has to be true of every ledger and every journal, whatever happened.
struct LedgerAudit {
  let shelf: Shelf

  /// What is wrong; empty where all is well.
  func findings() async throws -> [String] {
    try await chain() + journal() + coding()
  }

  /// No event changes nothing, events are never rewritten, and at rest nobody holds a lock.
  private func chain() async throws -> [String] {
    var findings: [String] = []
    var last = LedgerState()
    for event in await shelf.history {
      if event.state == last { findings.append("\"\(event.what)\" changes nothing") }
      for (tag, record) in last.records {
        let now = event.state.records[tag]?.events ?? []
        if !now.starts(with: record.events) { findings.append("\"\(event.what)\" rewrites the events of \(tag)") }
        if record.isBurnt, event.state.records[tag]?.ordinal != record.ordinal {
          findings.append("\"\(event.what)\" gives \(tag) another place in the order")
        }
      }
      if let lock = event.state.lock, event.state.records[lock.tag]?.state.isHalfWritten != true {
        findings.append("\"\(event.what)\" leaves a lock and writes nothing")
      }
      last = event.state
    }
    if last.lock != nil, last.halfWritten == nil { findings.append("a lock is left") }
    return findings
  }

  /// Slots are written only under a lock, and a version's name never changes what it means.
  private func journal() async -> [String] {
    var findings: [String] = []
    for write in await shelf.journal where write.slot != Shelf.ledger.address {
      if !write.isLocked { findings.append("\(write.slot) was written without a lock") }
      guard let before = write.before, let after = write.after, before != after else { continue }
      let isFloating = World.isFloating(write.slot)
      let isPage = write.slot.hasPrefix("memory-release:")
      let isOfOneRelease = isPage && Self.version(before) == Self.version(after)
      let isBranch = write.slot == World.branch
      if !isFloating, !isOfOneRelease, !isBranch {
        findings.append("\(write.slot) was overwritten: \(before) by \(after)")
      }
    }
    return findings
  }

  private static func version(_ identity: String) -> Substring? {
    identity.split(separator: "-").first { $0.first?.isNumber == true }
  }

  /// Every record is the same after it was written down and read again.
  private func coding() async throws -> [String] {
    var findings: [String] = []
    for record in await shelf.state.records.values {
      let read = try JSONDecoder().decode(Record.self, from: JSONEncoder().encode(record))
      if read != record { findings.append("\(record.tag) is another record after coding") }
    }
    return findings
  }
}
