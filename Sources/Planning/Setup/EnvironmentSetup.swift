public import GitHub
import SemanticVersioning

/// How the GitHub environment is set up that guards a release, as commands for somebody who administers the repository.
public struct EnvironmentSetup: Sendable {
  /// The repository at GitHub, as `OWNER/NAME`.
  public let repository: String
  /// The environment.
  public let environment: String
  /// The environment that rollbacks run in, which lets them run at once.
  public static let rollback = "release-rollback"
  /// The tags and the branches that may deploy to it.
  let references: [(kind: String, pattern: String)]
  /// Who starts a run must not approve it.
  let preventsSelfReview: Bool

  /// The set-up for a configuration; nil where the remote is not at GitHub.
  ///
  /// - Parameters:
  ///   - configuration: the configuration.
  ///   - remoteURL: the URL of the remote; nil for none.
  ///   - server: the address of GitHub's pages, as `GITHUB_SERVER_URL` has it.
  public init?(_ configuration: Configuration, remoteURL: String?, server: String = "https://github.com") {
    guard let page = remoteURL.flatMap(SourceURL.page(of:)), page.lowercased().hasPrefix("\(server.lowercased())/")
    else {
      return nil
    }
    let parts = page.dropFirst(server.count + 1).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy(Self.isName) else { return nil }
    self.init(configuration, repository: parts.joined(separator: "/"))
  }

  /// The set-up for a repository at GitHub.
  public init(_ configuration: Configuration, of repository: RepositorySlug) {
    self.init(configuration, repository: repository.description)
  }

  private init(_ configuration: Configuration, repository: String) {
    self.repository = repository
    preventsSelfReview = !configuration.approve.cutterMayApprove
    environment = configuration.approve.environment
    let tags = configuration.components.isEmpty ? [configuration.tag] : configuration.components.map(\.tag)
    references =
      tags.map { ("tag", "\($0.prefix)*\($0.suffix)") } + configuration.branches.map { ("branch", $0.pattern.text) }
  }

  /// The commands; `REVIEWER_ID` stands for a person that only the reader knows, and fails until it is replaced.
  public var commands: [String] { commands(reviewers: []) }

  /// The commands, with the ids of those who approve where they are known.
  public func commands(reviewers: [GitHubClient.EnvironmentSettings.Reviewer]) -> [String] {
    let address = "repos/\(repository)/environments/\(Self.encoded(environment))"
    let known = reviewers.map { ($0.type, String($0.id)) }
    let people = (known.isEmpty ? [("User", "REVIEWER_ID")] : known)
      .map { "{ \"type\": \"\($0)\", \"id\": \($1) }" }.joined(separator: ", ")
    let rules = """
      gh api --method PUT \(address) --input - <<'END'
      {
        "prevent_self_review": \(preventsSelfReview),
        "reviewers": [\(people)],
        "deployment_branch_policy": { "protected_branches": false, "custom_branch_policies": true }
      }
      END
      """
    return [rules]
      + references.map { kind, pattern in
        "gh api --method POST \(address)/deployment-branch-policies -f 'name=\(pattern)' -f type=\(kind)"
      } + ["gh api --method PUT repos/\(repository)/environments/\(Self.rollback)"]
  }

  /// What to know before they are run.
  public static let remarks = [
    "REVIEWER_ID is the number of a person who approves releases: gh api users/LOGIN --jq .id",
    "With prevent_self_review nobody approves a run that they started: where you are alone, set it to false.",
    "The first command, and the last, replace the rules of an environment that is there already.",
    "`brokkr-release init --apply --reviewer LOGIN` does the same, and keeps what is there.",
  ]

  private static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_.".utf8.contains($0) }
  }

  /// The name as one part of an address (RFC 3986, section 2.1).
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      if byte.isASCIIAlphanumeric || "-_.~".utf8.contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
    }.joined()
  }
}
