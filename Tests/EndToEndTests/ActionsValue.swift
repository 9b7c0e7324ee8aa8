import FoundationEssentials

/// A value of an expression of Actions.
indirect enum ActionsValue: Hashable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([ActionsValue])
  case object([String: ActionsValue])

  /// What is below a key; null where nothing is.
  subscript(key: String) -> ActionsValue {
    guard case .object(let fields) = self else { return .null }
    return fields[key] ?? .null
  }

  var isTrue: Bool {
    switch self {
    case .null: false
    case .flag(let flag): flag
    case .number(let number): number != 0 && !number.isNaN
    case .text(let text): !text.isEmpty
    case .list, .object: true
    }
  }

  /// How it is shown within a text.
  var text: String {
    switch self {
    case .null, .list, .object: ""
    case .flag(let flag): "\(flag)"
    case .number(let number): number == number.rounded() ? "\(Int(number))" : "\(number)"
    case .text(let text): text
    }
  }

  private var asNumber: Double {
    switch self {
    case .null: 0
    case .flag(let flag): flag ? 1 : 0
    case .number(let number): number
    case .text(let text): text.isEmpty ? 0 : Double(text) ?? .nan
    case .list, .object: .nan
    }
  }

  /// Whether two are equal for Actions: letters in whatever case, and what is of different kinds as numbers.
  static func areEqual(_ one: ActionsValue, _ other: ActionsValue) -> Bool {
    switch (one, other) {
    case (.text(let one), .text(let other)): one.lowercased() == other.lowercased()
    case (.null, .null): true
    case (.list, _), (.object, _), (_, .list), (_, .object): one == other
    case (.null, _), (.flag, _), (.number, _), (.text, _): one.asNumber == other.asNumber
    }
  }
}

extension ActionsValue: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([ActionsValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: ActionsValue].self))
    }
  }
}
