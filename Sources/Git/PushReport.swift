/// What `git push --porcelain` says about each reference; the exit status only says that not all went well.
struct PushReport {
  /// One reference.
  struct Line: Hashable {
    /// `*` new, ` ` or `+` moved, `-` removed, `=` as it should be, `!` refused.
    var flag: Character
    /// The full name on the far side.
    var name: String
    /// What was done, or why it was not.
    var summary: String
  }

  /// The references that git tells of.
  let lines: [Line]
  /// What the far side's git, hooks and rules printed, line by line.
  let said: [String]

  /// Reads both streams of git.
  init(output: String, messages: String) {
    lines = output.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let flag = fields[0].first, fields[0].count == 1, "*+-=! ".contains(flag),
        let name = fields[1].split(separator: ":", omittingEmptySubsequences: false).last
      else { return nil }
      return Line(flag: flag, name: String(name), summary: String(fields[2]))
    }
    said = messages.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("remote:") }
      .map { $0.dropFirst(7).trimmingSpaces }.filter { !$0.isEmpty }
  }

  /// All of these references are told to be as they should be.
  func confirms(_ names: [String]) -> Bool {
    Set(lines.filter { $0.flag != "!" }.map(\.name)).isSuperset(of: names)
  }

  /// The reference that was refused for a reason of its own, else the first one; nil where none was.
  var rejection: ReferenceRejected? {
    let refused = lines.filter { $0.flag == "!" }
    // In an atomic push the others are refused because of that one; where the far side says only that, its git has
    // printed which one.
    let own = refused.first { !$0.summary.contains("(atomic ") }
    let named = own == nil ? refused.first { line in said.contains { $0.contains("'\(line.name)'") } } : nil
    guard let line = own ?? named ?? refused.first else { return nil }
    let reason = ([line.summary] + said).joined(separator: "\n")
    // Such a hook refuses the whole push, and does not say for the sake of which reference.
    let hooked = refused.filter { $0.summary.contains("pre-receive hook declined") }.map(\.name)
    return ReferenceRejected(
      name: hooked.isEmpty ? line.name : hooked.joined(separator: ", "), reason: reason,
      isStale: isStale(line.summary), isUnauthorized: Self.isUnauthorized(reason))
  }

  /// It holds something else than the lease says; "failed to update" also comes when the answer to a first try was lost.
  private func isStale(_ summary: String) -> Bool {
    let all = [summary] + said.filter { $0.hasPrefix("error: cannot lock ref") }
    return all.contains { text in
      ["stale info", "failed to update ref", "reference already exists", "but expected", "unable to resolve reference"]
        .contains { text.contains($0) }
    }
  }

  private static func isUnauthorized(_ reason: String) -> Bool {
    let reason = reason.lowercased()
    return [
      "permission", "not authorized", "unauthorized", "protected branch", "protected tag", "protected ref",
      "rule violation", "not allowed to", "refusing to allow", "insufficient scope", "prohibited", "gh006", "gh013",
      "you are not", "access denied",
    ].contains { reason.contains($0) }
  }
}

extension StringProtocol {
  /// The text without white space at both ends.
  fileprivate var trimmingSpaces: String {
    var text = self[...].drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
