import HTTP

/// One installation of GitHub: where its pages, its API and its container registry are.
public struct GitHubServer: Hashable, Sendable {
  /// The pages, such as `https://github.com`, without a slash at the end.
  public var pages: String
  /// The API, such as `https://api.github.com`; it may have a path, and has no slash at the end.
  public var api: String
  /// The host of the container registry, such as `ghcr.io`.
  public var registry: String

  /// Derives the addresses from the pages' address, as GitHub lays them out.
  ///
  /// github.com has `api.github.com`, a tenant of ghe.com `api.` before its name, any other host `/api/v3` on itself
  /// (GitHub Docs, "Getting started with the REST API").
  public init(pages: String) {
    let pages = Self.trimmed(pages)
    let host = WebAddress(pages)?.authority ?? "github.com"
    self.pages = pages
    if host == "github.com" {
      (api, registry) = ("https://api.github.com", "ghcr.io")
    } else {
      api = host.hasSuffix(".ghe.com") ? pages.replacing("://", with: "://api.", maxReplacements: 1) : "\(pages)/api/v3"
      registry = "containers.\(host)"
    }
  }

  /// Reads `GITHUB_SERVER_URL` and `GITHUB_API_URL`; github.com where they are not set.
  public init(environment: [String: String]) {
    func value(_ name: String) -> String? { environment[name].flatMap { WebAddress($0) == nil ? nil : $0 } }
    self.init(pages: value("GITHUB_SERVER_URL") ?? "https://github.com")
    if let api = value("GITHUB_API_URL") { self.api = Self.trimmed(api) }
  }

  /// The API is on this machine, where only a stand-in of GitHub can be.
  public var isLoopback: Bool { WebAddress(api).map { HostReach($0.host) == .loopback } ?? false }

  /// Whether a token may be sent there: not in the clear, except inside this machine.
  public var isTrusted: Bool { WebAddress(api)?.scheme == "https" || isLoopback }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.hasSuffix("/") { text = text.dropLast() }
    return String(text)
  }
}
