import FoundationEssentials

/// The expressions of Actions, as far as the generated workflows use them; what it does not know is an error.
struct ActionsExpression {
  /// An expression that cannot be evaluated.
  struct Unknown: Error { var text: String }

  /// What names stand for: `github`, `needs` and so on.
  var contexts: [String: ActionsValue]
  /// Whether everything before has succeeded, whether something has failed.
  var status: (isSuccess: Bool, isFailure: Bool)

  private var tokens: [String] = []
  private var position = 0

  init(_ contexts: [String: ActionsValue], status: (isSuccess: Bool, isFailure: Bool) = (true, false)) {
    self.contexts = contexts
    self.status = status
  }

  /// A text with the expressions in it evaluated; one that is nothing but an expression keeps its kind.
  func fill(_ text: String) throws -> ActionsValue {
    guard text.contains("${{") else { return .text(text) }
    let parts = text.split(separator: "${{", omittingEmptySubsequences: false)
    var filled = String(parts[0])
    for part in parts.dropFirst() {
      guard let end = part.firstRange(of: "}}") else { throw Unknown(text: text) }
      let value = try evaluate(String(part[..<end.lowerBound]))
      if parts.count == 2, filled.isEmpty, part[end.upperBound...].isEmpty { return value }
      filled += value.text + part[end.upperBound...]
    }
    return .text(filled)
  }

  /// Whether a condition holds; one that asks for no status needs success.
  func holds(_ condition: String?) throws -> Bool {
    guard var text = condition else { return status.isSuccess }
    if text.hasPrefix("${{"), text.hasSuffix("}}") { text = String(text.dropFirst(3).dropLast(2)) }
    let asksForStatus = ["success()", "failure()", "cancelled()", "always()"].contains { text.contains($0) }
    return try (asksForStatus || status.isSuccess) && evaluate(text).isTrue
  }

  /// The value of an expression.
  func evaluate(_ text: String) throws -> ActionsValue {
    var copy = self
    copy.tokens = try Self.tokens(of: text)
    copy.position = 0
    let value = try copy.either()
    guard copy.position == copy.tokens.count else { throw Unknown(text: text) }
    return value
  }

  // MARK: reading

  private static func tokens(of text: String) throws -> [String] {
    var found: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "'" {
        // A quote within is doubled.
        var content = ""
        rest = rest.dropFirst()
        while true {
          guard let end = rest.firstIndex(of: "'") else { throw Unknown(text: text) }
          content += rest[..<end]
          rest = rest[rest.index(after: end)...]
          guard rest.first == "'" else { break }
          content += "'"
          rest = rest.dropFirst()
        }
        found.append("'" + content)
      } else if let sign = ["&&", "||", "==", "!=", "!", "(", ")", ","].first(where: { rest.hasPrefix($0) }) {
        found.append(sign)
        rest = rest.dropFirst(sign.count)
      } else {
        let word = rest.prefix { $0.isLetter || $0.isNumber || "._-".contains($0) }
        guard !word.isEmpty else { throw Unknown(text: text) }
        found.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    return found
  }

  private mutating func takes(_ token: String) -> Bool {
    guard position < tokens.count, tokens[position] == token else { return false }
    position += 1
    return true
  }

  private mutating func either() throws -> ActionsValue {
    var value = try both()
    while takes("||") {
      let other = try both()
      if !value.isTrue { value = other }
    }
    return value
  }

  private mutating func both() throws -> ActionsValue {
    var value = try comparison()
    while takes("&&") {
      let other = try comparison()
      if value.isTrue { value = other }
    }
    return value
  }

  private mutating func comparison() throws -> ActionsValue {
    let value = try single()
    if takes("==") { return .flag(ActionsValue.areEqual(value, try single())) }
    if takes("!=") { return .flag(!ActionsValue.areEqual(value, try single())) }
    return value
  }

  private mutating func single() throws -> ActionsValue {
    if takes("!") { return .flag(try !single().isTrue) }
    if takes("(") {
      let value = try either()
      guard takes(")") else { throw Unknown(text: tokens.joined(separator: " ")) }
      return value
    }
    guard position < tokens.count else { throw Unknown(text: tokens.joined(separator: " ")) }
    let token = tokens[position]
    position += 1
    if token.hasPrefix("'") { return .text(String(token.dropFirst())) }
    if takes("(") { return try call(token) }
    if let number = Double(token) { return .number(number) }
    if token == "true" || token == "false" { return .flag(token == "true") }
    let names = token.split(separator: ".").map(String.init)
    guard let context = names.first.flatMap({ contexts[$0] }) else { throw Unknown(text: token) }
    return names.dropFirst().reduce(context) { $0[$1] }
  }

  private mutating func call(_ name: String) throws -> ActionsValue {
    var arguments: [ActionsValue] = []
    while !takes(")") {
      if !arguments.isEmpty, !takes(",") { throw Unknown(text: name) }
      arguments.append(try either())
    }
    let texts = arguments.map(\.text)
    switch (name, arguments.count) {
    case ("success", 0): return .flag(status.isSuccess)
    case ("failure", 0): return .flag(status.isFailure)
    case ("cancelled", 0): return .flag(false)
    case ("always", 0): return .flag(true)
    case ("startsWith", 2): return .flag(texts[0].lowercased().hasPrefix(texts[1].lowercased()))
    case ("endsWith", 2): return .flag(texts[0].lowercased().hasSuffix(texts[1].lowercased()))
    case ("format", 1...):
      return .text(texts.dropFirst().enumerated().reduce(texts[0]) { $0.replacing("{\($1.offset)}", with: $1.element) })
    case ("fromJSON", 1): return try JSONDecoder().decode(ActionsValue.self, from: Data(texts[0].utf8))
    default: throw Unknown(text: "\(name)(\(texts.joined(separator: ", ")))")
    }
  }
}
