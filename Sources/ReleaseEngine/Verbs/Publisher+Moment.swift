import Refusals

extension Publisher {
  /// How often the ledger and the slots are read anew because other releases were written in between.
  private static let readings = 4

  /// What `body` makes of the ledger and of what slots show, both of one moment.
  ///
  /// Where it refuses what they say, another release may have been written between the two readings: then both are read
  /// again, and while somebody is still writing that is what is told.
  ///
  /// - Parameters:
  ///   - slots: what to read.
  ///   - tag: the release that they are looked at for.
  ///   - known: what they showed a moment ago; nil to read them first.
  ///   - body: called once for each reading.
  /// - Returns: what `body` returned.
  /// - Throws: what `body` throws, or that another release is being written.
  public func atOneMoment<Value>(
    _ slots: [SlotName], of tag: String, known: [SlotName: HeldValue]? = nil,
    _ body: (LedgerState, [SlotName: HeldValue]) async throws -> Value
  ) async throws -> Value {
    var known = known
    var readings = 0
    while true {
      let snapshot = try await ledger.load()
      var now = known
      if now == nil { now = try await catalog.read(slots) }
      readings += 1
      do {
        return try await body(snapshot.state, now ?? [:])
      } catch let refused as RefusalList {
        let later = try await ledger.load()
        if later.state.lock?.tag != tag { try admit(later.state, writing: tag, continuing: true) }
        let isOfOneMoment = known == nil && later.head == snapshot.head
        guard !isOfOneMoment, readings < Self.readings else { throw refused }
        known = nil
      }
    }
  }
}
