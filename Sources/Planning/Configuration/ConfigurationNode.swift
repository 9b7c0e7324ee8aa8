/// One value of a configuration's text, and where it stands.
struct ConfigurationNode: Sendable {
  /// What the value is, before anybody has asked for a type.
  enum Content: Sendable {
    /// A key without a value, `~` or `null`.
    case nothing
    /// The text as written; a number or a boolean is text that was not quoted.
    case scalar(String, isQuoted: Bool)
    case list([ConfigurationNode])
    case mapping([Entry])
  }

  /// One key of a mapping.
  struct Entry: Sendable {
    var key: String
    var mark: ConfigurationMark
    var value: ConfigurationNode
  }

  var content: Content
  var mark: ConfigurationMark

  /// What the value is, in the words of a message.
  var kind: String {
    switch content {
    case .nothing: "nothing"
    case .scalar(let text, isQuoted: false) where text == "true" || text == "false": "a boolean"
    case .scalar(let text, isQuoted: false) where Int(text) != nil: "a number"
    case .scalar: "a string"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  var items: [ConfigurationNode] {
    guard case .list(let items) = content else { return [] }
    return items
  }

  var entries: [Entry] {
    guard case .mapping(let entries) = content else { return [] }
    return entries
  }

  subscript(key: String) -> ConfigurationNode? { entries.first { $0.key == key }?.value }
}
