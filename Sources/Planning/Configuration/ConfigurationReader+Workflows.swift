import OCI
import Refusals
import Workflows

extension ConfigurationReader {
  /// What stands for a runner where a platform is emulated.
  static let emulated = "emulated"

  /// What the workflows do beside releasing; branches that are released from have images where nothing else is said.
  mutating func workflows(
    _ node: ConfigurationNode?, releasedBranches: [String], approval: ApprovalConfiguration.Method
  )
    -> WorkflowSettings
  {
    var settings = WorkflowSettings()
    settings.branches = WorkflowSettings.branches(with: releasedBranches)
    settings.test = values(node?["test"], Self.workflowFile)
    settings.assets = values(node?["assets"], Self.workflowFile)
    for key in ["test", "assets", "branches"] { reportRepeats(in: node?[key]) }
    for entry in node?["runners"]?.entries ?? [] { readRunner(entry, into: &settings) }
    settings.tool = tool(node?["tool"], settings)
    if let days = node?["retention-days"], let number = days.text.flatMap({ Int($0) }) {
      if number > 400 { report(days.mark, "GitHub keeps artifacts for 400 days at most.") }
      if number < 31, approval != .none {
        report(
          days.mark, "workflows.retention-days is too short: an approval can take 30 days.",
          why: "What was built would be gone when it comes", remedy: "Write 31 or more, or nothing, which is 35.")
      }
      settings.retentionDays = number
    }
    settings.guide = path(node?["guide"], else: settings.guide)
    if !settings.guide.hasSuffix(".md"), let guide = node?["guide"] {
      report(guide.mark, "`\(settings.guide)` is no Markdown file.", remedy: "Write a path that ends in .md.")
    }
    settings.branches = values(node?["branches"], else: settings.branches) { try Self.nonEmpty($0) }
    return settings
  }

  private mutating func readRunner(_ entry: ConfigurationNode.Entry, into settings: inout WorkflowSettings) {
    do {
      let platform = try Platform(parsing: entry.key)
      if let word = platform.unknownWord {
        throw Refusal(.configuration, what: "`\(entry.key)` is no platform: nothing runs on `\(word)`.")
      }
    } catch let refusal as Refusal {
      return report(entry.mark, refusal.what, remedy: refusal.remedy)
    } catch {
      return
    }
    let label = value(entry.value, else: Self.emulated) { try Self.runnerLabel($0) }
    if label == Self.emulated, entry.key == "linux/amd64" {
      report(
        entry.value.mark, "linux/amd64 cannot be emulated.", why: "Its runner is the one that everything else runs on",
        remedy: "Write the label of a runner, such as ubuntu-24.04.")
    }
    settings.runners[entry.key] = label == Self.emulated ? .emulated : .native(label)
  }

  private mutating func tool(_ node: ConfigurationNode?, _ settings: WorkflowSettings) -> WorkflowSettings.Tool {
    guard let node, !node.entries.isEmpty else { return .variables }
    let repository = value(node["repository"], else: nil) { try Self.repositorySlug($0) }
    switch (node["release"], node["source"]) {
    case (let release?, nil):
      let tag = value(release, else: "") { try Self.inert($0) }
      let sums = checksums(node["sha256"], at: release.mark, settings)
      if node["repository"] == nil { report(release.mark, "`release` needs `repository` beside it.") }
      return .release(repository: repository ?? "", tag: tag, checksums: sums)
    case (nil, let source?):
      let commit = value(source, else: "") { try Self.commit($0) }
      if commit != ".", node["repository"] == nil { report(source.mark, "`source` needs `repository` beside it.") }
      return .source(repository: commit == "." ? nil : repository, commit: commit)
    case (nil, nil), (_?, _?):
      report(node.mark, "workflows.tool needs one of `release` and `source`.")
      return .variables
    }
  }

  private mutating func checksums(
    _ node: ConfigurationNode?, at mark: ConfigurationMark, _ settings: WorkflowSettings
  ) -> [String: String] {
    var sums: [String: String] = [:]
    for entry in node?.entries ?? [] {
      guard settings.runners[entry.key] != nil else {
        report(entry.mark, "No runner is of the platform `\(entry.key)`.")
        continue
      }
      sums[entry.key] = value(entry.value, else: "") { text in
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isHexadecimal) else {
          throw Refusal(
            .configuration, what: "`\(text.prefix(80))` is no SHA-256.",
            remedy: "Write the 64 lower-case digits that `sha256sum` prints.")
        }
        return text
      }
    }
    for case (let platform, .native) in settings.runners.sorted(by: { $0.key < $1.key }) where sums[platform] == nil {
      report(
        node?.mark ?? mark, "workflows.tool.sha256 lacks \(platform).", why: "A runner of that platform is used",
        remedy: "Write the checksum of its executable, or \(platform): emulated under workflows.runners.")
    }
    return sums
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }

  private static func workflowFile(_ text: String) throws -> String {
    let isName = text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "._-".utf8.contains($0) }
    guard isName, text.utf8.first?.isASCIIAlphanumeric == true, text.hasSuffix(".yml") || text.hasSuffix(".yaml") else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(80))` names no workflow.",
        remedy: "Write the name of a file in .github/workflows, such as unit_tests.yml.")
    }
    guard !WorkflowFiles.names.contains(text) else {
      throw Refusal(.configuration, what: "\(text) is written by `workflows write` itself.", remedy: "Name your own.")
    }
    return text
  }

  private static func runnerLabel(_ text: String) throws -> String {
    let isLabel = text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "._-".utf8.contains($0) }
    guard isLabel, !text.isEmpty else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(80))` is no label of a runner.",
        remedy: "Write one such as ubuntu-24.04-arm, or `emulated`.")
    }
    return text
  }

  private static func repositorySlug(_ text: String) throws -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isSlug =
      parts.count == 2
      && parts.allSatisfy { part in
        part.utf8.first?.isASCIIAlphanumeric == true
          && part.utf8.allSatisfy { $0.isASCIIAlphanumeric || "._-".utf8.contains($0) }
      }
    guard isSlug else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(80))` is no repository on GitHub.", remedy: "Write it as OWNER/NAME.")
    }
    return text
  }

  private static func commit(_ text: String) throws -> String {
    guard text == "." || text.utf8.count == 40 && text.utf8.allSatisfy(isHexadecimal) else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(80))` is no commit.", why: "A branch or tag could be moved",
        remedy: "Write the 40 digits of a commit, or `.` for the repository itself.")
    }
    return text
  }

  /// A tag of the tool's releases.
  private static func inert(_ text: String) throws -> String {
    let isName = text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "._-".utf8.contains($0) }
    guard isName, text.utf8.first?.isASCIIAlphanumeric == true else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(80))` is no tag of a release.", remedy: "Write one such as v1.2.0.")
    }
    return text
  }
}
