import Planning
import Refusals
import Testing
import Yams

@testable import Workflows

@Suite struct InertTextTests {
  @Test(
    "text that Actions would evaluate, or a line break, is refused wherever it stands",
    arguments: [
      "images: { x: { repository: ghcr.io/a/x, context: \"${{ a }}\" } }",
      "images: { x: { repository: ghcr.io/a/x, dockerfile: \"d/${{ a }}\" } }",
      "charts: { x: { repository: ghcr.io/a, cases: [{ name: a, set: { b: \"x\\ny\" } }] } }",
      "charts: { x: { repository: ghcr.io/a, path: \"${{ a }}\" } }",
      "charts: { x: { repository: ghcr.io/a, values: [\"${{ a }}\"] } }",
      "charts: { x: { repository: ghcr.io/a, cases: [{ name: \"${{ a }}\" }] } }",
      "charts: { x: { repository: ghcr.io/a, cases: [{ name: a, set: { b: \"${{ a }}\" } }] } }",
      "charts: { x: { repository: ghcr.io/a, stamp: [{ file: values.yaml, key: \"a.${{ b }}\" }] } }",
      "approve: { environment: \"${{ a }}\" }",
      "workflows: { branches: [\"${{ a }}\"] }",
    ])
  func refused(text: String) throws {
    let input = WorkflowInput(try Configuration.load(text: Array(text.utf8), file: "c.yml"))
    let error = #expect(throws: RefusalList.self) { try WorkflowFiles(input) }
    #expect(error?.refusals.first?.code == .configuration)
  }

  @Test("arguments of builds stand in no workflow: the tool reads them itself")
  func buildArguments() throws {
    for file in try WorkflowFiles(Sample.twoOfEach.input()).files { #expect(!file.text.contains("FEATURES")) }
  }

  @Test("odd but harmless text of a configuration reaches the workflow as it is")
  func odd() throws {
    let cells = try ParsedWorkflow.named("helm_tests.yml", .twoOfEach).jobs.flatMap { $0.matrix ?? [] }
    #expect(cells.contains { $0["case"]?.string == "case external \"database\", #2" })
    #expect(cells.contains { $0["set"]?.string == "postgresql.enabled=false\na[0].b=x\\,y" })
  }
}
