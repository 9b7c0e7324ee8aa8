import Refusals

/// Compares a document with the shape of a configuration, and keeps of it what fits.
struct ConfigurationCheck {
  let file: String
  var problems: [Refusal] = []

  init(file: String) { self.file = file }

  /// The value without what does not fit, nil when nothing of it does; every misfit is reported.
  mutating func fitting(
    _ node: ConfigurationNode, to shape: ConfigurationShape, at path: [String]
  ) -> ConfigurationNode? {
    switch (shape, node.content) {
    case (.text, .scalar): return node
    case (.choice(let names), .scalar(let text, _)):
      if names.contains(text) { return node }
      let nearest = NearestName.of(text, among: names)
      misfit(node, shape, at: path, found: "`\(text)`", remedy: nearest.map { "Did you mean `\($0)`?" } ?? "")
    case (.boolean, .scalar(let text, isQuoted: false)) where text == "true" || text == "false": return node
    case (.boolean, .scalar(let text, _)): misfit(node, shape, at: path, found: "`\(text)`")
    case (.count, .scalar(let text, isQuoted: false)):
      if let number = Int(text), number >= 1 { return node }
      misfit(node, shape, at: path, found: "`\(text)`")
    case (.list(let element), .list(let items)):
      let fitting = items.enumerated().map { self.fitting($1, to: element, at: path + ["\($0)"]) }
      return ConfigurationNode(content: .list(fitting.compactMap(\.self)), mark: node.mark)
    case (.list, .scalar(let text, _)):
      misfit(node, shape, at: path, found: node.kind, remedy: "Write it as [\(text)].")
    case (.list, .nothing): return ConfigurationNode(content: .list([]), mark: node.mark)
    case (.record(let keys), .mapping(let entries)): return record(entries, keys, node, at: path)
    case (.record(let keys), .nothing): return record([], keys, node, at: path)
    case (.named(_, let element), .mapping(let entries)):
      let fitting = entries.compactMap { entry -> ConfigurationNode.Entry? in
        guard let value = self.fitting(entry.value, to: element, at: path + [entry.key]) else { return nil }
        return ConfigurationNode.Entry(key: entry.key, mark: entry.mark, value: value)
      }
      return ConfigurationNode(content: .mapping(fitting), mark: node.mark)
    case (.named, .nothing): return ConfigurationNode(content: .mapping([]), mark: node.mark)
    case (.text, _), (.choice, _), (.boolean, _), (.count, _), (.list, _), (.record, _), (.named, _):
      misfit(node, shape, at: path, found: node.kind)
    }
    return nil
  }

  private mutating func record(
    _ entries: [ConfigurationNode.Entry], _ keys: [ConfigurationKey], _ node: ConfigurationNode, at path: [String]
  ) -> ConfigurationNode? {
    var kept: [ConfigurationNode.Entry] = []
    for entry in entries {
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        unknown(entry, keys, at: path)
        continue
      }
      guard let value = fitting(entry.value, to: key.shape, at: path + [entry.key]) else { continue }
      kept.append(ConfigurationNode.Entry(key: entry.key, mark: entry.mark, value: value))
    }
    let missing = keys.filter { key in key.isRequired && !entries.contains { $0.key == key.name } }
    for key in missing {
      report(
        node.mark, "\(ConfigurationPath.text(path)) needs `\(key.name)`", why: String(key.summary.dropLast()))
    }
    // What lacks a required key cannot be used; a required one that is there but does not fit was reported already.
    guard keys.allSatisfy({ key in !key.isRequired || kept.contains { $0.key == key.name } }) else { return nil }
    return ConfigurationNode(content: .mapping(kept), mark: node.mark)
  }

  private mutating func unknown(_ entry: ConfigurationNode.Entry, _ keys: [ConfigurationKey], at path: [String]) {
    let elsewhere = ConfigurationShape.configuration.places()
    let local = keys.map(\.name)
    let names = local + elsewhere.map(\.key).filter { !local.contains($0) }
    let nearest = NearestName.of(entry.key, among: names)
    let remedy: String
    if let nearest, local.contains(nearest) {
      remedy = "Did you mean `\(nearest)`?"
    } else if let nearest {
      let places = elsewhere.filter { $0.key == nearest }.map {
        $0.place.isEmpty ? "at the top" : "under `\($0.place)`"
      }
      remedy = "Did you mean `\(nearest)`? It is allowed \(places.joined(separator: " and "))."
    } else {
      remedy = ""
    }
    let owner = path.isEmpty ? "a configuration" : ConfigurationPath.text(path)
    report(
      entry.mark, "`\(entry.key)` is no key of \(owner)", why: "The keys there are \(local.joined(separator: ", "))",
      remedy: remedy)
  }

  private mutating func misfit(
    _ node: ConfigurationNode, _ shape: ConfigurationShape, at path: [String], found: String, remedy: String = ""
  ) {
    report(
      node.mark, "\(ConfigurationPath.text(path)): expected \(shape.expectation), found \(found)", remedy: remedy)
  }

  private mutating func report(_ mark: ConfigurationMark, _ what: String, why: String = "", remedy: String = "") {
    problems.append(Refusal(.configuration, what: "\(mark.place(in: file)): \(what).", why: why, remedy: remedy))
  }
}
