/// What a value of the configuration looks like; unknown keys, wrong types, defaults and the schema all follow from it.
indirect enum ConfigurationShape: Sendable {
  /// Any scalar, as it is written.
  case text
  case choice([String])
  case boolean
  case count
  case list(ConfigurationShape)
  /// A mapping with keys of ours.
  case record([ConfigurationKey])
  /// A mapping with keys of the user's, each called by a noun such as `IMAGE`.
  case named(String, ConfigurationShape)

  /// What is expected, in the words of a message.
  var expectation: String {
    switch self {
    case .text: "a string"
    case .choice(let names): "one of \(names.joined(separator: ", "))"
    case .boolean: "true or false"
    case .count: "a whole number of at least 1"
    case .list(.record): "a list of mappings"
    case .list: "a list of strings"
    case .record, .named: "a mapping"
    }
  }

  /// The places where each key may stand, such as `images.NAME` for `platforms`; the empty text is the top.
  func places(below place: String = "") -> [(key: String, place: String)] {
    switch self {
    case .text, .choice, .boolean, .count: []
    case .list(let element): element.places(below: place + "[]")
    case .named(let noun, let element): element.places(below: "\(place).\(noun)")
    case .record(let keys):
      keys.flatMap { key in
        [(key.name, place)] + key.shape.places(below: place.isEmpty ? key.name : "\(place).\(key.name)")
      }
    }
  }
}

/// One key of a record.
struct ConfigurationKey: Sendable {
  var name: String
  var shape: ConfigurationShape
  /// One sentence for the schema.
  var summary: String
  var isRequired: Bool
  /// Its default is made from other settings, as the summary says.
  var isDerived: Bool

  init(
    _ name: String, _ shape: ConfigurationShape, _ summary: String, isRequired: Bool = false, isDerived: Bool = false
  ) {
    self.name = name
    self.shape = shape
    self.summary = summary
    self.isRequired = isRequired
    self.isDerived = isDerived
  }
}
