import Publishing
import Refusals
import SemanticVersioning

extension ConfigurationReader {
  mutating func components(_ node: ConfigurationNode?, tag: TagPattern) -> [ComponentConfiguration] {
    (node?.entries ?? []).compactMap { entry in
      checkName(entry, of: "component")
      let value = entry.value
      reportRepeats(in: value["images"])
      reportRepeats(in: value["charts"])
      let own = self.value(value["tag"], else: try? TagPattern(parsing: "\(entry.key)/\(tag.text)")) {
        try TagPattern(parsing: $0)
      }
      let paths = values(value["paths"]) { text in
        if let problem = RepositoryPath.problem(of: text) {
          throw Refusal(.configuration, what: "`\(text)` fits no file of the repository.", why: problem)
        }
        return PathPattern(text)
      }
      let group = self.value(value["group"], else: nil) { try Self.nonEmpty($0) }
      let changelog = value["changelog"] == nil ? nil : path(value["changelog"], else: "CHANGELOG.md")
      return own.map { own in
        ComponentConfiguration(
          name: entry.key, tag: own, paths: paths,
          images: (value["images"]?.items ?? []).compactMap(\.text),
          charts: (value["charts"]?.items ?? []).compactMap(\.text),
          group: group, changelog: changelog)
      }
    }
  }

  /// Reports names that nothing has, and slots that two would claim.
  mutating func checkClaims(of configuration: Configuration, in root: ConfigurationNode) {
    checkLedger(of: configuration, in: root)
    checkMembers("images", "image", in: root)
    checkMembers("charts", "chart", in: root)
    checkSlots(of: configuration, in: root)
    checkPatterns(of: configuration, in: root)
    if let latest = root["github"]?["latest"], let name = latest.text {
      let names = (root["components"]?.entries ?? []).map(\.key)
      guard !names.contains(name) else { return }
      reportUnknown(name, "component", among: names, at: latest.mark)
    }
  }

  /// Reports components of which one could take the other's tags for its own.
  private mutating func checkPatterns(of configuration: Configuration, in root: ConfigurationNode) {
    for (index, component) in configuration.components.enumerated() {
      let earlier = configuration.components[..<index]
      guard let other = earlier.first(where: { $0.tag.overlaps(component.tag) }) else { continue }
      let entry = root["components"]?.entries.first { $0.key == component.name }
      let isSame = other.tag == component.tag
      report(
        (entry?.value["tag"]?.mark ?? entry?.mark) ?? root.mark,
        "components.\(component.name) has \(isSame ? "the tag pattern" : "tags") of components.\(other.name).",
        why: isSame
          ? "Both would claim the same tags"
          : "Some tags of \(component.tag) read as versions of \(other.tag), or the reverse",
        remedy: "Write \"\(component.name)/v{version}\".")
    }
  }

  private mutating func checkLedger(of configuration: Configuration, in root: ConfigurationNode) {
    guard let node = root["ledger"], configuration.ledger.hasPrefix("refs/heads/") else { return }
    let branch = String(configuration.ledger.dropFirst("refs/heads/".count))
    guard configuration.branches.contains(where: { $0.pattern.isLiteral && $0.pattern.matches(branch) }) else { return }
    report(
      node.mark, "the ledger cannot be the branch `\(branch)`, which releases are cut from.",
      remedy: "Give it a branch of its own, such as refs/heads/release-ledger.")
  }

  /// Reports members of components that do not exist or that two components have.
  private mutating func checkMembers(_ key: String, _ noun: String, in root: ConfigurationNode) {
    let names = (root[key]?.entries ?? []).map(\.key)
    var owners: [String: String] = [:]
    for component in root["components"]?.entries ?? [] {
      for member in component.value[key]?.items ?? [] {
        guard let name = member.text else { continue }
        if !names.contains(name) {
          reportUnknown(name, noun, among: names, at: member.mark)
        } else if let other = owners.updateValue(component.key, forKey: name), other != component.key {
          report(
            member.mark, "the \(noun) `\(name)` is claimed by two components, \(other) and \(component.key).",
            remedy: "Keep it in one of them.")
        }
      }
    }
  }

  private mutating func reportUnknown(
    _ name: String, _ noun: String, among names: [String], at mark: ConfigurationMark
  ) {
    let nearest = NearestName.of(name, among: names)
    report(
      mark, "there is no \(noun) `\(name)`.",
      why: names.isEmpty ? "The configuration has no \(noun)s" : "The \(noun)s are \(names.joined(separator: ", "))",
      remedy: nearest.map { "Did you mean `\($0)`?" } ?? "")
  }

  /// Reports tags of registries that two images, or an image and a chart, would both write.
  private mutating func checkSlots(of configuration: Configuration, in root: ConfigurationNode) {
    var owners: [String: String] = [:]
    func claim(_ slot: String, by owner: String, at mark: ConfigurationMark) {
      guard let other = owners.updateValue(owner, forKey: slot), other != owner else { return }
      report(
        mark, "\(owner) and \(other) would both write \(slot).",
        remedy: "Give them repositories of their own, or tags that differ.")
    }
    for image in configuration.images {
      let node = root["images"]?[image.name]
      for tag in image.tags {
        let whole = tag.text.split(separator: "{version}", omittingEmptySubsequences: false)
          .joined(separator: "{major}.{minor}.{patch}")
        claim(
          "\(image.repository.text):\(whole)", by: "images.\(image.name)", at: node?["repository"]?.mark ?? root.mark)
      }
    }
    for chart in configuration.charts {
      let mark = root["charts"]?[chart.name]?["repository"]?.mark ?? root.mark
      claim("\(chart.address.text):{major}.{minor}.{patch}", by: "charts.\(chart.name)", at: mark)
    }
  }
}
