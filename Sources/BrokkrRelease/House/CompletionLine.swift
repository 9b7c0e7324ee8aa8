/// How a completion script asks for versions, answered without the parser: somebody waits at the prompt.
///
/// The line is `---completion COMMAND -- ARGUMENT INDEX CURSOR WORD…`. It knows by heart where versions are asked for;
/// everything else is the parser's, whose answer is the same.
struct CompletionLine {
  /// The arguments and options of commands that take a released version.
  static let places: [String: Set<String>] = [
    "publish": ["positional@0"], "resume": ["positional@0"], "abort": ["positional@0"], "verify": ["positional@0"],
    "show": ["positional@0"], "rollback": ["positional@0", "--to"],
  ]

  private let words: [String]
  /// Where the word that is completed stands: others may follow it.
  private let place: Int
  private let cursor: Int

  /// Nil where the line asks for something else.
  init?(_ arguments: [String]) {
    guard arguments.count >= 6, arguments[0] == "---completion", arguments[2] == "--",
      Self.places[arguments[1]]?.contains(arguments[3]) == true, let place = Int(arguments[4]),
      let cursor = Int(arguments[5]), cursor >= 0, arguments.count > 6 || cursor == 0
    else { return nil }
    (words, self.place, self.cursor) = (Array(arguments[6...]), place, cursor)
  }

  /// What the shell reads; nil where there is nothing.
  func answer(shell: String?) -> String? {
    let word = words.indices.contains(place) ? words[place] : words.last ?? ""
    let prefix = String(word.prefix(cursor))
    var versions = VersionCompletion.versions(near: VersionCompletion.folder(in: words), beginningWith: prefix)
    // The script for zsh takes this one away again: without it an empty word could not be completed.
    if shell == "zsh" { versions.append(" ") }
    return versions.isEmpty ? nil : Printable.text(versions.joined(separator: "\n"))
  }
}
