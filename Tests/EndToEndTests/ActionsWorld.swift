import FoundationEssentials
import TestSupport

/// A story's world whose origin is on a stand-in of GitHub, with a release workflow and an environment.
final class ActionsWorld: Sendable {
  let story: StoryWorld
  let standIn: GitHubStandIn

  /// A run as the stand-in knows it.
  struct Run: Decodable {
    var id: Int64
    var path: String
    var status: String
    var head_branch: String
    var display_title: String
    var inputs: [String: String]
  }

  /// Workflows as a repository may have them; nothing runs them here, so their jobs say nothing.
  private static let workflows = [
    "release.yml": """
    name: Release
    run-name: Release ${{ inputs.version || github.ref_name }}
    on:
      workflow_dispatch:
        inputs:
          version:
            required: true
    jobs: {}

    """,
    "docs.yml": "name: Docs\non:\n  workflow_dispatch:\njobs: {}\n",
  ]

  /// Makes the world: alice may approve in the environment `release`; `htpasswd` locks the registry.
  init(_ size: StoryWorld.Size = .small, extra: String = "", htpasswd: String? = nil) async throws {
    story = try await StoryWorld(size, extra: "approve:\n  by: environment\n\(extra)", htpasswd: htpasswd)
    for (name, text) in Self.workflows {
      try StoryWorld.write(text, to: "\(story.clone)/.github/workflows/\(name)")
    }
    try await story.push("ci: workflows")
    standIn = try await GitHubStandIn.start(for: story.origin, tool: Executable.tool("github-stand-in"))
    try await standIn.post("environments", #"{"name": "release", "reviewers": ["alice"]}"#)
    try await standIn.post("tokens", #"{"token": "ghp_alice", "login": "alice", "role": "push", "scopes": ["repo"]}"#)
    try await standIn.post("tokens", #"{"token": "ghp_rel", "login": "rel", "role": "push", "scopes": ["repo"]}"#)
  }

  /// Starts a run as if somebody had, and gives its id.
  func start(_ json: String) async throws -> Int64 {
    let known = Set(try await runs().map(\.id))
    try await standIn.post("runs", json)
    return try await runs().first { !known.contains($0.id) }?.id ?? 0
  }

  func runs() async throws -> [Run] { try await standIn.value("runs") }

  /// What a person's shell has.
  func person(_ token: String) -> [String: String] { standIn.environment(token: token) }

  /// What a step of a job has; its files lie in the scratch folder under `name`.
  func job(_ run: Int64, _ name: String = "step", token: String = "ghs_publish") -> [String: String] {
    standIn.environment(token: token).merging([
      "GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": "\(run)", "GITHUB_RUN_ATTEMPT": "1",
      "GITHUB_OUTPUT": "\(story.scratch.path)/\(name)-output",
      "GITHUB_STEP_SUMMARY": "\(story.scratch.path)/\(name)-summary",
    ]) { _, new in new }
  }

  /// What a step wrote to one of its files.
  func text(_ file: String) throws -> String {
    try String(contentsOfFile: "\(story.scratch.path)/\(file)", encoding: .utf8)
  }

  /// Lets somebody answer a run.
  func review(_ run: Int64, by user: String, _ state: String = "approved", comment: String = "") async throws {
    try await standIn.post(
      "reviews",
      #"{"run": \#(run), "user": "\#(user)", "state": "\#(state)", "comment": "\#(comment)", "environments": ["release"]}"#
    )
  }

  /// Ends the servers.
  func end() async {
    standIn.stop()
    await story.registry.ended()
  }
}
