/// What the page of a GitHub Actions run shows of an answer: a headline, a table and lines, as Markdown.
///
/// All text from elsewhere stands in code spans or blocks, where nothing in it is Markdown, HTML or a mention.
struct StepSummary: Sendable {
  /// A line: words of ours, and code from anywhere.
  struct Line: Sendable {
    /// Ours: plain words.
    var words: String
    /// From anywhere; nil for none.
    var code: String?
  }

  /// What is above the table.
  var head: [Line] = []
  /// The heads of the columns: plain words.
  var columns: [String] = []
  /// The cells of each row: pieces of text from anywhere, with an arrow between them; an empty one stays empty.
  var rows: [[[String]]] = []
  /// What is below the table.
  var foot: [Line] = []
  /// One command to paste; nil for none.
  var command: String?

  /// GitHub shows no summary of a step that is larger, in bytes (GitHub Docs, "Workflow commands": 1 MiB).
  static let limit = 1 << 20

  /// The Markdown, in at most `room` bytes; what does not fit is left out, and that is said.
  func markdown(of title: String, room: Int = StepSummary.limit) -> String {
    let head = "### \(Self.code("brokkr-release \(title)"))\n\n" + lines(self.head)
    let foot = lines(self.foot) + (command.map { "\(Self.block($0))\n" } ?? "")
    var table = ""
    if !rows.isEmpty {
      table = "| \(columns.joined(separator: " | ")) |\n|\(columns.map { _ in "---|" }.joined())\n"
      var left = room - head.utf8.count - foot.utf8.count - table.utf8.count - 200
      for (index, row) in rows.enumerated() {
        let line = "| \(row.map(Self.cell).joined(separator: " | ")) |\n"
        left -= line.utf8.count
        guard left >= 0 else {
          table += "\nThe first \(index) of \(rows.count) lines are shown; the log has all.\n"
          break
        }
        table += line
      }
      table += "\n"
    }
    let text = head + table + foot
    return text.utf8.count <= room ? text : ""
  }

  private func lines(_ lines: [Line]) -> String {
    lines.map { "\($0.words)\($0.code.map { " \(Self.code($0))" } ?? "")\n\n" }.joined()
  }

  private static func cell(_ pieces: [String]) -> String {
    pieces.filter { !$0.isEmpty }.map(code).joined(separator: " → ")
  }

  /// Text as a code span that nothing in it ends, inside a table too.
  static func code(_ text: String) -> String {
    let line = Printable.text(text).replacing("\n", with: " ").replacing("|", with: "\\u{7C}")
    guard line.contains(where: { $0 != " " }) else { return "` `" }
    let fence = String(repeating: "`", count: longestRun(in: line) + 1)
    // A blank at both ends is taken away, and keeps a backtick of the text from the fence.
    return fence.count > 1 ? "\(fence) \(line) \(fence)" : "`\(line)`"
  }

  /// Text as a block that nothing in it ends.
  static func block(_ text: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    return "\(fence)text\n\(text)\n\(fence)"
  }

  /// Text as a block in at most `room` bytes, with whole lines; what does not fit is left out, and that is said.
  static func block(_ text: String, of title: String, room: Int = limit) -> String {
    let head = "### \(code("brokkr-release \(title)"))\n\n"
    var kept = text
    var note = ""
    let spare = room - head.utf8.count - 2 * longestRun(in: text) - 200
    if text.utf8.count > spare {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      var (count, size) = (0, 0)
      while count < lines.count, size + lines[count].utf8.count + 1 <= spare {
        size += lines[count].utf8.count + 1
        count += 1
      }
      kept = lines.prefix(count).joined(separator: "\n")
      note = "\nThe first \(count) of \(lines.count) lines are shown; the log has all.\n"
    }
    let all = head + block(kept) + "\n" + note
    return all.utf8.count <= room ? all : ""
  }

  private static func longestRun(in text: String) -> Int {
    var (longest, run) = (0, 0)
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
