import ExternalTools

/// What `git push --porcelain --atomic` says of a push that failed.
struct PushReport {
  let outcome: ToolOutcome

  /// One reference that was not pushed.
  private struct Line {
    var name: String
    var summary: String

    /// A line `!`, `FROM:TO`, `[rejected] (WHY)`.
    init?(_ line: Substring) {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 3, fields[0] == "!" else { return nil }
      name = fields[1].split(separator: ":").last.map(String.init) ?? ""
      summary = String(fields[2])
    }

    /// It was not pushed only because another one could not be.
    var isFollower: Bool { summary.contains("atomic push fail") }
    /// All that were pushed share it: the far side's one transaction failed.
    var isShared: Bool { summary.contains("atomic transaction failed") }
  }

  /// The reference that was refused for a reason of its own, with what the far side said; nil where none was.
  var rejection: ReferenceRejected? {
    let lines = outcome.text.split(separator: "\n").compactMap { Line($0) }
    guard var first = lines.first(where: { !$0.isFollower && !$0.isShared }) ?? lines.first else { return nil }
    let said = said
    if first.isShared {
      // The longest first: one name may be within another.
      let named = lines.sorted { $0.name.utf8.count > $1.name.utf8.count }.first { said.contains("'\($0.name)'") }
      first = named ?? first
    }
    // Such a hook refuses the whole push, and does not say for the sake of which reference.
    if first.summary.contains("pre-receive hook declined") { first.name = lines.map(\.name).joined(separator: ", ") }
    let stale = [
      "stale info", "failed to update ref", "cannot lock ref", "reference already exists", "atomic transaction failed",
    ]
    return ReferenceRejected(
      name: first.name, reason: said.isEmpty ? first.summary : "\(first.summary)\n\(said)",
      isStale: stale.contains { first.summary.contains($0) },
      isUnauthorized: first.summary.contains("permission") || said.contains("Permission"))
  }

  /// The server cannot move several references as one.
  var isWithoutAtomic: Bool { outcome.errorText.contains("does not support --atomic") }

  /// What the far side said, without the blanks that git pads it with: they would overwrite a progress line of its own.
  private var said: String {
    outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("remote:") }
      .map { line in line[...(line.lastIndex { $0 != " " } ?? line.startIndex)] }.joined(separator: "\n")
  }
}
