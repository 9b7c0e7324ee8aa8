import FoundationEssentials
import TestSupport
import Testing

@testable import BrokkrRelease

@Suite struct WorkflowsStartTests {
  @Test("a version that was never released goes on; once published there is nothing to do, and that is no error")
  func ledger() async throws {
    let clone = try await ScratchClone("workflows-start")
    try await clone.write("remote: \"\"\napprove: { by: none }\nstamp: none\n", to: ".brokkr-release.yml")
    try await clone.commit("feat: one")
    try await clone.git("config", "user.name", "Tester")
    try await clone.git("config", "user.email", "tester@example.org")
    let before = try await clone.run("workflows", "start", "1.0.0", "--json")
    #expect(before.status == .done && before.json?["proceed"] == true && before.json?["tag"] == "v1.0.0")
    let cut = try await clone.run("cut", "v1.0.0", "--yes")
    try #require(cut.status == .done, "\(cut.messages)")
    let after = try await clone.run("workflows", "start", "v1.0.0", "--json")
    #expect(after.status == .done && after.json?["proceed"] == false)
    #expect(after.json?["reason"]?.text?.hasPrefix("v1.0.0 is published: ") == true)
    #expect(after.json?["outputs"]?["proceed"] == "false")
  }

  @Test("what is no version is no release")
  func malformed() async throws {
    let clone = try await WorkflowsWriteTests.clone("workflows-start-malformed")
    #expect(try await clone.run("workflows", "start", "v1.2.0-01").status == .usage)
  }

  @Test("with components the outputs hold the cells of the one that is released")
  func cells() async throws {
    let clone = try await WorkflowsWriteTests.clone(
      "workflows-start-cells",
      """
      components:
        broker: { images: [broker] }
        docs: { paths: [docs/**] }
      """)
    let scratch = try ScratchDirectory("outputs")
    let outputs = try scratch.write("", to: "outputs")
    let run = try await CapturedRun(
      ["-C", clone.path, "workflows", "start", "broker/v1.2.0"],
      environment: ["GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": outputs])
    #expect(run.status == .done, "\(run.messages)")
    let text = String(decoding: try Data(contentsOf: URL(filePath: outputs)), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.contains("proceed=true") && lines.contains("tag=broker/v1.2.0"))
    let cells = try #require(lines.first { $0.hasPrefix("cells_1=") }?.dropFirst("cells_1=".count))
    guard case .array(let rows) = try JSONValue(parsing: Array(cells.utf8)) else {
      Issue.record("\(cells)")
      return
    }
    #expect(rows.map { $0["artifact"] } == ["broker-linux-amd64", "broker-linux-arm64"])
    #expect(rows.map { $0["runner"] } == ["ubuntu-24.04", "ubuntu-24.04-arm"])
    let other = try await clone.run("workflows", "start", "docs/v1.2.0", "--json")
    #expect(other.json?["outputs"]?["cells_1"]?.text?.contains("\"artifact\":\"charts\"") == true)
  }
}
