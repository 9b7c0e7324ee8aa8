import Testing

@testable import BrokkrRelease

@Suite struct WorkflowsWriteTests {
  /// A repository with one image and its configuration.
  static func clone(_ name: String, _ more: String = "") async throws -> ScratchClone {
    let clone = try await ScratchClone(name)
    try await clone.write("FROM scratch\n", to: "Dockerfile")
    try await clone.write(
      "remote: \"\"\nimages: { broker: { repository: ghcr.io/acme/broker } }\napprove: { by: none }\n\(more)",
      to: ".brokkr-release.yml")
    try await clone.commit("feat: one")
    return clone
  }

  @Test("what is written is in step; what was changed by hand is shown and ends with 8, and is written anew")
  func whole() async throws {
    let clone = try await Self.clone("workflows")
    let missing = try await clone.run("workflows", "check")
    #expect(missing.status == .different && missing.output.contains("missing  .github/workflows/release.yml"))
    let written = try await clone.run("workflows", "write")
    #expect(written.status == .done && written.output.contains("wrote  docs/release-workflow.md"))
    #expect(written.messages.contains("variables of the repository"))
    #expect(try await clone.run("workflows", "check").status == .done)
    #expect(try await clone.run("workflows", "write").output.contains("as they would be written"))

    try await clone.commit("ci: workflows")
    let file = ".github/workflows/release.yml"
    let text = try await clone.git("show", "HEAD:\(file)")
    try await clone.write(
      text.replacing("cancel-in-progress: false", with: "cancel-in-progress: true") + "\n", to: file)
    let edited = try await clone.run("workflows", "check")
    #expect(edited.status == .different && edited.output.contains("edited  \(file): it was changed by hand"))
    #expect(edited.output.contains("-  cancel-in-progress: true\n+  cancel-in-progress: false"))
    #expect(try await clone.run("workflows", "write").messages.contains("had been changed by hand"))
    #expect(try await clone.git("status", "--short").isEmpty)
  }

  @Test("a file of somebody else is left alone, all of them are named, and nothing is written")
  func foreign() async throws {
    let clone = try await Self.clone("workflows-foreign")
    try await clone.write("name: mine\n", to: ".github/workflows/release.yml")
    try await clone.write("name: mine\n", to: ".github/workflows/main.yml")
    let run = try await clone.run("workflows", "write")
    #expect(run.status == .usage && run.output.isEmpty)
    #expect(run.messages.contains("release.yml was not written") && run.messages.contains("main.yml was not written"))
    #expect(try await clone.git("status", "--short", "docs").isEmpty)
    let both = try await clone.run("workflows", "write", "--replace", "release.yml", "--replace", "main.yml")
    #expect(both.status == .done)
    #expect(try await clone.run("workflows", "check").status == .done)
  }

  @Test("the guide at a place that the configuration named before is superfluous; it goes, unless it was changed")
  func movedGuide() async throws {
    let clone = try await Self.clone("workflows-guide", "workflows: { guide: handbook/releasing.md }\n")
    #expect(try await clone.run("workflows", "write").status == .done)
    try await clone.commit("ci: workflows")
    let file = ".brokkr-release.yml"
    let text = try await clone.git("show", "HEAD:\(file)") + "\n"
    try await clone.write(text.replacing("handbook/releasing.md", with: "RELEASING.md"), to: file)
    let check = try await clone.run("workflows", "check")
    #expect(check.status == .different)
    #expect(check.output.contains("superfluous  handbook/releasing.md"), "\(check.output)")

    let guide = try await clone.git("show", "HEAD:handbook/releasing.md") + "\n"
    try await clone.write(guide + "Mine.\n", to: "handbook/releasing.md")
    let left = try await clone.run("workflows", "write")
    #expect(
      left.output.contains(
        "left  handbook/releasing.md: the configuration has no use for it, and it was changed by hand"),
      "\(left.output)")
    try await clone.write(guide, to: "handbook/releasing.md")
    #expect(try await clone.run("workflows", "write").output.contains("removed  handbook/releasing.md"))
    #expect(try await clone.run("workflows", "check").status == .done)
  }

  @Test("another folder is a root of its own")
  func elsewhere() async throws {
    let clone = try await Self.clone("workflows-to")
    try await clone.write("name: mine\n", to: ".github/workflows/release.yml")
    #expect(try await clone.run("workflows", "write", "--to", "\(clone.path)/new").status == .done)
    #expect(try await clone.run("workflows", "check", "--to", "\(clone.path)/new").status == .done)
    let check = try await clone.run("workflows", "check", "--json")
    #expect(check.status == .different && check.json?["ok"] == false)
    guard case .array(let files)? = check.json?["files"] else {
      Issue.record("no files")
      return
    }
    let states = Dictionary(
      uniqueKeysWithValues: files.map { ($0["path"]?.text ?? "", $0["state"]?.text ?? "") })
    #expect(states[".github/workflows/release.yml"] == "foreign")
    #expect(states["docs/release-workflow.md"] == "missing")
  }
}
