import ExternalTools
import FoundationEssentials
import GitHub
import Testing

@testable import Planning

@Suite("Commands that set up an environment")
struct EnvironmentSetupTests {
  private func setup(
    _ url: String?, _ text: String = "", server: String = "https://github.com"
  ) throws -> EnvironmentSetup? {
    EnvironmentSetup(try configuration(text), remoteURL: url, server: server)
  }

  @Test(
    "they are for a remote at GitHub and for no other",
    arguments: [
      ("https://github.com/Acme/brokkr.git", "Acme/brokkr"), ("git@github.com:acme/brokkr", "acme/brokkr"),
      ("https://token@github.com/acme/brokkr/", "acme/brokkr"), ("https://example.org/acme/brokkr", nil),
      ("https://github.com/acme", nil), ("https://github.com/acme/a/b", nil), ("/srv/git/x.git", nil), (nil, nil),
      ("https://github.com/acme/$(id)", nil), ("https://github.com.evil.example/acme/brokkr", nil),
    ] as [(String?, String?)])
  func remotes(url: String?, repository: String?) throws {
    #expect(try setup(url)?.repository == repository)
    for command in try setup(url)?.commands ?? [] { #expect(!command.contains("token")) }
  }

  @Test("a server of one's own is known by its address")
  func enterprise() throws {
    let server = "https://github.example.org"
    #expect(try setup("git@github.example.org:acme/x.git", server: server)?.repository == "acme/x")
    #expect(try setup("git@github.com:acme/x.git", server: server) == nil)
  }

  @Test("tags and branches that release may deploy, and nothing else may")
  func references() throws {
    let commands = try #require(try setup("https://github.com/a/b", "approve: { environment: \"pro duction\" }"))
      .commands
    #expect(commands[0].hasPrefix("gh api --method PUT repos/a/b/environments/pro%20duction --input - <<'END'\n"))
    #expect(
      commands.dropFirst().dropLast().map { $0.split(separator: " -f ").dropFirst().joined(separator: " ") } == [
        "'name=v*' type=tag", "'name=main' type=branch", "'name=release/*' type=branch",
      ])
    #expect(commands.last == "gh api --method PUT repos/a/b/environments/release-rollback")
    let text = #"components: { agent: { tag: "agent/v{version}" }, broker: {} }"#
    let several = try #require(try setup("https://github.com/a/b", text)).commands
    #expect(several.contains { $0.contains("'name=agent/v*'") } && several.contains { $0.contains("'name=broker/v*'") })
  }

  @Test("a shell takes them, and the reviewer has to be filled in")
  func syntax() async throws {
    let commands = try #require(try setup("https://github.com/a/b")).commands
    let outcome = try await Invocation("/bin/sh", ["-n"], input: Array(commands.joined(separator: "\n").utf8)).run()
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let body = commands[0].split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
    struct Rules: Decodable {
      struct Reviewer: Decodable { var id: Int }
      struct Policy: Decodable { var protected_branches, custom_branch_policies: Bool }
      var prevent_self_review: Bool
      var reviewers: [Reviewer]
      var deployment_branch_policy: Policy
    }
    #expect(throws: (any Error).self) { try JSONDecoder().decode(Rules.self, from: Data(body.utf8)) }
    let named = try #require(try setup("https://github.com/a/b", "approve: { cutter-may-approve: true }"))
      .commands(reviewers: [.init(type: "User", id: 7), .init(type: "Team", id: 8)])
    #expect(named[0].contains(#"[{ "type": "User", "id": 7 }, { "type": "Team", "id": 8 }]"#))
    #expect(named[0].contains(#""prevent_self_review": false"#))
    let filled = body.replacing("REVIEWER_ID", with: "583231")
    let rules = try JSONDecoder().decode(Rules.self, from: Data(filled.utf8))
    #expect(rules.reviewers.map(\.id) == [583_231] && rules.prevent_self_review)
    // GitHub refuses two equal values.
    #expect(rules.deployment_branch_policy.protected_branches != rules.deployment_branch_policy.custom_branch_policies)
  }
}
