/// Settings from outside the text: a flag wins over the environment, the environment over the text.
struct ConfigurationOverrides {
  let variables: (String) -> String?
  let flags: [String: String]

  /// The keys that may be set from outside: those at the top that take one text.
  ///
  /// Approvals, targets and what is released are decided where they can be reviewed.
  static let keys = ["tag", "prerelease", "remote", "ledger", "stamp", "builder", "hand-over"]

  /// Nothing is set from outside.
  var isEmpty: Bool { flags.isEmpty && Self.keys.allSatisfy { value(of: $0) == nil } }

  /// What a variable says of a key.
  ///
  /// Only the remote may be empty: a variable that is set to nothing means unset elsewhere.
  private func value(of key: String) -> String? {
    variables(Self.variable(key)).flatMap { $0.isEmpty && key != "remote" ? nil : $0 }
  }

  /// The environment variable of a key.
  static func variable(_ key: String) -> String {
    "BROKKR_RELEASE_" + String(decoding: key.uppercased().utf8.map { $0 == 0x2D ? 0x5F : $0 }, as: UTF8.self)
  }

  /// The document with the settings from outside in their places.
  func applied(to document: ConfigurationNode?) -> ConfigurationNode {
    var root = document ?? ConfigurationNode(content: .mapping([]), mark: .file(line: 1, column: 1))
    for key in Self.keys {
      if let text = flags[key] {
        root = root.setting(key, to: text, from: .flag("--\(key)"))
      } else if let text = value(of: key) {
        root = root.setting(key, to: text, from: .environment(Self.variable(key)))
      }
    }
    return root
  }
}

extension ConfigurationNode {
  fileprivate func setting(_ key: String, to text: String, from mark: ConfigurationMark) -> ConfigurationNode {
    let value = ConfigurationNode(content: .scalar(text, isQuoted: true), mark: mark)
    let entry = Entry(key: key, mark: mark, value: value)
    switch content {
    case .nothing: return ConfigurationNode(content: .mapping([entry]), mark: self.mark)
    case .mapping(let entries):
      return ConfigurationNode(content: .mapping(entries.filter { $0.key != key } + [entry]), mark: self.mark)
    case .scalar, .list: return self  // The whole document is wrong, and the check will say so.
    }
  }
}
