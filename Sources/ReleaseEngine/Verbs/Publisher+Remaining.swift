extension Publisher {
  /// What finishing a release in flight, or taking it back, would still write, from what the slots show; nothing is
  /// written, and what holds already is left out.
  ///
  /// A slot that shows neither value is in the state `foreign`, with what it shows before. What taking a cut back would
  /// leave behind is asked anew: what is public by now may be final.
  public func remaining(_ tag: String, takingBack: Bool) async throws -> [ChangeEntry] {
    let snapshot = try await ledger.load()
    guard let record = snapshot.state.records[tag], record.state.isHalfWritten else { return [] }
    let isTurnedBack = record.operation?.turnsBack == true || record.state == .aborting
    var entries = record.changes
    if takingBack, !isTurnedBack {
      switch (record.state, record.operation?.verb) {
      case (.publishing, .cut): entries = Self.takenBack(entries)
      default:
        let (now, unreadable) = try await catalog.readable(record.claims.map(\.name))
        let settlement = try await RollbackSettlement(
          Self.turned(record), of: tag, after: snapshot.state, now: now, unreadable: unreadable, catalog: catalog
        ) { try await content($0, of: $1, at: snapshot) }
        return settlement.record.changes.filter { $0.state == .pending || $0.state == .foreign }
      }
    }
    let open = entries.filter { $0.state != .kept && $0.state != .impossible }
    let (now, unreadable) = try await catalog.readable(open.map(\.name))
    var remaining: [ChangeEntry] = []
    for var entry in open {
      let shown = now[entry.name]
      if !unreadable.contains(entry.name) {
        if try await catalog.holds(entry.after.map { HeldValue($0) }, now: shown, in: entry.name) { continue }
        let isResidue = try shown.map { try catalog.isResidue($0, in: entry.name) } ?? false
        let isForeign = entry.role != .branch && shown?.identity != entry.before && !isResidue
        entry.state = isForeign || entry.state == .foreign ? .foreign : .pending
        if !isResidue { entry.before = shown?.identity }
        if takingBack, let left = await left(by: entry, showing: shown) { entry.reversal(left) }
      }
      remaining.append(entry)
    }
    return remaining
  }

  /// How a change that a cut has made can be taken back now; nil where its place does not say.
  private func left(by entry: ChangeEntry, showing shown: HeldValue?) async -> Reversal? {
    let made = SlotChange(entry.name, entry.role, from: entry.after.map { HeldValue($0) }, to: shown)
    return try? await catalog.reversal(of: made)
  }

  /// The request that takes a rollback or an undo in flight back.
  static func turned(_ record: Record) -> RollbackSettlement.Request {
    guard record.state == .publishing else { return RollbackSettlement.Request(.undo) }
    var request = RollbackSettlement.Request(record.operation?.previousMode == .purged ? .purge : .withdraw)
    request.claims = record.operation?.previousClaims
    return request
  }
}
