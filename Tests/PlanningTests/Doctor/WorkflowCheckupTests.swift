import Testing
import Workflows

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
  func startedByTags() throws {
    let text = "on:\n  push:\n    tags: ['v*']\n"
    #expect(WorkflowCheckup.examine(text, file: ".github/workflows/sdk.yml").first?.fix.contains("[sdk.yml]") == true)
    // A word in a comment makes it nobody's.
    #expect(WorkflowCheckup.examine("# brokkr-release\n\(text)", file: "release.yml").count == 1)
    let image = "images: { x: { repository: ghcr.io/a/x, tags: [\"{version}\"] } }"
    let files = try WorkflowFiles(WorkflowInput(configuration(image))).files
    let own = try #require(files.first { $0.path.hasSuffix("/release.yml") }).text
    #expect(WorkflowCheckup.examine(own, file: "release.yml").isEmpty)
    // What somebody has changed is looked at like any other.
    #expect(WorkflowCheckup.examine("\(own)# changed\n", file: "release.yml").count == 1)
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
