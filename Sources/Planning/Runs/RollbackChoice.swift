import Publishing
import Refusals
public import ReleaseEngine
public import SemanticVersioning

/// Which releases a rollback takes, where the command line leaves it open.
public enum RollbackChoice: Hashable, Sendable {
  /// These, in this order.
  case releases([String])
  /// None: the ledger's newest event is a finished rollback. The tags are those that could be named.
  case alreadyDone(last: String, choices: [String])

  /// The release that `rollback` without a version takes.
  public static func newest(in state: LedgerState, of component: String?) throws -> RollbackChoice {
    let records = state.records.values.filter { component == nil || $0.component == component }
    let live = records.filter(\.isLive).sorted { precedes($1, $0) }
    let choices = live.map(\.tag)
    if let last = records.max(by: { lastEvent($0) < lastEvent($1) }), last.state == .rolledBack {
      return .alreadyDone(last: last.tag, choices: choices)
    }
    guard let newest = live.max(by: { publishedAt($0) < publishedAt($1) }) else {
      throw Refusal(
        .usage, what: "Nothing was rolled back: no release is live.", remedy: "`brokkr-release history` lists them all."
      )
    }
    let isCandidate = (try? SemanticVersion(parsing: newest.version))?.isPrerelease ?? true
    let highest = live.first { $0.component == newest.component }
    guard newest.tag == highest?.tag, !isCandidate else {
      throw Refusal(
        .ambiguous, what: "Nothing was rolled back: say which release.",
        why: isCandidate
          ? "\(newest.tag) was published last and is a candidate"
          : "\(newest.tag) was published last, and \(highest?.tag ?? "") is the highest",
        remedy: "Name one of \(choices.joined(separator: ", ")).")
    }
    return .releases([newest.tag])
  }

  /// The release that `rollback --undo` without a version publishes again: that of the ledger's newest event, where that
  /// is a rollback.
  public static func lastTaken(in state: LedgerState, of component: String?) throws -> String {
    let records = state.records.values.filter { component == nil || $0.component == component }
    if let last = records.max(by: { lastEvent($0) < lastEvent($1) }), last.state == .rolledBack { return last.tag }
    let choices = records.filter { $0.state == .rolledBack }.sorted { precedes($1, $0) }.map(\.tag)
    throw Refusal(
      .ambiguous, what: "Nothing was published again: say which release.",
      why: "The newest event of the ledger is no rollback",
      remedy: choices.isEmpty
        ? "No release is rolled back; `brokkr-release history` lists them all."
        : "Name one of \(choices.joined(separator: ", ")).")
  }

  /// The live releases above `tag` in precedence, lowest first: what `--to` takes away.
  ///
  /// In this order every floating tag moves once, straight to where it must arrive.
  public static func above(_ tag: String, in state: LedgerState) throws -> RollbackChoice {
    guard let target = state.records[tag], target.isLive else {
      throw Refusal(
        .usage, what: "Nothing was rolled back: \(tag) is not a live release.",
        remedy: "`brokkr-release history` lists them all; `rollback \(tag) --undo` publishes one again.")
    }
    return above(target.version, of: target.component, in: state)
  }

  /// The live releases above a version that was released before the ledger, lowest first.
  ///
  /// Without the releases that are recorded, floating tags show what the highest version before them left there, so one
  /// arrives at that one only.
  public static func above(
    _ version: SemanticVersion, of scope: ComponentScope, unrecorded: [SemanticVersion], in state: LedgerState
  ) throws -> RollbackChoice {
    let highest = unrecorded.max { $0.precedence < $1.precedence }
    guard let highest, highest == version else {
      throw Refusal(
        .usage, what: "Nothing was rolled back: \(scope.tag.tag(for: version)) is not a live release.",
        why: highest.map {
          "No record knows it, and below the recorded releases lies \(scope.tag.tag(for: $0))"
        } ?? "",
        remedy: "`brokkr-release history` lists the releases to arrive at.")
    }
    return above(version.description, of: scope.name, in: state)
  }

  private static func above(_ version: String, of component: String?, in state: LedgerState) -> RollbackChoice {
    let above = state.records.values
      .filter { $0.isLive && $0.component == component && PrecedenceOrder.precedes(version, $0.version) }
      .sorted(by: precedes)
    return .releases(above.map(\.tag))
  }

  /// Whether one comes before the other in SemVer precedence.
  private static func precedes(_ one: Record, _ other: Record) -> Bool {
    PrecedenceOrder.precedes(one.version, other.version)
  }

  private static func lastEvent(_ record: Record) -> String { record.events.last?.at ?? "" }

  private static func publishedAt(_ record: Record) -> String {
    record.events.last { $0.what.hasPrefix("published") }?.at ?? ""
  }
}
