import FoundationEssentials
import GitHub
import Testing

@testable import Planning

@Suite("Reviews of a run")
struct ReviewCountTests {
  private static func review(_ user: String, _ state: String = "approved", at environment: String = "release") -> String
  {
    #"{"state": "\#(state)", "comment": "said", "user": {"login": "\#(user)"}, "environments": [{"id": 1, "name": "\#(environment)"}]}"#
  }

  private func count(
    _ reviews: [String], starters: [String] = ["rel"], _ change: (inout ApprovalConfiguration) -> Void = { _ in }
  ) throws -> ReviewCount {
    var policy = ApprovalConfiguration()
    policy.by = .environment
    change(&policy)
    let text = "[\(reviews.joined(separator: ","))]"
    return ReviewCount(
      try JSONDecoder().decode([DeploymentReview].self, from: Data(text.utf8)), policy, starters: starters)
  }

  @Test("each person counts once, whatever the case of the name, and only at the environment that approves")
  func people() throws {
    let reviews = [
      Self.review("alice"), Self.review("Alice"), Self.review("bob", at: "staging"),
      Self.review("carol", at: "Release"),
      Self.review("dave", "pending"), Self.review("eve", "something-new"),
    ]
    let count = try count(reviews)
    #expect(count.people == ["alice", "carol"])
    #expect(count.rejection == nil)
    #expect(try self.count([]).people.isEmpty)
  }

  @Test("who started the run, or its present attempt, does not count, unless the cutter may approve; a bot never does")
  func starters() throws {
    let reviews = [Self.review("REL"), Self.review("again"), Self.review("github-actions[bot]")]
    let count = try count(reviews, starters: ["rel", "again"])
    #expect(count.people.isEmpty)
    #expect(count.refused.map(\.by) == ["REL", "again", "github-actions[bot]"])
    #expect(try self.count(reviews, starters: ["rel"]) { $0.cutterMayApprove = true }.people == ["REL", "again"])
  }

  @Test("one rejection at that environment is enough, whoever approves besides; one elsewhere is none")
  func rejection() throws {
    let reviews = [Self.review("alice"), Self.review("bob", "rejected"), Self.review("alice")]
    #expect(try count(reviews).rejection?.user.login == "bob")
    #expect(try count([Self.review("bob", "rejected", at: "staging")]).rejection == nil)
  }

  @Test(
    "a run that is for another version is told by the pushed tag or by its title",
    arguments: [
      ("v1.2.0", "workflow_dispatch", "main", "Release v1.2.0", nil),
      ("v1.2.0", "workflow_dispatch", "main", "Release 1.2.0", nil),
      ("v1.2.0", "workflow_dispatch", "main", "Release v1.3.0", "v1.3.0"),
      ("v1.2.0", "workflow_dispatch", "main", "release.yml", nil),
      ("v1.2.0", "workflow_dispatch", "main", "Release main", nil),
      ("v1.2.0", "push", "v1.1.0", "Release v1.1.0", "v1.1.0"),
      ("v1.2.0", "push", "v1.1.0", "fix: v1.2.0 and more", "v1.1.0"),
      ("v1.2.0", "push", "v1.2.0", nil, nil),
      ("v1.2.0", "push", "main", "chore: one", nil),
      ("agent/v1.2.0", "workflow_dispatch", "main", "Release agent/v1.2.0", nil),
      ("agent/v1.2.0", "workflow_dispatch", "main", "Release broker/v1.2.0", "broker/v1.2.0"),
      ("agent/v1.2.0", "workflow_dispatch", "main", "Release 1.2.0", nil),
    ] as [(String, String, String, String?, String?)])
  func otherVersion(tag: String, event: String, reference: String, title: String?, expected: String?) throws {
    let title = title.map { "\"\($0)\"" } ?? "null"
    let text = """
      {"id": 1, "status": "in_progress", "html_url": "", "head_sha": "", "event": "\(event)", "created_at": "",
       "head_branch": "\(reference)", "display_title": \(title)}
      """
    let run = try JSONDecoder().decode(WorkflowRun.self, from: Data(text.utf8))
    #expect(EnvironmentApproval.otherVersion(in: run, than: tag) == expected)
  }
}
