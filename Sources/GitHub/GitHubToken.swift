import ExternalTools
import HTTP

/// A token of the forge, and where it comes from; its value is in no output.
public struct GitHubToken: Hashable, Sendable, CustomStringConvertible {
  /// What kind of token it is, as its first letters say (GitHub Docs, "About authentication to GitHub").
  public enum Kind: Hashable, Sendable {
    /// The token that a job of Actions gets, or another one of an app's installation (`ghs_`).
    case installation
    /// A personal access token (`ghp_`), whose rights are scopes.
    case classic
    /// A fine-grained personal access token (`github_pat_`).
    case fineGrained
    /// What `gh auth login` and apps get for a person (`gho_`, `ghu_`).
    case user
    /// Something else.
    case other
  }

  /// The secret.
  let value: String
  /// Where it was found, such as `GH_TOKEN`.
  public let source: String

  /// Wraps a token.
  public init(_ value: String, from source: String) { (self.value, self.source) = (value, source) }

  /// The kind of token.
  public var kind: Kind {
    if value.hasPrefix("ghs_") { return .installation }
    if value.hasPrefix("ghp_") { return .classic }
    if value.hasPrefix("github_pat_") { return .fineGrained }
    return value.hasPrefix("gho_") || value.hasPrefix("ghu_") ? .user : .other
  }

  /// Events made with it start no workflow, except those that are dispatched (GitHub Docs, "Triggering a workflow").
  public var startsNoWorkflows: Bool { kind == .installation }

  /// Where it comes from; never its value.
  public var description: String { "the token of \(source)" }

  /// `text` without the token.
  public func redacted(_ text: String) -> String { text.replacing(value, with: "***") }

  /// Looks for a token for a server: the names for GitHub Enterprise Server where it is one, `GH_TOKEN`, `GITHUB_TOKEN`,
  /// and last what the `gh` program knows; nil where there is none.
  public static func find(for server: GitHubServer, in environment: [String: String]) async throws -> GitHubToken? {
    let host = WebAddress(server.pages)?.authority ?? "github.com"
    let isEnterprise = host != "github.com" && !host.hasSuffix(".ghe.com")
    // Where there is one of the server's own, that of github.com stays away from it.
    let names =
      (isEnterprise ? ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"] : []) + ["GH_TOKEN", "GITHUB_TOKEN"]
    for name in names {
      guard let value = environment[name], isUsable(value) else { continue }
      return GitHubToken(value, from: name)
    }
    guard !server.isLoopback, Programs.locate("gh") != nil else { return nil }
    let invocation = Invocation("gh", ["auth", "token", "--hostname", host], deadline: .seconds(10), outputLimit: 4096)
    guard let outcome = try? await invocation.run(), outcome.succeeded else { return nil }
    let value = outcome.text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    return isUsable(value) ? GitHubToken(value, from: "`gh auth token`") : nil
  }

  /// A header cannot hold anything else, and an empty variable is as good as none.
  private static func isUsable(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }
}
