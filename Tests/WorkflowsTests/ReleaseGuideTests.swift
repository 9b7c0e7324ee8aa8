import Testing
import Yams

@testable import Workflows

@Suite struct ReleaseGuideTests {
  private func guide(_ sample: Sample) throws -> String {
    try #require(try WorkflowFiles(sample.input()).files.first { $0.path == WorkflowSettings().guide }).text
  }

  @Test("it has every section", arguments: Sample.allCases)
  func sections(sample: Sample) throws {
    let headings = try guide(sample).split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(
      headings == [
        "## Trigger", "## Phases", "## Environments", "## Approval", "## Rollback", "## Security and permissions",
        "## Setting it up", "## Troubleshooting",
      ])
    #expect(try !guide(sample).contains("\n\n\n"))
  }

  @Test("every environment that a job names is in it, and no other", arguments: Sample.allCases)
  func environments(sample: Sample) throws {
    let used = Set(try ParsedWorkflow.all(sample).flatMap(\.jobs).compactMap(\.environment))
    let text = try guide(sample)
    let rows = text.split(separator: "\n").drop {
      $0 != "| environment | which job | required reviewers | refs that it must allow |"
    }
    .dropFirst(2).prefix { $0.hasPrefix("|") }
    let named = Set(rows.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) })
    #expect(named == used)
  }

  @Test("every secret and variable that a job reads is in it", arguments: Sample.allCases)
  func settings(sample: Sample) throws {
    let text = try guide(sample)
    for scalar in try ParsedWorkflow.all(sample).flatMap({ ParsedWorkflow.scalars(of: $0.root) }) {
      for prefix in ["secrets.", "vars."] {
        guard let at = scalar.firstRange(of: prefix) else { continue }
        let name = scalar[at.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        #expect(text.contains("`\(name)`"), "\(name)")
      }
    }
  }

  @Test(
    "how a release is approved is that of the configuration",
    arguments: [
      (Sample.noApproval, "No approval is asked for"), (.prompt, "whoever started the run has approved it"),
      (.signature, "2 signatures of different people"), (.twoOfEach, "Until 2 different people have approved the run"),
    ])
  func approval(sample: Sample, words: String) throws { #expect(try guide(sample).contains(words)) }

  @Test("how long content is kept, and where it travels, is that of the configuration")
  func handOver() throws {
    #expect(try guide(.twoOfEach).contains("35 days"))
    #expect(try guide(.registryHandOver).contains("goes to the registry by digest before the approval"))
  }
}
