extension Configuration {
  /// The JSON Schema (draft 2020-12) of a configuration, for editors and linters; without a line break at its end.
  ///
  /// Keys and types are those that the reader checks by, defaults those that it fills in.
  ///
  /// - Throws: never but where this program contradicts itself.
  public static func schema() throws -> String {
    let standard = try load(text: [], file: fileNames[0]).tree
    let sample = try load(text: Array(ConfigurationShape.sample.utf8), file: fileNames[0]).tree
    guard case .mapping(let entries) = ConfigurationShape.configuration.schema(standard, sample) else { return "" }
    let head: [ConfigurationTree.Entry] = [
      .init(key: "$schema", value: .text("https://json-schema.org/draft/2020-12/schema")),
      .init(key: "title", value: .text("Configuration of brokkr-release")),
    ]
    return ConfigurationTree.mapping(head + entries).prettyJSON()
  }
}

extension ConfigurationShape {
  /// One of each thing that has a name, with nothing said that need not be: its defaults are those of all.
  fileprivate static let sample = """
    branches: { sample: { series: maintenance } }
    images: { sample: { repository: registry.example/sample } }
    charts: { sample: { repository: registry.example/charts } }
    components: { sample: {} }
    """

  /// How names have to be spelled, by the noun that they are called by.
  private static let spellings = [
    "NAME": "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$", "ARGUMENT": "^[A-Za-z_][A-Za-z0-9_]*$",
  ]

  /// The shape in the words of JSON Schema; an empty section stands for its defaults, as in the reader.
  ///
  /// - Parameters:
  ///   - standard: what holds here without any configuration; nil below a name.
  ///   - sample: what holds here where a name says as little as it can.
  /// - Returns: the schema.
  fileprivate func schema(_ standard: ConfigurationTree?, _ sample: ConfigurationTree?) -> ConfigurationTree {
    switch self {
    // Scalars are read as they are written: `1.10` needs no quotes.
    case .text: .mapping(of: [("type", .texts(["string", "number", "boolean"]))])
    case .choice(let names): .mapping(of: [("enum", .texts(names))])
    case .boolean: .mapping(of: [("type", .text("boolean"))])
    case .count: .mapping(of: [("type", .text("integer")), ("minimum", .number(1))])
    case .list(let element): .mapping(of: [("type", .texts(["array", "null"])), ("items", element.schema(nil, nil))])
    case .named(let noun, let element):
      .mapping(of: [
        ("type", .texts(["object", "null"])),
        ("propertyNames", Self.spellings[noun].map { .mapping(of: [("pattern", .text($0))]) }),
        ("additionalProperties", element.schema(nil, sample?.first)),
      ])
    case .record(let keys):
      .mapping(of: [
        ("type", .texts(keys.contains(where: \.isRequired) ? ["object"] : ["object", "null"])),
        ("additionalProperties", .boolean(false)),
        ("required", keys.contains(where: \.isRequired) ? .texts(keys.filter(\.isRequired).map(\.name)) : nil),
        ("properties", .mapping(of: keys.map { ($0.name, $0.schema(standard?[$0.name], sample?[$0.name])) })),
      ])
    }
  }
}

extension ConfigurationKey {
  fileprivate func schema(_ standard: ConfigurationTree?, _ sample: ConfigurationTree?) -> ConfigurationTree {
    guard case .mapping(let entries) = shape.schema(standard, sample) else { return .mapping([]) }
    let own: ConfigurationTree = .mapping(of: [
      ("description", .text(summary)), ("default", isRequired || isDerived || isRecord ? nil : standard ?? sample),
    ])
    guard case .mapping(let first) = own else { return .mapping([]) }
    return .mapping(first + entries)
  }

  /// Its own keys have the defaults.
  private var isRecord: Bool { if case .record = shape { true } else { false } }
}

extension ConfigurationTree {
  /// The value under a key of a mapping.
  fileprivate subscript(key: String) -> ConfigurationTree? {
    guard case .mapping(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The first value of a mapping.
  fileprivate var first: ConfigurationTree? {
    guard case .mapping(let entries) = self else { return nil }
    return entries.first?.value
  }
}
