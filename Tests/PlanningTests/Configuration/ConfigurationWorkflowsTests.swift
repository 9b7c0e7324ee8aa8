import Refusals
import Testing
import Workflows

@testable import Planning

@Suite struct ConfigurationWorkflowsTests {
  private static let sum = String(repeating: "a1", count: 32)
  private static let commit = String(repeating: "c3", count: 20)

  @Test("every setting of the workflows is read, and reads back from what `config` prints")
  func read() throws {
    let first = try configuration(
      """
      workflows:
        test: [unit_tests.yml]
        assets: [cli.yaml]
        runners: { linux/amd64: big, linux/arm64: emulated, linux/s390x: z }
        tool:
          release: v0.1.0
          repository: acme/brokkr-release
          sha256: { linux/amd64: \(Self.sum), linux/s390x: \(Self.sum) }
        retention-days: 60
        branches: [trunk]
      """)
    var expected = WorkflowSettings()
    expected.test = ["unit_tests.yml"]
    expected.assets = ["cli.yaml"]
    expected.runners = ["linux/amd64": .native("big"), "linux/arm64": .emulated, "linux/s390x": .native("z")]
    expected.tool = .release(
      repository: "acme/brokkr-release", tag: "v0.1.0",
      checksums: ["linux/amd64": Self.sum, "linux/s390x": Self.sum])
    expected.retentionDays = 60
    expected.branches = ["trunk"]
    #expect(first.workflows == expected)
    #expect(try configuration(first.effectiveYAML()).workflows == expected)
  }

  @Test("without the section everything has its default")
  func defaults() throws { #expect(try configuration("workflows:\n").workflows == WorkflowSettings()) }

  @Test("a tool is built from a commit of a repository, or from the repository itself")
  func source() throws {
    let other = try configuration("workflows: { tool: { source: \(Self.commit), repository: acme/tool } }")
    #expect(other.workflows.tool == .source(repository: "acme/tool", commit: Self.commit))
    let own = try configuration("workflows: { tool: { source: . } }")
    #expect(own.workflows.tool == .source(repository: nil, commit: "."))
    #expect(try configuration(own.effectiveYAML()).workflows.tool == own.workflows.tool)
  }

  @Test(
    "what no workflow could do is refused where it stands",
    arguments: [
      ("test: [../x.yml]", "names no workflow"), ("test: [unit]", "names no workflow"),
      ("test: [release.yml]", "written by `workflows write` itself"), ("test: [a.yml, a.yml]", "listed twice"),
      ("runners: { linux/amd64: emulated }", "cannot be emulated"), ("runners: { linux/amd46: x }", "no platform"),
      ("runners: { linux/amd64: \"a b\" }", "no label"), ("runners: { linux/amd64: \"${{ x }}\" }", "no label"),
      ("retention-days: 401", "400 days"), ("retention-days: 0", "at least 1"),
      ("retention-days: 30", "too short: an approval can take 30 days"),
      ("tool: { repository: a/b }", "one of `release` and `source`"),
      ("tool: { release: v1, source: ., repository: a/b }", "one of `release` and `source`"),
      ("tool: { source: main, repository: a/b }", "no commit"),
      ("tool: { source: \(commit) }", "`repository` beside it"),
      ("tool: { release: v1, repository: a/b, sha256: { linux/amd64: \(sum) } }", "lacks linux/arm64"),
      ("tool: { release: v1, repository: a/b, sha256: { linux/amd64: abc, linux/arm64: \(sum) } }", "no SHA-256"),
      ("tool: { release: \"v1 2\", repository: a/b, sha256: { linux/amd64: \(sum), linux/arm64: \(sum) } }", "no tag"),
      ("tool: { release: v1, repository: a, sha256: { linux/amd64: \(sum), linux/arm64: \(sum) } }", "no repository"),
    ])
  func refused(text: String, words: String) throws {
    let found = try problems("workflows: { \(text) }")
    #expect(found.contains { $0.what.contains(words) && $0.what.hasPrefix("c.yml:1:") }, "\(found)")
  }

  @Test("where nobody approves, built content may go sooner")
  func shortRetention() throws {
    let found = try configuration("workflows: { retention-days: 2 }\napprove: { by: none }\n")
    #expect(found.workflows.retentionDays == 2)
  }

  @Test("an environment of another use is none for approvals", arguments: ["release-rollback", "Registry"])
  func reservedEnvironment(name: String) throws {
    let found = try problems("approve: { by: environment, environment: \(name) }")
    #expect(found.contains { $0.what.contains("`\(name)` is no environment for approvals") }, "\(found)")
  }

  @Test("a workflow of the user's own that is not there, or cannot be started so, is named where it is written")
  func hooks() throws {
    let found = try configuration(
      "workflows: { test: [unit.yml, nightly.yml], assets: [cli.yml] }\ngithub: { dispatch: [docs.yml, \"4711\"] }\n")
    let texts = [
      "units.yml": "", "nightly.yml": "on: { schedule: [] }", "cli.yml": "on: workflow_call", "docs.yml": "on: [push]",
    ]
    let problems = found.hookProblems(text: { texts[$0] }, names: { Array(texts.keys) })
    #expect(
      problems.map(\.what) == [
        "c.yml:1:21: the workflow .github/workflows/unit.yml does not exist.",
        "c.yml:1:31: the workflow .github/workflows/nightly.yml has no trigger `workflow_call`.",
        "c.yml:2:22: the workflow .github/workflows/docs.yml has no trigger `workflow_dispatch`.",
      ])
    #expect(problems.first?.remedy == "Did you mean units.yml?")
  }

  @Test(
    "an unknown key names the nearest one", arguments: [("tset: []", "test"), ("retention-day: 3", "retention-days")])
  func nearest(text: String, name: String) throws {
    let found = try problems("workflows: { \(text) }")
    #expect(found.first?.remedy == "Did you mean `\(name)`?")
  }
}
