/// Whether one event of the ledger may follow another: what a record has said stays said, and every step of a release is
/// one that this tool takes.
///
/// Records are valid JSON also where somebody has edited them by hand; only the record before tells that.
public enum RecordAudit {
  /// A record that does not follow from the one before.
  public struct Fault: Hashable, Sendable {
    /// The release's tag.
    public var tag: String
    /// What is wrong, in a few words behind the tag.
    public var what: String

    /// Makes a fault.
    public init(tag: String, what: String) { (self.tag, self.what) = (tag, what) }
  }

  /// The first record of `new` that does not follow from `old`, by tag; nil where all do.
  public static func fault(from old: LedgerState, to new: LedgerState) -> Fault? {
    let tags = Set(old.records.keys).union(new.records.keys).sorted()
    let changed = tags.filter { old.records[$0] != new.records[$0] }
    for tag in changed {
      guard
        let what = fault(of: tag, from: old.records[tag], to: new.records[tag], ordinal: old.nextOrdinal)
      else { continue }
      return Fault(tag: tag, what: what)
    }
    // Every event is one release's.
    return changed.count > 1 ? Fault(tag: changed[1], what: severalAtOnce) : nil
  }

  /// What is said of the second record that one event changes.
  public static let severalAtOnce = "was changed by an event of another release"

  /// What is wrong with the record of `tag` after `old`; nil where it follows.
  ///
  /// - Parameters:
  ///   - tag: the tag that the record lies under.
  ///   - old: the record before; nil where there was none.
  ///   - new: the record; nil where it is gone.
  ///   - ordinal: the order that a release which is published now gets; nil where it is not known.
  /// - Returns: a few words.
  public static func fault(of tag: String, from old: Record?, to new: Record?, ordinal: Int?) -> String? {
    guard let new else { return "was removed" }
    guard old != new else { return nil }
    guard new.tag == tag else { return "names another tag, \(new.tag)" }
    if let old {
      guard new.events.starts(with: old.events) else { return "lacks an event, or has it in other words" }
      guard new.events.count > old.events.count else { return "was changed without an event" }
      guard new.version == old.version else { return "has another version, \(new.version)" }
      guard mayFollow(old.state, new.state) else {
        return "says \(new.state.rawValue) after \(old.state.rawValue)"
      }
      if let what = RecordFacts.difference(from: old, to: new) { return what }
      if old.isBurnt { return OperationAudit(old: old, new: new).fault }
    } else if new.events.isEmpty {
      return "begins without an event"
    }
    return beginning(after: old?.state, new, ordinal)
  }

  /// What is wrong with a record whose release has not been published before.
  private static func beginning(after state: ReleaseState?, _ new: Record, _ ordinal: Int?) -> String? {
    guard new.state == .publishing else {
      guard state != nil || new.state.isBeforePublishing || new.state == .rejected else {
        return "says \(new.state.rawValue) and was never published"
      }
      guard new.state.isBeforePublishing || new.state == .aborted || new.state == .rejected else {
        return "says \(new.state.rawValue) and was never published"
      }
      guard new.ordinal == 0, new.mode == nil, new.operation == nil, !new.claims.contains(where: \.active) else {
        return "has claims that count before it was published"
      }
      return nil
    }
    guard ordinal == nil || new.ordinal == ordinal, new.ordinal > 0 else {
      return "has the place \(new.ordinal) in the order of releases"
    }
    guard new.operation?.verb == .cut, new.mode == nil, new.claims.allSatisfy({ $0.active && !$0.isWithdrawn }) else {
      return "says publishing with claims that do not count"
    }
    return nil
  }

  /// Whether a release in one state may be found in another one event later.
  private static func mayFollow(_ old: ReleaseState, _ new: ReleaseState) -> Bool {
    if old == new { return true }
    return switch (old, new) {
    case (.planned, _), (.tested, _), (.built, _):
      new.isBeforePublishing || new == .publishing || new == .aborted || new == .rejected
    case (.awaitingApproval, _): new == .publishing || new == .aborted || new == .rejected
    case (.aborted, _), (.rejected, _): new.isBeforePublishing || new == .publishing || new == .rejected
    case (.publishing, _): new == .published || new == .aborting || new == .rollingBack
    case (.published, _): new == .rollingBack
    case (.rollingBack, _): new == .rolledBack || new == .publishing
    case (.rolledBack, _): new == .rollingBack || new == .publishing
    case (.aborting, _): new == .aborted
    }
  }
}
