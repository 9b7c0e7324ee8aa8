import Planning
import ReleaseEngine

/// A plan as people read it.
enum PlanText {
  /// The plan as an answer.
  static func answer(_ plan: ReleasePlan) throws -> Answer {
    var answer = Answer(lines: lines(plan), json: try PlanJSON.value(plan))
    answer.summary = StepSummary(of: plan)
    return answer
  }

  static func lines(_ plan: ReleasePlan) -> [StyledText] {
    var lines: [StyledText] = [
      "Release \(plan.tag, .strong) of \(ShortIdentity.text(plan.head))\(plan.commit == nil ? ", with a commit that carries the version" : "")"
    ]
    for (phase, cells) in Self.phases(plan.cells) {
      lines.append("  \(phase, .strong)  \(cells.joined(separator: "; "))")
    }
    lines += ChangeTable.lines(plan.changes, tags: plan.tags)
    let counts = [
      ("to add", plan.changes.count { $0.before == nil }), ("to change", plan.changes.count { $0.before != nil }),
      ("without an exact way back", plan.changes.count { $0.reversible != "exact" }),
    ]
    lines.append(StyledText(counts.map { "\($0.1) \($0.0)" }.joined(separator: ", ")))
    lines.append(
      plan.isComplete
        ? "Plan \(plan.hash.prefix(12), .strong)"
        : "Plan \(plan.hash.prefix(12)): digests are told by the build; this hash approves nothing")
    return lines
  }

  /// The cells of each phase, in the order of the plan.
  private static func phases(_ cells: [ReleasePlan.Cell]) -> [(phase: String, cells: [String])] {
    cells.reduce(into: []) { phases, cell in
      if phases.last?.phase != cell.phase { phases.append((cell.phase, [])) }
      phases[phases.count - 1].cells.append(cell.name)
    }
  }
}
