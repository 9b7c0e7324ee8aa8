/// The settings in force as plain data, in an order that never changes by itself.
indirect enum ConfigurationTree: Hashable, Sendable {
  /// One key of a mapping.
  struct Entry: Hashable, Sendable {
    var key: String
    var value: ConfigurationTree
  }

  case text(String)
  case number(Int)
  case boolean(Bool)
  case list([ConfigurationTree])
  case mapping([Entry])

  /// A mapping of pairs, of which those without a value are left out.
  static func mapping(of pairs: [(String, ConfigurationTree?)]) -> ConfigurationTree {
    .mapping(pairs.compactMap { key, value in value.map { Entry(key: key, value: $0) } })
  }

  static func texts(_ texts: [String]) -> ConfigurationTree { .list(texts.map { .text($0) }) }
}
