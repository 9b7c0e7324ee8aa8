import Refusals

/// What a chart's `.helmignore` keeps out of its archive, by Helm's rules.
///
/// Rules are asked in order. One that matches keeps the path out; one that begins with `!` keeps everything out that it
/// does not match. Hidden files in templates/ are always kept out.
struct IgnoreRules: Sendable {
  private struct Rule: Sendable {
    var pattern: GlobPattern
    var isNegated: Bool
    var isForFolders: Bool
    /// It is compared with the last part of a path only.
    var isForNames: Bool
  }

  private var rules: [Rule] = []

  /// Reads a `.helmignore`; `file` is its name, for messages.
  init(parsing bytes: [UInt8] = [], file: String) throws {
    let text = String(
      decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let rule = line.trimmingBlanks
      guard !rule.isEmpty, !rule.hasPrefix("#") else { continue }
      guard !rule.contains("**"), let parsed = Self.rule(rule) else {
        throw Refusal(
          .configuration, what: "\(file) was not read.",
          why: "\(file):\(index + 1): Helm has no pattern such as `\(rule.prefix(80))`",
          remedy: "Correct the pattern; `**` is not supported by Helm.")
      }
      rules.append(parsed)
    }
    if let hidden = Self.rule("templates/.?*") { rules.append(hidden) }
  }

  private static func rule(_ text: Substring) -> Rule? {
    var rest = text
    let isNegated = rest.hasPrefix("!")
    if isNegated { rest = rest.dropFirst() }
    let isForFolders = rest.hasSuffix("/")
    if isForFolders { rest = rest.dropLast() }
    let isForNames = !rest.contains("/")
    if rest.hasPrefix("/") { rest = rest.dropFirst() }
    return GlobPattern(rest).map {
      Rule(pattern: $0, isNegated: isNegated, isForFolders: isForFolders, isForNames: isForNames)
    }
  }

  /// Whether a path, relative to the chart's folder, is kept out; for a folder that means everything in it.
  func ignores(_ path: String, isFolder: Bool) -> Bool {
    guard !path.isEmpty else { return false }
    let name = path.split(separator: "/").last ?? Substring(path)
    for rule in rules {
      if rule.isForFolders, !isFolder {
        if rule.isNegated { return true }
        continue
      }
      let matches = rule.isForNames ? rule.pattern.matches(name) : rule.pattern.matches(path)
      if matches != rule.isNegated { return true }
    }
    return false
  }
}

extension Substring {
  /// Without blanks at either end.
  fileprivate var trimmingBlanks: Substring {
    var rest = self
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return rest
  }
}
