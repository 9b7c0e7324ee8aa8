import Git
import Planning
import SemanticVersioning

/// How a next version came about, for people.
struct NextExplanation {
  var history: VersionHistory
  var answer: NextVersion.Answer
  /// The tag of the next version.
  var tag: String
  /// The branch that is checked out; nil where none is.
  var branch: String?
  /// The base is among the commits below HEAD.
  var isBaseInHistory: Bool

  /// The lines, the commits that ask for something first told one by one.
  var lines: [StyledText] {
    var table = TextTable()
    table.rows.append(["base", base])
    table.rows.append(["commits", StyledText(commits)])
    for reason in answer.reasons where reason.bump != nil { table.rows.append(row(of: reason)) }
    for reason in answer.reasons where reason.bump == nil && reason.note != nil { table.rows.append(row(of: reason)) }
    table.rows.append(["bump", StyledText(answer.bump?.rawValue ?? "none: a candidate waits for its final version")])
    table.rows.append(["next", StyledText(tag, .strong)])
    for (tag, reason) in history.ignored { table.rows.append(["ignored", "\(tag): \(reason)"]) }
    return table.lines()
  }

  private var base: StyledText {
    let series = history.rule?.series == .maintenance ? "of the line of \(branch ?? "HEAD")" : "of all"
    guard let base = history.base else { return "none: no release \(series) is live" }
    let place = isBaseInHistory ? "" : ", not in the history of HEAD"
    return "\(base.tag, .strong) at \(base.commit.short), the highest live release \(series)\(place)"
  }

  private var commits: String {
    guard !answer.reasons.isEmpty else { return "none" }
    let counts = Bump.allCases.reversed().compactMap { bump in
      let count = answer.reasons.count { $0.bump == bump }
      return count > 0 ? "\(count) \(bump)" : nil
    }
    let silent = answer.reasons.count { $0.bump == nil }
    let parts = counts + (silent > 0 ? ["\(silent) for nothing"] : [])
    return "\(answer.reasons.count) since then: \(parts.joined(separator: ", "))"
  }

  private func row(of reason: NextVersion.Reason) -> [StyledText] {
    let note = reason.note.map { " (\($0))" } ?? ""
    return ["", "\(reason.bump?.rawValue ?? "none") \(reason.commit.prefix(7)) \(reason.subject)\(note)"]
  }
}
