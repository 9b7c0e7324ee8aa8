import ExternalTools
import FoundationEssentials
import TestSupport

/// A world whose remote counts as one on GitHub, with a stand-in of GitHub's API, and of its container registry in front
/// of the real registry.
final class ForgeWorld: Sendable {
  /// What `releases` of the stand-in shows, of which the tests look at this.
  struct Release: Decodable, Hashable {
    struct Asset: Decodable, Hashable {
      var name: String
      var state: String
    }

    var tag_name: String
    var name: String?
    var body: String?
    var draft: Bool
    var prerelease: Bool
    var assets: [Asset]

    /// One line: the title, what it is, and its files.
    var line: String {
      let files = assets.map { $0.state == "uploaded" ? $0.name : "\($0.name)?" }.sorted().joined(separator: " ")
      return "\(name ?? "") \(draft ? "draft" : prerelease ? "pre-release" : "public") \(files)"
    }
  }

  let world: StoryWorld
  let forge: GitHubStandIn

  /// Makes the world; `ghcr` puts the stand-in of the container registry before the real one.
  init(_ size: StoryWorld.Size = .small, ghcr: Bool = false, extra: String = "", options: [String] = []) async throws {
    world = try await StoryWorld(size, extra: "approve:\n  by: none\n\(extra)")
    forge = try await GitHubStandIn.start(
      for: world.origin, tool: Executable.tool("github-stand-in"), registry: ghcr ? world.registry.host : nil,
      options: options)
    try await world.git("checkout", "-q", "main")
    guard let host = forge.registry, ghcr else { return }
    let file = "\(world.clone)/.brokkr-release.yml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let github = text.contains("github:\n") ? "" : "github:\n"
    try StoryWorld.write(
      text.replacing(world.registry.host, with: host) + "\(github)  registry: \(host)\n", to: file)
    for part in size.parts {
      let values = "\(world.clone)/charts/brokkr-\(part)/values.yaml"
      try StoryWorld.write(
        String(contentsOfFile: values, encoding: .utf8).replacing(world.registry.host, with: host), to: values)
    }
    try await world.git("add", "-A")
    try await world.git("commit", "-q", "-m", "chore: where images go")
    try await world.git("push", "-q", "origin", "main")
  }

  /// Runs the executable as somebody with a token.
  func run(
    _ arguments: [String], token: String? = "ghp_admin", in folder: String? = nil, _ more: [String: String] = [:]
  )
    async throws -> StoryWorld.Outcome
  {
    var environment = world.environment.merging(forge.environment(token: token ?? "")) { $1 }
    if token == nil { (environment["GH_TOKEN"], environment["GITHUB_TOKEN"]) = (nil, "") }
    return try await world.started(arguments, in: folder, environment.merging(more) { $1 })
  }

  /// Every release, drafts too, one line each.
  func releases() async throws -> [String] {
    try await forge.value("releases", as: [Release].self).map(\.line).sorted()
  }

  /// The tag of the release that bears the latest mark; nil where none does.
  func latest() async throws -> String? {
    let text = try await forge.text("latest").split(whereSeparator: \.isWhitespace).joined()
    return text == "null" || text.isEmpty ? nil : text.replacing("\"", with: "")
  }
}
