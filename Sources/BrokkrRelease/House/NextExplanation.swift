import Git
import Planning
import SemanticVersioning

/// How a next version came about, for people.
struct NextExplanation {
  private let outcome: NextOutcome
  private var history: VersionHistory { outcome.history }

  init(_ outcome: NextOutcome) { self.outcome = outcome }

  /// The lines; the commits that ask for something are told before those that do not.
  var lines: [StyledText] {
    var table = TextTable()
    if let component = outcome.component { table.rows.append(["component", StyledText(component, .strong)]) }
    if outcome.branch == nil {
      table.rows.append(["branch", "none is checked out, and none with a rule has this commit: it counts as a trunk"])
    }
    if let branch = outcome.branch, history.rule == nil {
      table.rows.append(["branch", "\(branch) has no rule in the configuration: it counts as a trunk"])
    }
    table.rows.append(["base", base])
    if let tag = history.offHead, tag != history.base?.tag {
      table.rows.append(["off HEAD", "\(tag), the highest live release of all"])
    }
    table.rows.append(["commits", StyledText(commits)])
    for reason in outcome.reasons where reason.bump != nil { table.rows.append(row(of: reason)) }
    for reason in outcome.reasons where reason.bump == nil { table.rows.append(row(of: reason)) }
    if let answer = outcome.answer {
      table.rows.append(["bump", StyledText(answer.bump?.rawValue ?? withoutBump)])
      if let candidate = answer.candidate {
        let (tag, final) = (history.pattern.tag(for: candidate), history.pattern.tag(for: candidate.core))
        table.rows.append(["candidate", "\(tag) is out, and \(final), which it is for, is the least answer"])
      }
      if let group = answer.group {
        let tag = history.pattern.tag(for: group)
        table.rows.append(["group", "\(tag) is what others of its group ask for, or have already"])
      }
      for version in answer.raisedPast {
        table.rows.append(["taken", "\(history.pattern.tag(for: version))\(reason(past: version))"])
      }
    }
    table.rows.append(["next", outcome.tag.map { StyledText($0, .strong) } ?? "nothing to release"])
    for (tag, reason) in history.ignored { table.rows.append(["ignored", "\(tag): \(reason)"]) }
    return table.lines()
  }

  private func reason(past version: SemanticVersion) -> String {
    if history.isBarred(version) { return ", as git makes no tag beside others whose names go on behind it" }
    return history.isWaiting(version) ? ", by a release that waits for its approval" : ""
  }

  private var withoutBump: String {
    outcome.answer.map { answer in
      answer.candidate == nil && history.isInGroup
        ? "none of its own: its group goes there" : "none: a candidate waits for its final version"
    } ?? ""
  }

  private var base: StyledText {
    let series = outcome.series == .maintenance ? "of the line of \(outcome.branch ?? "HEAD")" : "of all"
    guard let base = history.base else { return "none: no release \(series) is live" }
    let place = history.offHead == base.tag ? ", not in the history of HEAD" : ""
    return "\(base.tag, .strong) at \(base.commit.short), the highest live release \(series)\(place)"
  }

  private var commits: String {
    guard !outcome.reasons.isEmpty else { return "none" }
    let counts = Bump.allCases.reversed().compactMap { bump in
      let count = outcome.reasons.count { $0.bump == bump }
      return count > 0 ? "\(count) \(bump)" : nil
    }
    let silent = outcome.reasons.count { $0.bump == nil }
    let parts = counts + (silent > 0 ? ["\(silent) for nothing"] : [])
    return "\(outcome.reasons.count) since then: \(parts.joined(separator: ", "))"
  }

  private func row(of reason: NextVersion.Reason) -> [StyledText] {
    let note = reason.note.map { " (\($0))" } ?? ""
    return ["", "\(reason.bump?.rawValue ?? "none") \(reason.commit.prefix(7)) \(reason.subject)\(note)"]
  }
}
