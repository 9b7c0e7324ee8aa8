import Planning

/// The drafts that were deleted, as an answer.
enum DraftsAnswer {
  static func make(_ outcomes: [PruneRun.DraftOutcome]?, isDryRun: Bool) -> Answer {
    guard let outcomes else {
      return Answer(
        "No release of this repository is on GitHub; nothing to delete.",
        json: ["dry_run": .bool(isDryRun), "drafts": []])
    }
    var lines = outcomes.map { outcome -> StyledText in
      guard let reason = outcome.reason else { return "\("-", .bad) the draft \(outcome.id) of \(outcome.tag)" }
      return "  the draft \(outcome.id) of \(outcome.tag) stays: \(reason)"
    }
    let count = outcomes.count { $0.reason == nil }
    if count == 0 {
      lines.append("Nothing to delete.")
    } else {
      lines.append(
        "\(count) draft\(count == 1 ? "" : "s") \(isDryRun ? "would be" : count == 1 ? "was" : "were") deleted.")
      lines.append("`rollback --undo` makes such a release anew from the ledger.")
    }
    return Answer(
      lines: lines,
      json: [
        "dry_run": .bool(isDryRun),
        "drafts": .array(
          outcomes.map { outcome in
            [
              "tag": .string(outcome.tag), "id": .integer(outcome.id), "deleted": .bool(outcome.reason == nil),
              "reason": JSONValue(outcome.reason),
            ]
          }),
      ])
  }
}
