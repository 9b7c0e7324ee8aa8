import Refusals
import Yams

/// A configuration's text, read as YAML without anything that expands, runs or guesses types.
enum ConfigurationDocument {
  static let sizeLimit = 1 << 20
  static let depthLimit = 64

  /// The root of a text; nil when it holds nothing.
  static func root(of bytes: [UInt8], file: String) throws -> ConfigurationNode? {
    guard !bytes.isEmpty else { return nil }
    guard bytes.count <= sizeLimit else {
      throw RefusalList([
        Refusal(
          .configuration,
          what: "\(file) was not read.",
          why: "It holds \(bytes.count) bytes, and a configuration may have \(sizeLimit)"
        )
      ])
    }
    let text = try checkedText(bytes, file: file)
    if bytes.contains(UInt8(ascii: "&")) {
      // Where anchors are possible, the text is first composed with every `*` made harmless: an alias then cannot
      // expand, not even inside the composer. Without a single anchor, an alias is an error of the composer itself.
      let harmless = String(decoding: bytes.map { $0 == UInt8(ascii: "*") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
      _ = try compose(harmless, file: file)
    }
    return try compose(text, file: file)
  }

  /// The text of UTF-8 bytes without control characters.
  private static func checkedText(_ bytes: [UInt8], file: String) throws -> String {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    func refusal(_ why: String) -> RefusalList {
      RefusalList([Refusal(.configuration, what: "\(file):\(line):\(column): the text cannot be read.", why: why)])
    }
    while true {
      switch decoder.decode(&iterator) {
      case .emptyInput: return String(decoding: bytes, as: UTF8.self)
      case .error: throw refusal("It is not UTF-8 here")
      case .scalarValue("\n"):
        line += 1
        column = 1
      case .scalarValue(let scalar):
        if scalar.value < 32 && scalar != "\t" && scalar != "\r" || scalar.value == 127 {
          throw refusal("A control character stands here")
        }
        column += 1
      }
    }
  }

  private static func compose(_ text: String, file: String) throws -> ConfigurationNode? {
    do {
      // The resolver without rules leaves every scalar the text that it is: `1.10` stays `1.10`.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      var conversion = ConfigurationConversion(file: file)
      // Anchors are weak references into the parser.
      let root = try withExtendedLifetime(parser) { try parser.singleRoot().map { conversion.node(of: $0) } }
      guard conversion.problems.isEmpty else { throw RefusalList(conversion.problems) }
      return root
    } catch let error as YamlError {
      throw RefusalList([error.refusal(in: file)])
    }
  }
}

extension YamlError {
  /// The error in the words and with the place of a configuration's problem, however long the offending line is.
  fileprivate func refusal(in file: String) -> Refusal {
    switch self {
    case .composer(_, "found undefined alias", let mark, _):
      return .anchor(at: "\(file):\(mark.line):\(mark.column)")
    case .composer(_, _, let mark, _):
      return Refusal(
        .configuration, what: "\(file):\(mark.line):\(mark.column): a second document begins here.",
        remedy: "Keep one; `---` in the middle of the file separates documents.")
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      // The parser's own words for this name one of its functions.
      let said = problem.hasPrefix("Maximum nesting level") ? "it is nested too deeply" : problem
      let story = [context?.text, said].compactMap(\.self).joined(separator: ", ")
      return Refusal(
        .configuration, what: "\(file):\(mark.line):\(mark.column): this is not YAML.", why: String(story.prefix(120)))
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "`\($0.prefix(60))`" }.joined(separator: ", ")
      return Refusal(
        .configuration,
        what: "\(file):\(context.mark.line):\(context.mark.column): \(names) is written more than once in one mapping.",
        remedy: "Keep one of them.")
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
      return Refusal(.configuration, what: "\(file):1:1: this is not YAML.", why: String(problem.prefix(120)))
    case .no, .memory, .dataCouldNotBeDecoded:
      return Refusal(.configuration, what: "\(file):1:1: the text could not be read.")
    }
  }
}
