import OCI
import Publishing
import Refusals
import SemanticVersioning

extension ConfigurationReader {
  mutating func images(_ node: ConfigurationNode?) throws -> [ImageConfiguration] {
    let platforms = try ["linux/amd64", "linux/arm64"].map { try Platform(parsing: $0) }
    let tags = try ["{version}", "{major}.{minor}", "{major}", "latest"].map { try FloatingTag(parsing: $0) }
    return (node?.entries ?? []).compactMap { entry in
      checkName(entry, of: "image")
      let value = entry.value
      let context = path(value["context"], else: ".")
      let repository = self.value(value["repository"], else: nil) { try Self.imageRepository($0) }
      let dockerfile = value["dockerfile"] == nil ? nil : path(value["dockerfile"], else: "")
      let builtFor = values(value["platforms"], else: platforms) { try Self.platform($0) }
      let arguments = buildArguments(value["build-args"])
      let names = self.tags(value["tags"], else: tags)
      reportRepeats(in: value["platforms"])
      if let platforms = value["platforms"], platforms.items.isEmpty {
        report(
          platforms.mark, "the image is built for no platform.", remedy: "Write [linux/amd64], or leave the key out.")
      }
      return repository.map { repository in
        ImageConfiguration(
          name: entry.key, repository: repository, context: context, dockerfile: dockerfile, platforms: builtFor,
          buildArguments: arguments, tags: names)
      }
    }
  }

  private static func platform(_ text: String) throws -> Platform {
    let platform = try Platform(parsing: text)
    guard let word = platform.unknownWord else { return platform }
    throw Refusal(
      .usage, what: "`\(text)` is no platform: nothing runs on `\(word)`.",
      remedy: NearestName.of(word, among: Platform.words).map { "Did you mean `\($0)`?" }
        ?? "Write OS/ARCHITECTURE, such as linux/arm64.")
  }

  /// Names stand in paths of folders, names of CI jobs and messages.
  mutating func checkName(_ entry: ConfigurationNode.Entry, of noun: String) {
    let allowed = entry.key.utf8.allSatisfy { $0.isASCIIAlphanumeric || "._-".utf8.contains($0) }
    guard allowed, entry.key.utf8.first?.isASCIIAlphanumeric == true, entry.key.utf8.count <= 100 else {
      report(
        entry.mark, "`\(entry.key.prefix(100))` is no name of \(noun == "image" ? "an" : "a") \(noun).",
        why: "A name has up to 100 letters, digits, `.`, `_` and `-`, and begins with a letter or a digit")
      return
    }
  }

  private mutating func buildArguments(_ node: ConfigurationNode?) -> [(String, String)] {
    (node?.entries ?? []).compactMap { entry in
      let isName =
        entry.key.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }
        && !(entry.key.first?.isNumber ?? true)
      guard isName else {
        report(entry.mark, "`\(entry.key)` is no name of a build argument.", why: "It has letters, digits and `_` only")
        return nil
      }
      return entry.value.text.map { (entry.key, $0) }
    }
  }

  private mutating func tags(_ node: ConfigurationNode?, else standard: [FloatingTag]) -> [FloatingTag] {
    guard let node else { return standard }
    let before = problems.count
    let tags = values(node) { try FloatingTag(parsing: $0) }
    reportRepeats(in: node)
    if problems.count == before, !tags.contains(where: \.isVersionName) {
      report(
        node.mark, tags.isEmpty ? "the list of tags is empty." : "no tag of the list holds the whole version.",
        why: "A release must be found under its own version", remedy: "Add \"{version}\".")
    }
    return tags
  }

  private static func imageRepository(_ text: String) throws -> RepositoryAddress {
    let address = try RepositoryAddress(parsing: text)
    if case .registry(let name) = address, !name.contains("/") {
      throw Refusal(
        .configuration, what: "`\(text)` is a registry, and the image's repository in it is missing.",
        remedy: "Write it as \(name)/OWNER/NAME.")
    }
    return address
  }
}
