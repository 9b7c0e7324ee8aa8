import GitHub

/// What an environment at GitHub is to become, beside what it is: nothing that is there is taken away from it, but that
/// any reference may use it.
public struct EnvironmentPlan: Sendable {
  /// Its name.
  public let name: String
  /// What will be changed, one clause each; empty where it is as it has to be.
  public private(set) var changes: [String] = []
  /// Its rules; nil where they stay.
  let settings: GitHubClient.EnvironmentSettings?
  /// The patterns of references that are added.
  let patterns: [GitHubClient.ReferencePattern]
  /// How it was when this was worked out; nil where it was not there.
  private let before: GitHubClient.EnvironmentSettings?
  /// Everybody who may approve then, and whether they may approve their own runs.
  let after: GitHubClient.EnvironmentSettings

  /// Works out what is missing.
  ///
  /// - Parameters:
  ///   - name: the environment.
  ///   - present: how it is; nil where it is not there.
  ///   - patterns: the references that may use it.
  ///   - wanted: what it is to be.
  init(
    _ name: String, _ present: DeploymentEnvironment?, _ patterns: [GitHubClient.ReferencePattern], wanted: Wanted
  ) {
    self.name = name
    let before = GitHubClient.EnvironmentSettings(of: present)
    var after = before
    if present == nil { changes.append(wanted.isGuarded ? "is made" : "is made, and lets everybody in at once") }
    for (login, person) in wanted.reviewers where !before.reviewers.contains(person) {
      after.reviewers.append(person)
      changes.append("\(login) may approve")
    }
    // Without reviewers GitHub forgets it.
    if wanted.preventsSelfReview, !after.reviewers.isEmpty, !before.preventsSelfReview {
      after.preventsSelfReview = true
      changes.append("nobody approves a run that they started")
    }
    let isRestricted = before.references?.customPatterns == true
    if wanted.isGuarded, !isRestricted {
      after.references = DeploymentEnvironment.ReferencePolicy(protectedBranches: false, customPatterns: true)
      changes.append("only tags and branches of these names may use it")
    }
    // An environment that any reference may use has no patterns.
    self.patterns =
      after.references?.customPatterns == true
      ? wanted.patterns.filter { pattern in !isRestricted || !patterns.contains { $0.isSame(as: pattern) } } : []
    for pattern in self.patterns { changes.append("the \(pattern.type ?? "branch") \(pattern.name) may use it") }
    self.before = present == nil ? nil : before
    settings = present == nil || after != before ? after : nil
    self.after = after
  }

  /// What an environment is to be.
  struct Wanted {
    /// Logins, and who they are.
    var reviewers: [(login: String, person: GitHubClient.EnvironmentSettings.Reviewer)] = []
    /// Who starts a run must not approve it.
    var preventsSelfReview = false
    /// Only references that fit the patterns may use it.
    var isGuarded = false
    /// The patterns.
    var patterns: [GitHubClient.ReferencePattern] = []
  }

  /// Whether an environment is still as it was when this was worked out: a change replaces all of it.
  func isFresh(_ now: DeploymentEnvironment?) -> Bool {
    now.map { GitHubClient.EnvironmentSettings(of: $0) } == before
  }

  /// Whether an environment has become what was planned.
  func holds(_ now: DeploymentEnvironment?, _ patterns: [GitHubClient.ReferencePattern]) -> Bool {
    guard let now else { return false }
    let settings = GitHubClient.EnvironmentSettings(of: now)
    return Set(after.reviewers).isSubset(of: Set(settings.reviewers))
      && settings.waitMinutes == after.waitMinutes
      && (settings.preventsSelfReview || !after.preventsSelfReview) && settings.references == after.references
      && self.patterns.allSatisfy { wanted in patterns.contains { $0.isSame(as: wanted) } }
  }
}
