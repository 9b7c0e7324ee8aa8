extension ReleaseNotes {
  /// The most that a tag's message holds of the notes, in bytes.
  static let textLimit = 64 * 1024

  /// The notes as plain text without a heading, for the message of a tag; empty where there is nothing to tell.
  public var text: String {
    var blocks: [String] = []
    func add(_ title: String, _ entries: [Entry]) {
      guard !entries.isEmpty else { return }
      let lines = entries.map { entry in
        "- \(entry.scope.map { "\($0): " } ?? "")\(entry.subject) (\(entry.commit.prefix(7)))"
      }
      blocks.append(([title] + lines).joined(separator: "\n"))
    }
    add("Breaking changes", breaking)
    for section in sections { add(section.kind.title, section.entries) }
    return Self.messageText(blocks.joined(separator: "\n\n"))
  }

  /// Any text as a part of a tag's message: without control characters, at most 64 KiB, and without a line that git would
  /// take for the beginning of a signature.
  ///
  /// - Parameter text: lines, as they may stand in a changelog.
  /// - Returns: the lines without blanks at their ends, and without empty ones at both ends.
  public static func messageText(_ text: String) -> String {
    var lines: [String] = []
    var size = 0
    for line in CommitText.lines(text) {
      let end = line.lastIndex { !$0.isWhitespace }
      var line = end.map { String(line[...$0]) } ?? ""
      if line.hasPrefix("-----BEGIN ") { line = " \(line)" }
      if lines.isEmpty && line.isEmpty { continue }
      size += line.utf8.count + 1
      guard size <= textLimit else {
        lines.append("…")
        break
      }
      lines.append(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
