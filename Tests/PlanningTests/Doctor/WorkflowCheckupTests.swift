import Testing

@testable import Planning

/// Workflows that work against releases.
@Suite("Workflow checkup")
struct WorkflowCheckupTests {
  @Test(
    "one that deletes untagged packages is named",
    arguments: [
      "delete-only-untagged-versions: true", "delete-only-untagged-versions: 'true'", "delete-untagged: true",
      "prune-untagged-images: true",
    ])
  func deletesUntagged(line: String) {
    let found = WorkflowCheckup.examine("on: schedule\njobs:\n  a:\n    with:\n      \(line)\n", file: "x.yml")
    #expect(found.map(\.state) == [.warning])
    #expect(found.first?.fix.contains("prune --untagged") == true)
  }

  @Test("one that tags start is named, unless it is the tool's own")
  func startedByTags() {
    let text = "on:\n  push:\n    tags: ['v*']\n"
    #expect(WorkflowCheckup.examine(text, file: ".github/workflows/sdk.yml").first?.fix.contains("[sdk.yml]") == true)
    #expect(WorkflowCheckup.examine("# brokkr-release\n\(text)", file: "release.yml").isEmpty)
  }

  @Test(
    "others are not, whatever they hold",
    arguments: ["on: push\n", "on: [push]\n", "on:\n  push:\n    branches: [main]\n", "{", ""])
  func others(text: String) { #expect(WorkflowCheckup.examine(text, file: "x.yml").isEmpty) }
}
