extension Configuration {
  /// The JSON Schema of a configuration, for editors.
  public static func schema() -> [UInt8] {
    guard case .mapping(let entries) = ConfigurationShape.configuration.schema else { return [] }
    let head: [ConfigurationTree.Entry] = [
      .init(key: "$schema", value: .text("https://json-schema.org/draft/2020-12/schema")),
      .init(key: "title", value: .text("Configuration of brokkr-release")),
    ]
    return Array(ConfigurationTree.mapping(head + entries).json(sortingKeys: false).utf8)
  }
}

extension ConfigurationShape {
  /// The shape in the words of JSON Schema; an empty section stands for its defaults, as in the reader.
  fileprivate var schema: ConfigurationTree {
    switch self {
    // Scalars are read as they are written: `1.10` needs no quotes.
    case .text: .mapping(of: [("type", .texts(["string", "number", "boolean"]))])
    case .choice(let names): .mapping(of: [("enum", .texts(names))])
    case .boolean: .mapping(of: [("type", .text("boolean"))])
    case .count: .mapping(of: [("type", .text("integer")), ("minimum", .number(1))])
    case .list(let element): .mapping(of: [("type", .texts(["array", "null"])), ("items", element.schema)])
    case .named(_, let element):
      .mapping(of: [("type", .texts(["object", "null"])), ("additionalProperties", element.schema)])
    case .record(let keys):
      .mapping(of: [
        ("type", .texts(keys.contains(where: \.isRequired) ? ["object"] : ["object", "null"])),
        ("additionalProperties", .boolean(false)),
        ("required", keys.contains(where: \.isRequired) ? .texts(keys.filter(\.isRequired).map(\.name)) : nil),
        ("properties", .mapping(of: keys.map { ($0.name, $0.schema) })),
      ])
    }
  }
}

extension ConfigurationKey {
  fileprivate var schema: ConfigurationTree {
    guard case .mapping(let entries) = shape.schema else { return .mapping([]) }
    return .mapping([.init(key: "description", value: .text(summary))] + entries)
  }
}
