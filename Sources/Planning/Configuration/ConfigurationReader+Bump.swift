import SemanticVersioning

extension ConfigurationReader {
  /// What stands for a type whose commits ask for nothing.
  static let noBump = "none"

  /// The rules, which start from the usual ones.
  mutating func bump(_ node: ConfigurationNode?) -> BumpRules {
    var rules = BumpRules()
    for entry in node?["types"]?.entries ?? [] {
      guard isType(entry) else { continue }
      rules[entry.key] = entry.value.text.flatMap(Bump.init(rawValue:))
    }
    rules.zero = choice(node?["zero"], else: rules.zero)
    return rules
  }

  /// What the notes tell: the usual kinds, with other headings or without some of them, and further ones behind them.
  mutating func noteKinds(_ node: ConfigurationNode?) -> [ReleaseNotes.Kind] {
    var kinds = ReleaseNotes.Kind.usual
    for entry in node?.entries ?? [] {
      guard isType(entry), let title = entry.value.text else { continue }
      let words = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard !words.isEmpty, !title.contains(where: \.isNewline) else {
        report(entry.value.mark, "the heading of \(entry.key) is no line of text.", remedy: "Write a word, or none.")
        continue
      }
      let place = kinds.firstIndex { $0.type == entry.key }
      switch (words == Self.noBump, place) {
      case (true, let place?): kinds.remove(at: place)
      case (true, nil): continue
      case (false, let place?): kinds[place].title = words
      case (false, nil): kinds.append(ReleaseNotes.Kind(type: entry.key, title: words))
      }
    }
    return kinds
  }

  private mutating func isType(_ entry: ConfigurationNode.Entry) -> Bool {
    if ConventionalHeader(parsing: "\(entry.key): x")?.type == entry.key { return true }
    report(
      entry.mark, "`\(entry.key)` is no type of a commit.",
      remedy: "Write the word before the colon in lower case, such as docs.")
    return false
  }
}

extension Configuration {
  /// The changelog's settings under the keys of the file; nil where nothing is said.
  var changelogTree: ConfigurationTree? {
    let usual = ReleaseNotes.Kind.usual
    let removed = usual.filter { kind in !noteKinds.contains { $0.type == kind.type } }
    let types: ConfigurationTree? =
      noteKinds == usual
      ? nil
      : .mapping(
        of: noteKinds.map { ($0.type, .text($0.title)) } + removed.map { ($0.type, .text(ConfigurationReader.noBump)) })
    guard changelogFile != nil || types != nil else { return nil }
    return .mapping(of: [("file", changelogFile.map { .text($0) }), ("types", types)])
  }
}

extension BumpRules {
  /// The rules under the keys of the file, each usual type included.
  var tree: ConfigurationTree {
    let names = Set(types.keys).union(BumpRules().types.keys).sorted()
    let bumps = names.map { ($0, ConfigurationTree?.some(.text(self[$0]?.rawValue ?? ConfigurationReader.noBump))) }
    return .mapping(of: [("types", .mapping(of: bumps)), ("zero", .text(zero.rawValue))])
  }
}
