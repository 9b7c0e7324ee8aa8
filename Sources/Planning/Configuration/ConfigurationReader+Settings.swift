import BuildEngines
import GitHub
import Refusals
import SemanticVersioning
import Workflows

extension ConfigurationReader {
  /// Reads every setting of a document that has the right shape.
  mutating func read(_ root: ConfigurationNode, into configuration: inout Configuration) throws {
    let standard = configuration
    configuration.tag = value(root["tag"], else: standard.tag) { try TagPattern(parsing: $0) }
    configuration.prerelease = value(root["prerelease"], else: nil) { try CandidateSpelling(parsing: $0) }
    configuration.bump = bump(root["bump"])
    configuration.remote = value(root["remote"], else: standard.remote, Self.remote)
    configuration.ledger = value(root["ledger"], else: standard.ledger, Self.ledger)
    configuration.stamp = choice(root["stamp"], else: standard.stamp)
    if let file = root["changelog"]?["file"] { configuration.changelogFile = path(file, else: "CHANGELOG.md") }
    configuration.noteKinds = noteKinds(root["changelog"]?["types"])
    if let branches = root["branches"] { configuration.branches = self.branches(branches) }
    configuration.builder = choice(root["builder"], else: standard.builder)
    configuration.images = try images(root["images"])
    configuration.charts = charts(root["charts"])
    configuration.components = components(root["components"], tag: configuration.tag)
    configuration.testCommands = values(root["test"]?["commands"]) { try Self.nonEmpty($0) }
    configuration.approve = approve(root["approve"])
    configuration.handOver = choice(root["hand-over"], else: standard.handOver)
    configuration.insecureRegistries = values(
      root["insecure-registries"], else: standard.insecureRegistries, Self.registryPattern)
    configuration.github = github(root["github"])
    configuration.workflows = workflows(
      root["workflows"], releasedBranches: configuration.releasedBranches, approval: configuration.approve.by)
  }

  private mutating func branches(_ node: ConfigurationNode) -> [BranchRule] {
    node.entries.map { entry in
      BranchRule(
        pattern: entry.key, series: choice(entry.value["series"], else: .trunk),
        line: choice(entry.value["line"], else: .minor))
    }
  }

  private mutating func approve(_ node: ConfigurationNode?) -> ApprovalConfiguration {
    var approve = ApprovalConfiguration()
    approve.by = choice(node?["by"], else: approve.by)
    approve.environment = value(node?["environment"], else: approve.environment) { name in
      try approve.by == .environment ? Self.gate(name) : Self.nonEmpty(name)
    }
    approve.minimum = node?["minimum"]?.text.flatMap { Int($0) } ?? approve.minimum
    approve.signers = path(node?["signers"], else: approve.signers)
    approve.cutterMayApprove = boolean(node?["cutter-may-approve"], else: approve.cutterMayApprove)
    approve.validFor = value(node?["valid-for"], else: nil) { text in
      guard let duration = Lifetime.parsed(text) else {
        throw Refusal(
          .configuration, what: "`\(text)` is no length of time.", remedy: "Write it as 30d, 12h or 1d12h.")
      }
      return duration
    }
    return approve
  }

  /// The name of an environment that is for releases alone.
  private static func gate(_ text: String) throws -> String {
    let name = try nonEmpty(text)
    guard let use = WorkflowFiles.environments[name.lowercased()] else { return name }
    throw Refusal(
      .configuration, what: "`\(name)` is no environment for approvals: the written workflows use it for \(use).",
      why: "Who guards one would guard the other as well", remedy: "Write another name, such as release.")
  }

  private mutating func github(_ node: ConfigurationNode?) -> GitHubConfiguration {
    var github = GitHubConfiguration()
    github.release = boolean(node?["release"], else: github.release)
    github.dispatch = values(node?["dispatch"]) { try Self.nonEmpty($0) }
    github.latest = value(node?["latest"], else: nil) { try Self.nonEmpty($0) }
    github.repository = value(node?["repository"], else: nil) { text in
      guard RepositorySlug(text) != nil else {
        throw Refusal(.configuration, what: "`\(text)` is no repository.", remedy: "Write it as OWNER/NAME.")
      }
      return text
    }
    github.registry = value(node?["registry"], else: nil) { try Self.nonEmpty($0).lowercased() }
    reportRepeats(in: node?["dispatch"])
    return github
  }

  static func nonEmpty(_ text: String) throws -> String {
    guard text.contains(where: { !$0.isWhitespace }) else { throw Refusal(.configuration, what: "the text is empty.") }
    return text
  }

  private static func remote(_ text: String) throws -> String {
    let isName = text.utf8.allSatisfy {
      $0.isASCIIAlphanumeric
        || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/")].contains($0)
    }
    guard isName, !text.hasPrefix("-") else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(80))` is no name of a remote.",
        remedy: "Write the name that `git remote` lists, such as origin.")
    }
    return text
  }

  private static func ledger(_ text: String) throws -> String {
    func refused(_ why: String) -> Refusal {
      Refusal(
        .configuration, what: "`\(text)` cannot be the ledger.", why: why,
        remedy: "Write a full name, such as refs/brokkr-release/ledger or refs/heads/release-ledger.")
    }
    guard text.hasPrefix("refs/") else { throw refused("The name of a reference begins with refs/") }
    guard !text.hasPrefix("refs/tags/"), !text.hasPrefix("refs/remotes/") else {
      throw refused("Tags and copies of a remote's references are not for records")
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.count > 2 && parts.allSatisfy(isReferencePart) && !text.contains("@{")
    guard isName else { throw refused("It is no name that git takes") }
    return text
  }

  /// Whether git takes a text as one part of a reference's name.
  private static func isReferencePart(_ part: Substring) -> Bool {
    !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".") && !part.hasSuffix(".lock") && !part.contains("..")
      && part.utf8.allSatisfy { $0 > 32 && $0 != 127 && !"~^:?*[\\".utf8.contains($0) }
  }

  private static func registryPattern(_ text: String) throws -> String {
    let isPattern = !text.isEmpty && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || ".-:*[]".utf8.contains($0) }
    guard isPattern else {
      throw Refusal(
        .configuration, what: "`\(text)` names no registry.", remedy: "Write HOST or HOST:PORT, with * for any port.")
    }
    return text
  }
}
