/// The lines that stand in prompts and hooks, read without the parser, which costs more than all that they ask for.
///
/// It knows the usual spellings by heart and nothing else: whatever is spelled otherwise, or wrong, is the parser's.
struct QuickLine {
  /// What is asked for; nil for the version of the program.
  private(set) var request: NextRequest?
  /// The common options.
  private(set) var typed = TypedOptions()

  /// Reads the arguments; nil where they are for the parser.
  init?(_ arguments: [String]) {
    guard arguments != ["--version"] else { return }
    var request = NextRequest()
    var isNamed = false
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "next", !isNamed {
        isNamed = true
        continue
      }
      if takeCommon(word, &rest) { continue }
      guard isNamed, request.take(word, &rest) else { return nil }
    }
    guard isNamed else { return nil }
    self.request = request
  }

  private mutating func takeCommon(_ word: String, _ rest: inout ArraySlice<String>) -> Bool {
    switch word {
    case "--json": typed.json = true
    case "-q", "--quiet": typed.quiet = true
    case "-v", "--verbose": typed.verbose = true
    case "--debug": typed.debug = true
    case "--no-input": typed.noInput = true
    case "--yes": typed.yes = true
    case "-C", "--repo": return Self.value(&typed.repo, of: &rest)
    case "-c", "--config": return Self.value(&typed.config, of: &rest)
    default: return false
    }
    return true
  }

  fileprivate static func value(_ value: inout String?, of rest: inout ArraySlice<String>) -> Bool {
    // What looks like an option may be one.
    guard let word = rest.first, !word.isEmpty, !word.hasPrefix("-") else { return false }
    value = rest.removeFirst()
    return true
  }

  /// The options of `next`, as variables name them.
  private static let ownOptions = ["BUMP", "PRE", "EXPLAIN", "FETCH", "ALL", "COMPONENT"]

  /// Does what is asked for; nil where a variable's value makes no sense, which the longer way tells.
  func run(_ environment: Environment, results: ByteStream, messages: ByteStream) -> ExitStatus? {
    guard let settings = try? Settings(typed, environment) else { return nil }
    // What variables say of the command's own options is the longer way's too.
    if request != nil, Self.ownOptions.contains(where: { environment.option($0) != nil }) { return nil }
    let output = Output(settings, environment, results: results, messages: messages)
    guard let request else { return output.finish(ToolVersion.answer, of: "") }
    // No `Result`: the first one of a type makes the runtime look through every conformance of the program.
    do {
      return output.finish(try request.answer(output), of: "next")
    } catch {
      return output.finish(failing: error, of: "next")
    }
  }
}

extension NextRequest {
  fileprivate mutating func take(_ word: String, _ rest: inout ArraySlice<String>) -> Bool {
    var value: String?
    switch word {
    case "--explain": explain = true
    case "--fetch": fetch = true
    case "--all": all = true
    case "--component": return QuickLine.value(&component, of: &rest)
    case "--bump":
      guard QuickLine.value(&value, of: &rest), let choice = value.flatMap(BumpChoice.init(rawValue:)) else {
        return false
      }
      bump = choice
    case "--pre":
      guard QuickLine.value(&value, of: &rest), let choice = value.flatMap(ChannelChoice.init(rawValue:)) else {
        return false
      }
      pre = choice
    default: return false
    }
    return true
  }
}
