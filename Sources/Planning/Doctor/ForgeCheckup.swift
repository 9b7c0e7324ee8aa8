import Git
import GitHub
import Publishing
import Refusals
import SemanticVersioning

/// GitHub: the token and its rights, rules that stand in the way, and whether releases become final.
struct ForgeCheckup: Checkup {
  static let name = "GitHub"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    guard let client = await workspace.forge else {
      return [ok("The remote is not on \(workspace.places.forge.server.pages): nothing is done there.")]
    }
    let isReleased = workspace.configuration.github.release
    guard let token = client.token else {
      let fix = "Set GH_TOKEN, or run `gh auth login`."
      var finding = warning("There is no token for \(client.repository).", fix: fix)
      if isReleased { finding.state = .failed }
      return [finding]
    }
    guard let repository = try await client.repositoryFacts() else {
      return [
        failed(
          Refusal(
            .unauthorized, what: "GitHub shows no \(client.repository) to \(token).",
            remedy: "Use a token that may read it."))
      ]
    }
    var found = [ok("\(repository.name) is there, seen with \(token).")]
    if RepositorySlug(repository.name) != client.repository {
      found.append(
        warning(
          "\(client.repository) is called \(repository.name) now; slots keep the name that they are recorded under.",
          fix: "Set `github: { repository: \(client.repository) }` to keep it, or give the remote its new address."))
    }
    if isReleased {
      if let problem = try await client.releaseWriteProblem() {
        found.append(failed(problem))
      } else if repository.rights?.push == false, token.kind != .installation {
        found.append(
          failed(
            Refusal(
              .unauthorized, what: "\(token) may not push, and so sees no drafts.",
              remedy: "Use a token of somebody with the role Write.")))
      } else {
        found.append(ok("\(token) may write releases."))
      }
    }
    found += try await immutability(client)
    found += try await rules(client)
    return found
  }

  private func immutability(_ client: GitHubClient) async throws -> [Diagnosis] {
    switch try await client.makesImmutableReleases() {
    case true:
      [
        warning(
          "Releases become immutable: a rollback leaves tag and assets, and marks them.",
          fix: "Nothing is wrong with that; know it before you need it.")
      ]
    case false: [ok("Releases are not immutable: they can be taken back whole.")]
    case nil: [unknown("Whether releases become immutable is for administrators to see.", fix: "")]
    }
  }

  /// What stands in the way of the next tag of each component, and of the branch that is checked out.
  private func rules(_ client: GitHubClient) async throws -> [Diagnosis] {
    var found: [Diagnosis] = []
    for scope in ComponentScope.all(of: workspace.configuration) {
      // Any version shows what the rules are for.
      let tag = scope.tag.tag(for: .init(999, 0, 0))
      for ruleset in try await client.tagRulesets(for: "refs/tags/\(tag)") where !ruleset.isBypassed {
        let rules = ruleset.rules ?? []
        if rules.contains(where: { $0.stopsCreation(of: tag) }) {
          found.append(
            failed(
              Refusal(
                .unauthorized,
                what: "The ruleset `\(ruleset.name)` does not let \(client.token?.source ?? "") tag \(tag).",
                remedy: "Add who releases to its bypass list: \(page(ruleset.id, client))")))
        } else if rules.contains(where: { $0.demand != nil }) {
          found.append(
            warning(
              "The ruleset `\(ruleset.name)` asks something of the commits behind tags such as \(tag): signatures, deployments, or texts of a pattern.",
              fix:
                "Where a release's own commit does not meet it, add who releases to its bypass list: \(page(ruleset.id, client))"
            ))
        } else if rules.contains(where: \.stopsDeletion) {
          found.append(
            warning(
              "The ruleset `\(ruleset.name)` keeps tags: a purge leaves the tag.",
              fix: "Add who rolls back to its bypass list: \(page(ruleset.id, client))"))
        }
      }
    }
    guard workspace.configuration.stamp == .commit, case .branch(let branch, _) = try workspace.repository.head() else {
      return found
    }
    for id in Set(try await client.rules(of: branch).filter(\.stopsPush).compactMap(\.ruleset)).sorted() {
      guard let ruleset = try await client.ruleset(id), !ruleset.isBypassed else { continue }
      found.append(
        warning(
          "The ruleset `\(ruleset.name)` protects \(branch): a release leaves the branch, and `stamp` writes the same.",
          fix: "Add who releases to its bypass list: \(page(id, client))"))
    }
    return found
  }

  private func page(_ ruleset: Int64, _ client: GitHubClient) -> String {
    "\(client.server.pages)/\(client.repository)/rules/\(ruleset)"
  }
}
