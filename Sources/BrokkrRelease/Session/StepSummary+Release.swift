import Planning
import Refusals
import ReleaseEngine

extension StepSummary {
  /// A plan, as whoever approves it reads it: every change, what cannot be undone, and the hash.
  init(of plan: ReleasePlan) {
    head = [Line(words: "Plan of", code: plan.tag), Line(words: "Commit", code: plan.head)]
    columns = ["slot", "before → after", "reversible"]
    let names = ShortIdentity.names(plan.tags)
    rows = plan.changes.map { [[$0.slot], Self.values($0, names), Self.reversal($0)] }
    let inexact = plan.changes.count { $0.reversible != "exact" }
    foot = [Line(words: "\(plan.changes.count) changes, \(inexact) without an exact way back.", code: nil)]
    foot += plan.warnings.map { Line(words: "Warning:", code: $0.message) }
    foot.append(
      plan.isComplete
        ? Line(words: "Plan hash", code: plan.hash)
        : Line(words: "Digests are told by the build, so this plan approves nothing. Hash", code: plan.hash))
  }

  /// A record after something was done: what its slots came to, and the one line that takes it back.
  ///
  /// - Parameters:
  ///   - record: the record.
  ///   - tags: the tags of other releases that a latest mark may name.
  init(of record: Record, besides tags: [String] = []) {
    head = [
      Line(
        words: record.mode.map { "Release (\($0.rawValue))" } ?? "Release (\(record.state.rawValue))", code: record.tag)
    ]
    columns = ["slot", "before → after", "state", "reversible"]
    let names = ShortIdentity.names(tags + [record.tag])
    rows = record.changes.map { [[$0.slot], Self.values($0, names), [$0.state.rawValue], Self.reversal($0)] }
    foot = record.images.map { Line(words: "Image", code: "\($0.repository)@\($0.digest)") }
    foot += record.charts.map { Line(words: "Chart", code: "\($0.repository):\($0.version) \($0.digest)") }
    foot += record.approvals.map { Line(words: "Approved by", code: "\($0.by) (\($0.method))") }
    if record.isLive {
      foot.append(Line(words: "Take it back:", code: nil))
      command = "brokkr-release rollback \(record.tag)"
    } else if record.state == .rolledBack {
      foot.append(Line(words: "Publish it again:", code: nil))
      command = "brokkr-release rollback --undo \(record.tag)"
    }
  }

  private static func values(_ entry: ChangeEntry, _ names: [String: String]) -> [String] {
    [entry.before, entry.after].map { identity in identity.map { names[$0] ?? $0 } ?? "-" }
  }

  private static func reversal(_ entry: ChangeEntry) -> [String] {
    [entry.reversal.map { "\(entry.reversible): \($0)" } ?? entry.reversible]
  }
}
