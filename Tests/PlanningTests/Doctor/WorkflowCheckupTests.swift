import Testing

@testable import Planning

/// Workflows that work against releases.
@Suite("Workflow checkup")
struct WorkflowCheckupTests {
  @Test(
    "one that deletes untagged packages is named",
    arguments: [
      "delete-only-untagged-versions: true", "delete-only-untagged-versions: 'true'", "delete-untagged: true",
      "prune-untagged-images: true", #"delete-only-untagged-versions: "true""#,
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
    // A word in a comment makes it nobody's.
    #expect(WorkflowCheckup.examine("# brokkr-release\n\(text)", file: "release.yml").count == 1)
    let own = "# Written by `brokkr-release workflows write`; change the configuration instead. sha256:0\n\(text)"
    #expect(WorkflowCheckup.examine(own, file: "release.yml").isEmpty)
  }

  @Test(
    "one that a published release starts is named",
    arguments: ["on: release\n", "on: [push, release]\n", "on:\n  release:\n    types: [published]\n"])
  func startedByReleases(text: String) {
    let found = WorkflowCheckup.examine(text, file: "x.yml")
    #expect(found.count == 1 && found.first?.message.contains("started by published releases") == true)
  }

  @Test(
    "others are not, whatever they hold",
    arguments: ["on: push\n", "on: [push]\n", "on:\n  push:\n    branches: [main]\n", "{", ""])
  func others(text: String) { #expect(WorkflowCheckup.examine(text, file: "x.yml").isEmpty) }
}
