import Git
import GitHub
import Publishing
import SemanticVersioning

/// The environments that releases and rollbacks wait at: whether they are there, and whether anybody guards them.
struct EnvironmentCheckup: Checkup {
  static let name = "environments"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    guard let client = await workspace.forge, client.token != nil else { return [] }
    let policy = try await ApprovalPolicy.inEffect(workspace, RemoteFacts.ask(workspace.git))
    let hasWorkflows = try workspace.repository.head().commit.map {
      try !workspace.repository.files(in: $0, under: ".github/workflows").isEmpty
    }
    guard policy.by == .environment || hasWorkflows == true else { return [] }
    var found = try await examine(policy, client)
    if let rollback = try await client.environment(EnvironmentSetup.rollback), rollback.waitMinutes > 0 {
      found.append(
        warning(
          "\(EnvironmentSetup.rollback) makes a rollback wait \(rollback.waitMinutes) minutes.",
          fix: "Set its wait timer to 0: \(page(client))"))
    }
    return found
  }

  private func examine(_ policy: ApprovalConfiguration, _ client: GitHubClient) async throws -> [Diagnosis] {
    let (name, page) = (policy.environment, page(client))
    let isNeeded = policy.by == .environment
    func finding(_ message: String, fix: String) -> Diagnosis {
      Diagnosis(Self.name, isNeeded ? .failed : .warning, message, fix: fix)
    }
    guard let environment = try await client.environment(name) else {
      return [
        finding(
          "The environment \(name) does not exist: the first run makes one that protects nothing.",
          fix: "Make it with required reviewers: \(page), or by `brokkr-release init --apply`.")
      ]
    }
    var found: [Diagnosis] = []
    if !environment.isReviewed {
      found.append(
        finding(
          "The environment \(name) has no required reviewers: it approves nothing.",
          fix: "Add them: \(page). They need a public repository or GitHub Enterprise."))
    }
    if environment.preventsSelfReview, environment.reviewers.count == 1, environment.reviewers[0].type == "User" {
      found.append(
        warning(
          "\(environment.reviewers[0].name) is the only reviewer of \(name), and cannot approve a run of their own.",
          fix: "Add another reviewer: \(page)"))
    }
    if environment.waitMinutes > 0 {
      found.append(
        warning(
          "\(name) makes every release wait \(environment.waitMinutes) minutes.", fix: "Set its wait timer: \(page)"))
    }
    found += try await references(of: environment, client)
    return found.isEmpty
      ? [ok("\(name) is guarded by \(environment.reviewers.map(\.name).joined(separator: ", ")).")] : found
  }

  /// Tags have to be let in, since that is what a release's run is started by.
  private func references(of environment: DeploymentEnvironment, _ client: GitHubClient) async throws -> [Diagnosis] {
    guard let policy = environment.references else { return [] }
    let tags = ComponentScope.all(of: workspace.configuration).map {
      $0.tag.tag(for: .init(1, 0, 0))
    }
    let patterns = policy.customPatterns ? try await client.referencePatterns(of: environment.name) : []
    let shut = tags.filter { tag in
      !patterns.contains { $0.type == "tag" && NamePattern($0.name).matches(tag) }
    }
    guard !shut.isEmpty else { return [] }
    return [
      warning(
        "The environment \(environment.name) does not let tags such as \(shut.joined(separator: ", ")) in.",
        fix: "Allow the tags under \"Deployment branches and tags\": \(page(client))")
    ]
  }

  private func page(_ client: GitHubClient) -> String {
    "\(client.server.pages)/\(client.repository)/settings/environments"
  }
}
