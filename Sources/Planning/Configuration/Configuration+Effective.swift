extension Configuration {
  /// The configuration in force as YAML that reads back as itself, for `config`.
  public func effectiveYAML() -> String { tree.yaml() }

  /// The configuration in force as one JSON object under the keys of the file, for `config --json`.
  public func effectiveJSON() -> [UInt8] { Array(tree.json(sortingKeys: false).utf8) }

  /// The configuration in force as JSON with sorted keys, for the hash of a plan.
  ///
  /// Where order means something, a mapping has become a list; where the settings came from does not count.
  public func canonicalJSON() -> [UInt8] {
    guard case .mapping(let entries) = tree else { return [] }
    let ordered = entries.map { entry in
      guard ["branches", "components"].contains(entry.key), case .mapping(let members) = entry.value else {
        return entry
      }
      let list = members.map { ConfigurationTree.list([.text($0.key), $0.value]) }
      return ConfigurationTree.Entry(key: entry.key, value: .list(list))
    }
    return Array(ConfigurationTree.mapping(ordered).json(sortingKeys: true).utf8)
  }

  /// Every setting in force and where it was decided, for `config --origin`.
  ///
  /// An origin is `FILE:LINE`, `environment NAME`, `flag --NAME`, `detected` or `default`.
  public func origins() -> [(key: String, value: String, origin: String)] {
    var rows: [(key: String, value: String, origin: String)] = []
    func collect(_ tree: ConfigurationTree, at path: [String]) {
      if case .mapping(let entries) = tree, !entries.isEmpty {
        for entry in entries { collect(entry.value, at: path + [entry.key]) }
      } else {
        rows.append((ConfigurationPath.text(path), tree.inline, origin(of: path)))
      }
    }
    collect(tree, at: [])
    return rows
  }

  private func origin(of path: [String]) -> String {
    guard let mark = marks[path] else { return "default" }
    if case .file = mark, origin == .detected { return "detected" }
    return mark.origin(in: fileName)
  }
}
