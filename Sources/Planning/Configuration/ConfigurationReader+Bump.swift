import SemanticVersioning

extension ConfigurationReader {
  /// What stands for a type whose commits ask for nothing.
  static let noBump = "none"

  /// The rules, which start from the usual ones.
  mutating func bump(_ node: ConfigurationNode?) -> BumpRules {
    var types = BumpRules.usualTypes
    for entry in node?["types"]?.entries ?? [] {
      let isType = ConventionalHeader(parsing: "\(entry.key): x")?.type == entry.key
      guard isType else {
        report(
          entry.mark, "`\(entry.key)` is no type of a commit.",
          remedy: "Write the word before the colon in lower case, such as docs.")
        continue
      }
      types[entry.key] = entry.value.text.flatMap(Bump.init(rawValue:))
    }
    return BumpRules(types: types, zero: choice(node?["zero"], else: BumpRules().zero))
  }
}

extension BumpRules {
  /// The rules under the keys of the file, each usual type included.
  var tree: ConfigurationTree {
    let names = Set(types.keys).union(Self.usualTypes.keys).sorted()
    let bumps = names.map { ($0, ConfigurationTree?.some(.text(types[$0]?.rawValue ?? ConfigurationReader.noBump))) }
    return .mapping(of: [("types", .mapping(of: bumps)), ("zero", .text(zero.rawValue))])
  }
}
