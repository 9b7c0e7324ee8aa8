import FoundationEssentials
import Testing
import Yams

@testable import Workflows

@Suite struct GeneratedFilesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("the list of generated files and the folder of their types name the same")
  func listIsFolder() throws {
    let folder = Self.root.appending(path: "Sources/Workflows/Files").path(percentEncoded: false)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).map { String($0.dropLast(6)) }
    #expect(GeneratedFiles.all.map { "\($0)" }.sorted() == names.sorted())
  }

  @Test("no two files have one path, and a workflow that calls another finds it", arguments: Sample.allCases)
  func calls(sample: Sample) throws {
    let input = try sample.input()
    let paths = try WorkflowFiles(input).files.map(\.path)
    #expect(Set(paths).count == paths.count)
    for workflow in try ParsedWorkflow.all(sample) {
      for call in workflow.jobs.compactMap(\.calls) {
        let path = String(call.dropFirst(2))
        let isOwn = (input.settings.test + input.settings.assets).contains { path == ".github/workflows/\($0)" }
        #expect(call.hasPrefix("$/") && (isOwn || paths.contains(path)), "\(workflow.name): \(call)")
      }
    }
  }

  @Test("the first line marks a file and holds the hash of the rest")
  func mark() throws {
    for path in ["a.yml", "a.md"] {
      let text = FileMark.marked("one\ntwo\n", path: path)
      let mark = try #require(FileMark(of: text))
      #expect(mark.holds(for: text) && mark.hash.count == 64)
      #expect(!mark.holds(for: text + " "))
      #expect(text.hasPrefix(path == "a.md" ? "<!-- " : "# "))
    }
    #expect(FileMark(of: "# Written by hand\n") == nil && FileMark(of: "") == nil)
  }
}
