import FoundationEssentials
import GitHub
import Testing

@testable import Planning

@Suite("The run of a release")
struct ReleaseWorkflowTests {
  @Test(
    "is the one that wrote its record, runs on its tag, or names it in its title, as a whole word",
    arguments: [
      (7, "main", "Release v1.2.0", nil, true), (7, "main", "Release 1.2.0", nil, true),
      (7, "v1.2.0", "fix: one", nil, true), (7, "main", "release.yml", "7", true),
      (7, "main", "Release v1.2.0-rc.1", nil, false),  // v1.2.0 is only the beginning of it
      (7, "main", "Release v11.2.0", nil, false), (7, "v1.2.0-rc.1", "x", nil, false),
      (7, "main", "Release agent/v1.2.0", nil, false), (7, "main", "release.yml", "8", false),
    ] as [(Int, String, String, String?, Bool)])
  func isRun(id: Int, reference: String, title: String, holder: String?, expected: Bool) throws {
    let text = """
      {"id": \(id), "status": "waiting", "html_url": "", "head_sha": "", "event": "push", "created_at": "",
       "head_branch": "\(reference)", "display_title": "\(title)"}
      """
    let run = try JSONDecoder().decode(WorkflowRun.self, from: Data(text.utf8))
    #expect(ReleaseWorkflow.isRun(run, of: "v1.2.0", version: "1.2.0", holder: holder) == expected)
  }
}
