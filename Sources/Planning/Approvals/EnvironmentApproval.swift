public import GitHub
import Refusals
public import ReleaseEngine
import SemanticVersioning

/// The approval by a GitHub environment: the reviews of the run that this process is a step of.
///
/// GitHub lets a job go on after one review, and shows the reviews of all attempts of a run without a date and without
/// what was reviewed. What they are for is bound by the run: it has to be going on, and to be this version's.
public struct EnvironmentApproval: Sendable {
  /// The rule in effect.
  public var policy: ApprovalConfiguration
  /// The repository on GitHub.
  public var client: GitHubClient
  /// The run that is asked about.
  public var run: ActionsRun

  /// Makes it of its parts.
  public init(_ policy: ApprovalConfiguration, client: GitHubClient, run: ActionsRun) {
    (self.policy, self.client, self.run) = (policy, client, run)
  }

  /// Finds the run that this process is a step of.
  ///
  /// - Throws: a `Refusal` where the repository is not on GitHub, or this is no run.
  public init(_ policy: ApprovalConfiguration, of tag: String, in workspace: Workspace) async throws {
    let client = try await Self.client(of: tag, policy, workspace)
    guard ActionsRun.isInside(workspace.environment) else {
      throw Refusal(
        .approvalMissing,
        what: "\(tag) was not published: it is approved in the GitHub environment \(policy.environment).",
        why: "Only a run of Actions that waits there can publish it",
        remedy: "Run `brokkr-release cut \(tag)`: it starts \(ReleaseWorkflow.file) and follows it.")
    }
    guard let run = ActionsRun(workspace.environment) else {
      throw Refusal(
        .approvalMissing, what: "\(tag) was not published: nobody can say whether it was approved.",
        why: "GITHUB_RUN_ID does not name the run whose reviews count",
        remedy: "Run it as a step of a job of GitHub Actions, which sets that variable.")
    }
    self.init(policy, client: client, run: run)
  }

  /// The repository on GitHub, without which nothing can be approved by an environment.
  public static func client(
    of tag: String, _ policy: ApprovalConfiguration, _ workspace: Workspace
  ) async throws -> GitHubClient {
    if let client = await workspace.forge { return client }
    throw Refusal(
      .approvalMissing, what: "\(tag) was not published: nobody can approve it.",
      why: "It is approved in the GitHub environment \(policy.environment), and the remote is not on GitHub",
      remedy: "Set `approve: { by: signature }` or `by: prompt`, or name the repository by `github.repository`.")
  }

  /// Throws where the environment asks nobody, so that it approves nothing, or fewer people than have to agree.
  public static func requireProtection(
    of tag: String, _ policy: ApprovalConfiguration, _ client: GitHubClient
  ) async throws {
    let why: String
    switch try await client.environment(policy.environment) {
    case let environment? where environment.isReviewed:
      guard let people = environment.people, people < policy.minimum else { return }
      throw Refusal(
        .approvalMissing, what: "\(tag) was not published: it can never be approved.",
        why:
          "\(policy.minimum) different people have to agree, and the environment \(environment.name) has \(people == 1 ? "one reviewer" : "\(people) reviewers"): \(environment.reviewers.map(\.name).joined(separator: ", "))",
        remedy:
          "Add reviewers to it at \(client.server.pages)/\(client.repository)/settings/environments, or lower `approve.minimum`."
      )
    case let environment?: why = "The environment \(environment.name) has no required reviewers, so it approves nothing"
    case nil:
      why = "GitHub shows no environment \(policy.environment); a run that names one makes it without protection"
    }
    throw Refusal(
      .approvalMissing, what: "\(tag) was not published: nobody was asked for an approval.", why: why,
      remedy: "Add required reviewers to it at \(client.server.pages)/\(client.repository)/settings/environments.")
  }

  /// The approvals of a release, to be recorded; read anew each time.
  ///
  /// - Parameters:
  ///   - tag: the release's tag.
  ///   - now: when they are read, as RFC 3339 in UTC: GitHub gives no date.
  /// - Returns: one approval a person.
  /// - Throws: a `Refusal` where they do not suffice.
  public func read(for tag: String, now: String) async throws -> [Approval] {
    try await Self.requireProtection(of: tag, policy, client)
    guard let found = try await client.run(run.id) else {
      throw Refusal(
        .unauthorized, what: "\(tag) was not published: the run \(run.id) was not read.",
        why: "GitHub shows no such run to \(client.token?.description ?? "nobody")",
        remedy: "The job needs the permission `actions: read`.")
    }
    guard !found.isCompleted else {
      throw Refusal(
        .approvalMissing, what: "\(tag) was not published: the run has ended, and its approval with it.",
        why: found.page, remedy: "Start a new run: `brokkr-release cut \(tag)`.")
    }
    if let other = Self.otherVersion(in: found, than: tag) {
      throw Refusal(
        .approvalMissing, what: "\(tag) was not published: the run was approved for \(other).", why: found.page,
        remedy: "Start a run of its own: `brokkr-release cut \(tag)`.")
    }
    let starters = [found.actor, found.triggeringActor].compactMap { $0?.login }
    let count = ReviewCount(try await client.reviews(of: run.id), policy, starters: starters)
    if let rejection = count.rejection {
      let said = rejection.comment.split(whereSeparator: \.isNewline).joined(separator: " ")
      throw Refusal(
        .approvalMissing,
        what: "\(tag) was not published: \(rejection.user.login) rejected it in the environment \(policy.environment).",
        why: said.isEmpty ? found.page : "\(said.prefix(500))\n\(found.page)",
        remedy: "A rejection holds for the whole run; start a new one: `brokkr-release cut \(tag)`.")
    }
    guard count.people.count >= policy.minimum else { throw tooFew(tag, count, found) }
    return count.people.map { Approval(by: $0, at: now, method: "environment", statement: found.page) }
  }

  private func tooFew(_ tag: String, _ count: ReviewCount, _ run: WorkflowRun) -> Refusal {
    let lines =
      ["\(count.people.count) of \(policy.minimum) approvals in the environment \(policy.environment) count."]
      + count.people.map { "\($0) counts" } + count.refused.map { "\($0.by) does not count: \($0.reason)" } + [run.page]
    return Refusal(
      .approvalMissing, what: "\(tag) was not published: its approval is missing.", why: lines.joined(separator: "\n"),
      remedy: policy.minimum > 1
        ? "GitHub asks one person a job: \(policy.minimum) jobs in a row have to name `environment: \(policy.environment)`, as `workflows write` makes them. Run all jobs again, and let different people answer."
        : "The job has to name `environment: \(policy.environment)`, and somebody else than who started it has to approve."
    )
  }

  /// The other version that a run says it is for; nil where it says this one's or none.
  ///
  /// A run says so by the tag that was pushed, or by a title of the form `Release VERSION`.
  static func otherVersion(in run: WorkflowRun, than tag: String) -> String? {
    let words = (run.title ?? "").split(separator: " ")
    let named = words.count == 2 && words[0].lowercased() == "release" ? String(words[1]) : nil
    let pushed = run.event == "push" ? run.reference : nil
    for name in [named, pushed].compactMap(\.self) where name != tag {
      guard let other = version(in: name) else { continue }
      // Written short, it may leave out what stands before the version in the tag.
      if !name.contains("/") || !tag.contains("/"), other == version(in: tag) { continue }
      return name
    }
    return nil
  }

  /// The version at the end of a tag or a word.
  private static func version(in name: String) -> SemanticVersion? {
    guard let last = name.split(separator: "/").last, let first = last.firstIndex(where: \.isNumber) else { return nil }
    return try? SemanticVersion(parsing: String(last[first...]))
  }
}
