/// One instruction of a Dockerfile, with its continuation lines joined and its here-documents left out.
struct DockerfileInstruction {
  /// The line that it begins at, counted from 1.
  var line: Int
  /// The instruction's word in upper case.
  var name: String
  /// What follows, split at white space outside of quotes, without the quotes.
  var words: [String]

  /// The instructions of a Dockerfile in their order.
  static func all(in text: String) -> [DockerfileInstruction] {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let escape = escapeCharacter(of: lines)
    var instructions: [DockerfileInstruction] = []
    var index = 0
    while index < lines.count {
      let start = index
      var whole = ""
      var isOpen = true
      while isOpen, index < lines.count {
        let line = lines[index]
        index += 1
        let content = line.drop(while: \.isWhitespace)
        // Comments and empty lines vanish, even between the lines of one instruction.
        if content.first == "#" || content.isEmpty {
          isOpen = !whole.isEmpty
          continue
        }
        let end = line.lastIndex { !$0.isWhitespace }
        isOpen = end.map { line[$0] == escape } ?? false
        whole += isOpen ? String(line[..<(end ?? line.endIndex)]) : String(line)
      }
      let words = words(of: whole, escape: escape)
      guard let name = words.first?.uppercased() else { continue }
      instructions.append(DockerfileInstruction(line: start + 1, name: name, words: Array(words.dropFirst())))
      guard ["RUN", "COPY", "ADD"].contains(name) else { continue }
      for document in words.compactMap(HereDocument.init) {
        while index < lines.count, !document.ends(at: lines[index]) { index += 1 }
        index += 1
      }
    }
    return instructions
  }

  /// The escape character, which a directive at the top may change.
  private static func escapeCharacter(of lines: [Substring]) -> Character {
    for line in lines {
      let parts = line.filter { !$0.isWhitespace }.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].first == "#" else { return "\\" }
      if parts[0].dropFirst().lowercased() == "escape" { return parts[1] == "`" ? "`" : "\\" }
    }
    return "\\"
  }

  private static func words(of text: String, escape: Character) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case escape where quote != "'": word = (word ?? "") + (rest.popFirst().map(String.init) ?? "")
      case quote: quote = nil
      case "\"" where quote == nil, "'" where quote == nil:
        quote = character
        word = word ?? ""
      case _ where character.isWhitespace && quote == nil:
        if let whole = word { words.append(whole) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}

/// A text within a Dockerfile that ends at a line of its own: `<<EOF`.
private struct HereDocument {
  let end: String
  let stripsTabs: Bool

  init?(word: String) {
    var rest = word.drop { $0.isASCII && $0.isNumber }
    guard rest.hasPrefix("<<") else { return nil }
    rest = rest.dropFirst(2)
    stripsTabs = rest.first == "-"
    if stripsTabs { rest = rest.dropFirst() }
    guard let first = rest.first, first.isLetter || first == "_" else { return nil }
    end = String(rest)
  }

  func ends(at line: Substring) -> Bool { (stripsTabs ? line.drop { $0 == "\t" } : line) == end }
}
