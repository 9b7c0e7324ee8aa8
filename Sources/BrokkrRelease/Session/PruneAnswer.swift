import OCI
import Planning
import Publishing

/// What was deleted, as an answer.
enum PruneAnswer {
  static func make(_ outcomes: [PruneRun.Outcome], isDryRun: Bool) -> Answer {
    var lines: [StyledText] = []
    var count = 0
    for outcome in outcomes {
      let name = outcome.repository.text
      guard let pruned = outcome.pruned else {
        lines.append("  \(name): \(unlisted, .dim)")
        continue
      }
      for tag in pruned.tags { lines.append("\("-", .bad) \(name):\(tag)") }
      for digest in pruned.documents { lines.append("\("-", .bad) \(name)@\(digest)") }
      if !pruned.blobs.isEmpty { lines.append("\("-", .bad) \(name): \(pruned.blobs.count) configurations and layers") }
      if !pruned.kept.isEmpty {
        lines.append("  \(name): \(pruned.kept.count) manifests stay, which other tags or releases need")
      }
      for left in pruned.left { lines.append("  \(name): \(left.name) stays: \(left.reason)") }
      if pruned.young > 0 {
        lines.append("  \(name): \(pruned.young) manifests that nothing names are not old enough, and stay")
      }
      count += pruned.tags.count + pruned.documents.count + pruned.blobs.count
    }
    lines.append(
      count == 0
        ? "Nothing to delete." : isDryRun ? "\(count) things would be deleted." : "\(count) things were deleted.")
    return Answer(
      lines: lines,
      json: ["dry_run": .bool(isDryRun), "repositories": .array(outcomes.map(object))])
  }

  private static let unlisted =
    "this registry lists nothing that has no tag; its own garbage collection would take what rollbacks need, too"

  private static func object(_ outcome: PruneRun.Outcome) -> JSONValue {
    func list(_ digests: [Digest]?) -> JSONValue { .array((digests ?? []).map { .string($0.description) }) }
    let pruned = outcome.pruned
    return [
      "repository": .string(outcome.repository.text), "tags": .array((pruned?.tags ?? []).map { .string($0) }),
      "manifests": list(pruned?.documents), "blobs": list(pruned?.blobs), "kept": list(pruned?.kept),
      "left": .array(
        (pruned?.left ?? []).map { ["name": .string($0.name), "reason": .string($0.reason)] }),
      "young": JSONValue(pruned?.young ?? 0), "skipped": JSONValue(pruned == nil ? unlisted : nil),
    ]
  }
}
