import Git
import GitHub
import Publishing
import SemanticVersioning

/// The environment that releases wait at: whether it is there, and whether anybody guards it.
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
    return try await examine(policy, client)
  }

  func defaultBranch(_ client: GitHubClient) async throws -> String? {
    try await client.repositoryFacts()?.defaultBranch
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
    if isNeeded, environment.isReviewed, let people = environment.people, people < policy.minimum {
      found.append(
        finding(
          "\(policy.minimum) people have to approve in \(name), which has \(people == 1 ? "one reviewer" : "\(people) reviewers"): no release ever is.",
          fix: "Add reviewers: \(page), or lower `approve.minimum`."))
    }
    found += lonely(environment, policy, page)
    if environment.waitMinutes > 0 {
      found.append(
        warning(
          "\(name) makes every release wait \(environment.waitMinutes) minutes.", fix: "Set its wait timer: \(page)"))
    }
    let tags = ComponentScope.all(of: workspace.configuration).map { $0.tag.tag(for: .init(1, 0, 0)) }
    let branch = isNeeded ? try await defaultBranch(client) : nil
    found += try await shut(environment, to: tags, on: branch, why: "where `cut` starts release.yml", client)
    for maintained in isNeeded ? maintained : [] where maintained != branch {
      found += try await shut(environment, to: [], on: maintained, why: "from where a hotfix is released", client)
    }
    return found.isEmpty
      ? [ok("\(name) is guarded by \(environment.reviewers.map(\.name).joined(separator: ", ")).")] : found
  }

  /// Whether the only reviewer is kept from approving a run that they have started, by GitHub or by the configuration.
  private func lonely(
    _ environment: DeploymentEnvironment, _ policy: ApprovalConfiguration, _ page: String
  ) -> [Diagnosis] {
    guard environment.reviewers.count == 1, environment.reviewers[0].type == "User" else { return [] }
    let isRefused = policy.by == .environment && !policy.cutterMayApprove
    guard environment.preventsSelfReview || isRefused else { return [] }
    let why = environment.preventsSelfReview ? "" : ": `cutter-may-approve` is false"
    return [
      warning(
        "\(environment.reviewers[0].name) is the only reviewer of \(environment.name), and cannot approve a run of their own\(why).",
        fix: "Add another reviewer: \(page)")
    ]
  }

  /// One branch for each pattern of branches that are released from.
  private var maintained: [String] {
    workspace.configuration.releasedBranches.map { $0.replacing("**", with: "*").replacing("*", with: "1.0") }
      .filter { !$0.contains { "?+[]!".contains($0) } }
  }

  /// What an environment keeps out: a release's run is started by a tag, or on a branch by dispatch.
  func shut(
    _ environment: DeploymentEnvironment, to tags: [String], on branch: String?, why: String, _ client: GitHubClient
  ) async throws -> [Diagnosis] {
    guard let entry = try await client.entry(to: environment) else { return [] }
    var found: [Diagnosis] = []
    let shut = tags.filter { !entry.lets(tag: $0) }
    if !shut.isEmpty {
      found.append(
        warning(
          "The environment \(environment.name) does not let tags such as \(shut.joined(separator: ", ")) in.",
          fix: "Allow the tags under \"Deployment branches and tags\": \(page(client))"))
    }
    if let branch, entry.lets(branch: branch) == false {
      found.append(
        warning(
          "The environment \(environment.name) does not let the branch \(branch) in, \(why).",
          fix: "Allow it under \"Deployment branches and tags\": \(page(client))"))
    }
    return found
  }

  func page(_ client: GitHubClient) -> String {
    "\(client.server.pages)/\(client.repository)/settings/environments"
  }
}
