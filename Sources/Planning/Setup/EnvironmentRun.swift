import GitHub
public import Refusals

/// Sets up the environments of a repository at GitHub that releases and rollbacks run in.
public struct EnvironmentRun: Sendable {
  /// How many reviewers an environment can have (GitHub Docs, "Managing environments for deployment").
  static let mostReviewers = 6

  /// What is missing, and what is to be said of it.
  public struct Plan: Sendable {
    /// The environments, the one of releases first.
    public var environments: [EnvironmentPlan]
    /// Remarks.
    public var notes: [Note]
    /// The repository, `OWNER/NAME`.
    public var repository: String
    let reviewers: [GitHubClient.EnvironmentSettings.Reviewer]
  }

  private let workspace: Workspace
  private let logins: [String]

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - workspace: what the command works on.
  ///   - reviewers: the logins of further people who approve.
  public init(workspace: Workspace, reviewers: [String]) { (self.workspace, logins) = (workspace, reviewers) }

  /// Reads the environments and works out what is missing.
  ///
  /// - Returns: what would be changed.
  /// - Throws: a `Refusal` where the remote is not at GitHub, somebody is not known, or the token may not change it.
  public func plan() async throws -> Plan {
    let client = try await client()
    let setup = EnvironmentSetup(workspace.configuration, of: client.repository)
    let patterns = setup.references.map { GitHubClient.ReferencePattern(name: $0.pattern, type: $0.kind) }
    var people: [(login: String, person: GitHubClient.EnvironmentSettings.Reviewer)] = []
    for login in logins {
      guard let person = try await client.reviewer(login) else {
        throw Refusal(
          .usage, what: "Nothing was changed: GitHub shows no \(login.contains("/") ? "team" : "person") \(login).",
          remedy: "Name a person by login, a team as ORGANIZATION/TEAM; to see teams a token needs read:org.")
      }
      if !people.contains(where: { $0.person == person }) { people.append((login, person)) }
    }
    let reviewers = people.map(\.person)
    if let rights = try await client.repositoryFacts()?.rights, !rights.admin {
      throw forbidden(
        setup, reviewers, "\(client.token?.description ?? "The token") has no role Admin on \(setup.repository)")
    }
    let release = EnvironmentPlan(
      setup.environment, try await client.environment(setup.environment),
      try await client.referencePatterns(of: setup.environment),
      wanted: .init(
        reviewers: people, preventsSelfReview: setup.preventsSelfReview, isGuarded: true, patterns: patterns))
    guard release.after.reviewers.count <= Self.mostReviewers else {
      throw Refusal(
        .usage,
        what: "Nothing was changed: \(setup.environment) would have \(release.after.reviewers.count) reviewers.",
        why: "GitHub takes \(Self.mostReviewers)", remedy: "Name a team by --reviewer ORGANIZATION/TEAM.")
    }
    let rollback = EnvironmentPlan(
      EnvironmentSetup.rollback, try await client.environment(EnvironmentSetup.rollback),
      try await client.referencePatterns(of: EnvironmentSetup.rollback),
      wanted: .init(patterns: patterns.filter { $0.type == "branch" }))
    return Plan(
      environments: [release, rollback], notes: notes(release), repository: setup.repository, reviewers: reviewers)
  }

  /// Changes what is missing, and reads it back.
  public func apply(_ plan: Plan) async throws {
    let client = try await client()
    for environment in plan.environments where !environment.changes.isEmpty {
      guard environment.isFresh(try await client.environment(environment.name)) else {
        throw Refusal(
          .drifted, what: "The environment \(environment.name) was not changed: somebody has changed it meanwhile.",
          remedy: "Run the same command again; it shows what is still missing.")
      }
      do {
        if let settings = environment.settings { _ = try await client.put(settings, as: environment.name) }
        for pattern in environment.patterns { try await client.add(pattern, to: environment.name) }
      } catch let refusal as Refusal where refusal.code == .unauthorized {
        throw forbidden(
          EnvironmentSetup(workspace.configuration, of: client.repository), plan.reviewers, refusal.message)
      }
      guard
        environment.holds(
          try await client.environment(environment.name), try await client.referencePatterns(of: environment.name))
      else {
        throw Refusal(
          .forgeRefused, what: "The environment \(environment.name) is not what it was to become.",
          why: "GitHub took the change, and shows something else",
          remedy: "Required reviewers need a public repository or GitHub Enterprise; look at "
            + "\(client.server.pages)/\(client.repository)/settings/environments.")
      }
    }
  }

  private func client() async throws -> GitHubClient {
    guard let client = await workspace.forge else {
      throw Refusal(
        .usage, what: "No environment was set up: the remote is not at GitHub.",
        remedy: "Set `github: { repository: OWNER/NAME }` where its address does not tell.")
    }
    guard client.token != nil else {
      throw Refusal(
        .unauthorized, what: "No environment was set up: there is no token.",
        why: "Neither GH_TOKEN nor GITHUB_TOKEN is set, and `gh auth token` gives none",
        remedy: "Set GH_TOKEN, or run `gh auth login`.")
    }
    return client
  }

  private func notes(_ release: EnvironmentPlan) -> [Note] {
    var notes: [Note] = []
    let (name, after) = (release.name, release.after)
    if after.reviewers.isEmpty {
      notes.append(
        Note("environment-open", "\(name) has no reviewers, and approves nothing: name them by --reviewer LOGIN."))
    } else if after.preventsSelfReview, after.reviewers.count == 1, after.reviewers[0].type == "User" {
      notes.append(
        Note("environment-alone", "\(name) has one reviewer, who cannot approve a run of their own: name another one."))
    }
    if workspace.configuration.approve.by != .environment {
      notes.append(
        Note("environment-unused", "Releases are not approved there before `approve: { by: environment }` is set."))
    }
    return notes
  }

  private func forbidden(
    _ setup: EnvironmentSetup, _ reviewers: [GitHubClient.EnvironmentSettings.Reviewer], _ why: String
  ) -> Refusal {
    let commands = setup.commands(reviewers: reviewers).joined(separator: "\n")
    return Refusal(
      .unauthorized, what: "The environments of \(setup.repository) were not set up.", why: why,
      remedy: "Only somebody with the role Admin can; give them these commands:\n\(commands)")
  }
}
