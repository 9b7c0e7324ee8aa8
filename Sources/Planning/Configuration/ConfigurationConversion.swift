import Refusals
import Yams

/// Turns what the YAML library composed into nodes of ours, and refuses what a configuration does not need.
struct ConfigurationConversion {
  let file: String
  var problems: [Refusal] = []

  init(file: String) { self.file = file }

  mutating func node(of node: Node, depth: Int = 1) -> ConfigurationNode {
    let mark = node.configurationMark
    let nothing = ConfigurationNode(content: .nothing, mark: mark)
    guard node.anchor == nil else {
      problems.append(.anchor(at: mark.place(in: file)))
      return nothing
    }
    guard depth <= ConfigurationDocument.depthLimit else {
      report(mark, "this is nested more than \(ConfigurationDocument.depthLimit) levels deep")
      return nothing
    }
    switch node {
    case .alias:
      problems.append(.anchor(at: mark.place(in: file)))
      return nothing
    case .scalar(let scalar):
      checkTag(node.tag, is: .str, at: mark)
      let isQuoted = scalar.style != .plain
      let isNothing = !isQuoted && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return ConfigurationNode(content: isNothing ? .nothing : .scalar(scalar.string, isQuoted: isQuoted), mark: mark)
    case .sequence(let sequence):
      checkTag(node.tag, is: .seq, at: mark)
      return ConfigurationNode(content: .list(sequence.map { self.node(of: $0, depth: depth + 1) }), mark: mark)
    case .mapping(let mapping):
      checkTag(node.tag, is: .map, at: mark)
      return ConfigurationNode(
        content: .mapping(mapping.compactMap { entry(key: $0.key, value: $0.value, depth: depth) }), mark: mark)
    }
  }

  private mutating func entry(key: Node, value: Node, depth: Int) -> ConfigurationNode.Entry? {
    let converted = node(of: key, depth: depth + 1)
    let value = node(of: value, depth: depth + 1)
    guard let text = converted.text, !text.isEmpty else {
      report(converted.mark, "a key must be text, and here it is \(converted.text == nil ? converted.kind : "empty")")
      return nil
    }
    return ConfigurationNode.Entry(key: text, mark: converted.mark, value: value)
  }

  private mutating func checkTag(_ tag: Tag, is expected: Tag.Name, at mark: ConfigurationMark) {
    guard tag.rawValue != expected.rawValue else { return }
    report(mark, "tags such as `\(tag.rawValue.prefix(60))` are not read", remedy: "Write the plain value.")
  }

  private mutating func report(_ mark: ConfigurationMark, _ what: String, remedy: String = "") {
    problems.append(Refusal(.configuration, what: "\(mark.place(in: file)): \(what).", remedy: remedy))
  }
}

extension Node {
  fileprivate var configurationMark: ConfigurationMark { .file(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}

extension Refusal {
  /// The refusal of an anchor or an alias: they make a small text large, and a reader search for the value.
  static func anchor(at place: String) -> Refusal {
    Refusal(
      .configuration,
      what: "\(place): anchors and aliases are not read.",
      remedy: "Write the value out where it is used, or quote a text that begins with `&` or `*`."
    )
  }
}
