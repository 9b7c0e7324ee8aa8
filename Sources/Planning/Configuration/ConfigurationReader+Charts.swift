import Publishing
import Refusals

extension ConfigurationReader {
  mutating func charts(_ node: ConfigurationNode?) -> [ChartConfiguration] {
    (node?.entries ?? []).compactMap { entry in
      checkName(entry, of: "chart")
      let value = entry.value
      let path = self.path(value["path"], else: "charts/\(entry.key)")
      let repository = self.value(value["repository"], else: nil) { text in
        let address = try RepositoryAddress(parsing: text)
        if case .registry = address { _ = try RepositoryAddress(parsing: address.appending(entry.key).text) }
        return address
      }
      let stamps = (value["stamp"]?.items ?? []).compactMap { stamp($0, in: path) }
      let cases = (value["cases"]?.items ?? []).compactMap { chartCase($0) }
      reportRepeats(in: value["values"])
      reportRepeatedCases(in: value["cases"])
      let appVersion = self.value(value["app-version"], else: "{version}") { try Self.template($0) }
      let values = (value["values"]?.items ?? []).map { self.path($0, in: path, else: "") }
      return repository.map { repository in
        ChartConfiguration(
          name: entry.key, path: path, repository: repository, appVersion: appVersion, stamps: stamps, values: values,
          cases: cases)
      }
    }
  }

  private mutating func stamp(_ node: ConfigurationNode, in folder: String) -> ChartStamp? {
    let file = path(node["file"], in: folder, else: "")
    guard let key = node["key"], let text = key.text else { return nil }
    let stamp = ChartStamp(file: file, key: text)
    guard stamp.keyPath.allSatisfy({ !$0.isEmpty }) else {
      report(key.mark, "`\(text)` leads to no scalar.", remedy: "Join the keys by dots, such as image.tag.")
      return nil
    }
    return stamp
  }

  private mutating func chartCase(_ node: ConfigurationNode) -> ChartCase? {
    let name = value(node["name"], else: "") { try Self.nonEmpty($0) }
    let set = (node["set"]?.entries ?? []).compactMap { entry in entry.value.text.map { (entry.key, $0) } }
    return name.isEmpty ? nil : ChartCase(name: name, set: set)
  }

  private mutating func reportRepeatedCases(in node: ConfigurationNode?) {
    var seen: Set<String> = []
    for name in (node?.items ?? []).compactMap({ $0["name"] }) {
      guard let text = name.text, !seen.insert(text).inserted else { continue }
      report(name.mark, "two cases are named `\(text)`.")
    }
  }

  private static func template(_ text: String) throws -> String {
    if let unknown = VersionTemplate.unknownPlaceholder(in: text) {
      throw Refusal(
        .configuration, what: "`{\(unknown)}` stands for nothing.",
        why: "The placeholders here are {version}, {major}, {minor} and {patch}")
    }
    return try nonEmpty(text)
  }
}
