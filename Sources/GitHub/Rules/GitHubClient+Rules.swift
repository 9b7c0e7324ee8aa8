import HTTP
import Refusals

extension GitHubClient {
  /// The repository; nil where the token may not see it.
  public func repositoryFacts() async throws -> GitHubRepository? {
    try await get(path(""), "The repository \(repository) was not read")
  }

  /// The rules in force for a branch, which need not exist.
  public func rules(of branch: String) async throws -> [RepositoryRule] {
    try await all(path("rules/branches/\(Self.segments(branch))"), "The rules of the branch \(branch) were not read")
      ?? []
  }

  /// Whether a branch is protected, by rules of whatever kind; no where there is none of the name.
  public func isProtected(branch: String) async throws -> Bool {
    struct Branch: Decodable { var protected: Bool }
    let found: Branch? = try await get(
      path("branches/\(Self.segments(branch))"), "The branch \(branch) was not read")
    return found?.protected == true
  }

  private static func segments(_ branch: String) -> String {
    branch.split(separator: "/", omittingEmptySubsequences: false).map { PercentEncoding.encode(String($0)) }
      .joined(separator: "/")
  }

  /// The sets of rules for tags that are in force for a full reference name, whole.
  public func tagRulesets(for reference: String) async throws -> [Ruleset] {
    let what = "The rules for tags were not read"
    let list: [Ruleset] = try await all(path("rulesets?includes_parents=true&targets=tag"), what) ?? []
    var found: [Ruleset] = []
    for entry in list where entry.target ?? "tag" == "tag" && entry.enforcement == "active" {
      guard let whole: Ruleset = try await get(path("rulesets/\(entry.id)?includes_parents=true"), what),
        whole.applies(to: reference)
      else { continue }
      found.append(whole)
    }
    return found
  }

  /// One set of rules; nil where the token may not see it.
  public func ruleset(_ id: Int64) async throws -> Ruleset? {
    try await get(path("rulesets/\(id)?includes_parents=true"), "A set of rules was not read")
  }

  /// Whether releases become immutable when they are published: by the setting, or where the token may not see it by
  /// what became of the newest release; nil where neither tells.
  public func makesImmutableReleases() async throws -> Bool? {
    struct Setting: Decodable { var enabled: Bool }
    // Off and "may not know" are both "not found".
    let setting: Setting? = try await setting("immutable-releases", "The setting for immutable releases was not read")
    if let setting { return setting.enabled }
    // Whoever may see the setting is told "not found" where it is off.
    if try await repositoryFacts()?.rights?.admin == true { return false }
    return try await newestRelease()?.isImmutable
  }

  /// How many days artifacts of runs are kept; nil where the token may not know.
  public func artifactRetention() async throws -> Int? {
    struct Setting: Decodable { var days: Int }
    let setting: Setting? = try await setting(
      "actions/permissions/artifact-and-log-retention", "How long artifacts are kept was not read")
    return setting?.days
  }

  /// A setting of the repository; nil where the token may not see it.
  private func setting<Setting: Decodable>(_ rest: String, _ what: String) async throws -> Setting? {
    let response = try await send("GET", path(rest), what)
    if response.status == 404 || response.status == 403 && !RetryPolicy.isRateLimit(response) { return nil }
    return try document(of: response, what)
  }
}
