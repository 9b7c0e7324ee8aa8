import SemanticVersioning

/// How a step of a GitHub Actions job is talked to: commands among its messages, and two files.
enum GitHubActions {
  /// A line that begins a group which can be folded.
  static func group(_ name: String) -> String { "::group::\(escaped(name))" }

  /// The line that ends it.
  static let endGroup = "::endgroup::"

  /// A line that marks the run: `error`, `warning` or `notice`.
  static func annotation(_ kind: String, title: String, _ message: String) -> String {
    let property = escaped(title).replacing(":", with: "%3A").replacing(",", with: "%2C")
    return "::\(kind) title=\(property)::\(escaped(message))"
  }

  /// What later steps may read of an answer: lines for `GITHUB_OUTPUT`.
  static func outputs(of answer: JSONValue) -> String {
    var outputs: [(String, String)] = []
    if let text = answer["version"]?.text {
      outputs.append(("version", text))
      if let version = try? SemanticVersion(parsing: text) {
        outputs.append(("prerelease", version.isPrerelease ? "true" : "false"))
        outputs.append(("channel", version.channel?.rawValue ?? ""))
      }
    }
    for name in ["tag", "state"] {
      if let text = answer[name]?.text { outputs.append((name, text)) }
    }
    return outputs.filter { !$0.1.contains(where: \.isNewline) }.map { "\($0.0)=\($0.1)\n" }.joined()
  }

  /// What the run's page shows of an answer or an error: text as it is, nothing in it read as Markdown.
  static func summary(of command: String, _ text: String) -> String {
    let lines: [Substring] = text.split(separator: "\n")
    let longest = lines.map { line in line.prefix { $0 == "`" }.count }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "### `brokkr-release \(command)`\n\n\(fence)text\n\(text)\n\(fence)\n"
  }

  /// Text as the log shows it, in which nothing is a command to the runner: neither `::name::` at the beginning of a line
  /// nor, as older runners have it, `##[name]` anywhere.
  static func inert(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "#")) || text.utf8.contains(UInt8(ascii: ":")) else { return text }
    let lines: [Substring] = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      let words = line.drop(while: \.isWhitespace)
      let isCommand = words.hasPrefix("::")
      let safe = isCommand ? "\(line[..<words.startIndex])\\\(words)" : String(line)
      return safe.replacing("##[", with: "##\\[")
    }.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    Printable.text(text).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }
}
