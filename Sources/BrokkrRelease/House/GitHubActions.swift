import SemanticVersioning

/// How a step of a GitHub Actions job is talked to: commands among its messages, and two files.
enum GitHubActions {
  /// A line that begins a group which can be folded.
  static func group(_ name: String) -> String { "::group::\(escaped(name))" }

  /// The line that ends it.
  static let endGroup = "::endgroup::"

  /// What GitHub shows of an annotation at most, in characters; measured by others, not documented.
  static let longest = 4000

  /// A line that marks the run: `error`, `warning` or `notice`.
  static func annotation(_ kind: String, title: String, _ message: String) -> String {
    let property = escaped(title).replacing(":", with: "%3A").replacing(",", with: "%2C")
    let text = message.count > longest ? "\(message.prefix(longest)) … the log has all" : message
    return "::\(kind) title=\(property)::\(escaped(text))"
  }

  /// Lines that are no commands, whatever is in them: the runner takes one that begins with `::`, after blanks, and
  /// the older `##[` anywhere in a line.
  static func inert(_ text: String) -> String {
    guard text.contains("::") || text.contains("##[") else { return text }
    // The runner reads lines; these are all the breaks that it or a log's reader may know.
    return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map { line in
      let harmless = line.replacing("##[", with: "##\\[")
      return isCommand(harmless) ? "| \(harmless)" : String(harmless)
    }.joined(separator: "\n")
  }

  /// JSON of the same value in which no string has the older form of a command.
  static func inert(json bytes: [UInt8]) -> [UInt8] {
    let mark = Array("##[".utf8)
    guard bytes.contains(mark[0]) else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    for (index, byte) in bytes.enumerated() {
      let isMark = byte == mark[2] && index >= 2 && bytes[index - 1] == mark[1] && bytes[index - 2] == mark[0]
      result += isMark ? Array("\\u005b".utf8) : [byte]
    }
    return result
  }

  private static func isCommand(_ line: some StringProtocol) -> Bool {
    line.unicodeScalars.drop { $0.properties.isWhitespace || Printable.isUnsafe($0) }.starts(with: "::".unicodeScalars)
  }

  /// What later steps may read of an answer: lines for `GITHUB_OUTPUT`.
  ///
  /// - Parameters:
  ///   - answer: the answer's object.
  ///   - delimiter: gives a word that nobody can foresee.
  /// - Returns: the lines.
  static func outputs(of answer: JSONValue, delimiter: () -> String = Self.delimiter) -> String {
    var outputs: [(String, String)] = []
    if let text = answer["version"]?.text {
      outputs.append(("version", text))
      if let version = try? SemanticVersion(parsing: text) {
        outputs.append(("prerelease", version.isPrerelease ? "true" : "false"))
        outputs.append(("channel", version.channel?.rawValue ?? ""))
      }
    }
    for name in ["tag", "state", "plan_hash"] {
      if let text = answer[name]?.text { outputs.append((name, text)) }
    }
    // What a command made for later jobs alone.
    if case .object(let own)? = answer["outputs"] {
      outputs += own.sorted { $0.key < $1.key }.compactMap { name, value in value.text.map { (name, $0) } }
    }
    return outputs.map { name, value in
      let isPlain = !value.unicodeScalars.contains { $0.value < 32 || $0.properties.isWhitespace && $0 != " " }
      guard !isPlain else { return "\(name)=\(value)\n" }
      var mark = delimiter()
      while value.contains(mark) { mark = delimiter() }
      return "\(name)<<\(mark)\n\(value)\n\(mark)\n"
    }.joined()
  }

  /// A word of 128 random bits.
  static func delimiter() -> String {
    "end_" + (0..<2).map { _ in String(UInt64.random(in: (1 << 60)...UInt64.max), radix: 16) }.joined()
  }

  private static func escaped(_ text: String) -> String {
    Printable.text(text).replacing("##[", with: "##\\[")
      .replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }
}
