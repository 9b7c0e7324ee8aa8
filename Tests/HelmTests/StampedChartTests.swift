import ExternalTools
import Stamping
import Testing

@testable import Helm

@Suite("Helm reads what was stamped")
struct StampedChartTests {
  /// An independent parser has to agree that this version, and nothing else, is what the file says now.
  @Test(
    "a version in any form that is edited",
    .enabled(if: RealHelm.isThere),
    arguments: [
      "apiVersion: v2\nname: c\ndescription: |\n  version: 9.9.9\nversion : '1.1.0'\t# it's\n",
      "\u{FEFF}apiVersion: v2\r\nname: c\r\ndescription: ä\r\n\"version\":\t1.1.0#c",
      "---\n  apiVersion: v2\n  name: c\n  version:   1.10   # a number\n...\n",
      "apiVersion: v2\nname: c\nversion:\n  1.1.0\ndependencies: []\n",
      "version: \"\"\napiVersion: v2\nname: c\n---\nversion: 3.0.0\n",
    ]
  )
  func versions(text: String) async throws {
    let scratch = try ChartScratch()
    let edited = try ScalarEdit.replacing(key: ["version"], with: "1.2.0", in: Array(text.utf8), file: "Chart.yaml")
    let chart = try scratch.write([:], into: "")
    _ = try scratch.write(edited, as: "Chart.yaml")
    let shown = try await Invocation(RealHelm.program.path, ["show", "chart", chart]).run().checked("", remedy: "").text
    let lines = shown.split(separator: "\n")
    #expect(lines.contains("version: 1.2.0") && lines.contains("name: c"), "\(shown)")
  }

  @Test("an appVersion that looks like a number", .enabled(if: RealHelm.isThere))
  func appVersion() async throws {
    let scratch = try ChartScratch()
    let text = Array("apiVersion: v2\nname: c\nversion: 1.2.0\nappVersion: old\n".utf8)
    let chart = try scratch.write([:], into: "")
    _ = try scratch.write(
      try ScalarEdit.replacing(key: ["appVersion"], with: "1.20", in: text, file: "Chart.yaml"), as: "Chart.yaml")
    let shown = try await Invocation(RealHelm.program.path, ["show", "chart", chart]).run().text
    #expect(shown.contains("appVersion: \"1.20\"\n"), "\(shown)")
  }
}
