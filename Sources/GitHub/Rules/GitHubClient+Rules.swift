import HTTP
import Refusals

extension GitHubClient {
  /// The repository; nil where the token may not see it.
  public func repositoryFacts() async throws -> GitHubRepository? {
    try await get(path(""), "The repository \(repository) was not read")
  }

  /// The rules in force for a branch, which need not exist.
  public func rules(of branch: String) async throws -> [RepositoryRule] {
    let name = branch.split(separator: "/", omittingEmptySubsequences: false)
      .map { PercentEncoding.encode(String($0)) }.joined(separator: "/")
    return try await all(path("rules/branches/\(name)"), "The rules of the branch \(branch) were not read") ?? []
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

  /// Whether releases become immutable when they are published; nil where the token may not know.
  public func makesImmutableReleases() async throws -> Bool? {
    struct Answer: Decodable { var enabled: Bool }
    let what = "The setting for immutable releases was not read"
    let response = try await send("GET", path("immutable-releases"), what)
    // Off and "may not know" are both "not found".
    guard response.status != 404, response.status != 403 else { return nil }
    let answer: Answer = try document(of: response, what)
    return answer.enabled
  }
}

extension GitHubClient {
  /// How many days artifacts of runs are kept; nil where the token may not know.
  public func artifactRetention() async throws -> Int? {
    struct Answer: Decodable { var days: Int }
    let what = "How long artifacts are kept was not read"
    let response = try await send("GET", path("actions/permissions/artifact-and-log-retention"), what)
    guard response.status != 404, response.status != 403 else { return nil }
    let answer: Answer = try document(of: response, what)
    return answer.days
  }
}
