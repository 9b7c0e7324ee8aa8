public import ReleaseEngine

extension LedgerState {
  /// What the records say of their versions: which count as a base, and which are used up.
  public var standings: [ReleaseStanding] {
    records.values.filter { $0.isBurnt || $0.state == .awaitingApproval }.map { record in
      ReleaseStanding(
        tag: record.tag, isLive: record.isLive, isBurnt: true,
        isWaiting: record.state == .awaitingApproval && !record.isBurnt)
    }
  }
}
