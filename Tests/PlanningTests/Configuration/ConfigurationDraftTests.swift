import Refusals
import Testing

@testable import Planning

@Suite("The first configuration of a repository")
struct ConfigurationDraftTests {
  private func draft(_ files: [String: String], remote: String? = nil) throws -> (Configuration, ConfigurationDraft) {
    var found: (Configuration, ConfigurationDraft)?
    try withTemporaryFolder { root in
      for (name, text) in files { try write(text, to: "\(root)/\(name)") }
      let detected = try Configuration.detected(in: root, remoteURL: remote)
      found = (detected, try ConfigurationDraft(detected))
    }
    return try #require(found)
  }

  private static let files = [
    "docker/Dockerfile.broker": "", "Dockerfile": "", "charts/a/Chart.yaml": "name: brokkr-a\n",
    "charts/a/values/production.yaml": "", "charts/a/values/on.yaml": "", "charts/b/Chart.yaml": "name: \"1.0\"\n",
  ]

  @Test(
    "it reads back as what was detected, with and without anything to find",
    arguments: ["https://github.com/Acme/Brokkr.git", "git@example.org:a/b.git", nil])
  func same(remote: String?) throws {
    for files in [Self.files, [:], ["Dockerfile": ""], ["charts/a/Chart.yaml": "name: a\n"]] {
      let (detected, draft) = try draft(files, remote: remote)
      let read = try configuration(draft.text)
      #expect(read.tree == detected.tree)
      #expect(read.images == detected.images && read.charts == detected.charts)
    }
  }

  @Test("what it proposes in remarks is right, once its mark is taken away")
  func remarks() throws {
    let (_, draft) = try draft(Self.files, remote: "https://github.com/acme/brokkr")
    let lines = draft.text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      // A remark that is a setting has a colon behind its first word, and values that YAML reads.
      let margin = line.prefix { $0 == " " }
      let rest = line.dropFirst(margin.count)
      guard rest.hasPrefix("# ") else { return String(line) }
      let setting = rest.dropFirst(2)
      let word = setting.drop { $0 == " " }.prefix { $0 != ":" }
      let isSetting = setting.contains(":") && word.allSatisfy { $0.isLowercase || "-/*".contains($0) }
      let isChoice = word == "commit" || setting.contains(";")
      return isSetting && !isChoice ? String(margin) + setting : String(line)
    }
    let text = lines.joined(separator: "\n")
    #expect(text != draft.text)
    #expect(try problems(text).map(\.message) == [])
    #expect(try configuration(text).testCommands == ["make test"])
    #expect(try configuration(text).charts.allSatisfy { $0.stamps.count == 1 })
  }

  @Test("every line is short enough to be read")
  func width() throws {
    let (_, draft) = try draft(Self.files, remote: "https://github.com/acme/brokkr")
    for line in draft.text.split(separator: "\n") { #expect(line.count <= 120, "\(line)") }
    #expect(draft.text.hasSuffix("\n") && !draft.text.hasSuffix("\n\n"))
  }
}
