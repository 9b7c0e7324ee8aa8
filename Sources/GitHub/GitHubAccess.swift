public import HTTP
import Synchronization

/// The way to GitHub: one client a repository, and a token that is looked for once, when it is first needed.
public final class GitHubAccess: Sendable {
  /// The installation.
  public let server: GitHubServer
  private let environment: [String: String]
  private let transport: any HTTPTransport
  private let clients = Mutex<[RepositorySlug: GitHubClient]>([:])
  /// The search for the token, once it is under way; asking another program takes time that most commands do not need.
  private let search = Mutex<Task<GitHubToken?, Never>?>(nil)

  /// Makes the way; nothing is asked yet.
  public init(server: GitHubServer, environment: [String: String], transport: any HTTPTransport) {
    self.server = server
    self.environment = environment
    self.transport = transport
  }

  /// Nobody on github.com.
  public static var nobody: GitHubAccess {
    GitHubAccess(server: GitHubServer(pages: "https://github.com"), environment: [:], transport: NetworkTransport())
  }

  /// The token; nil where there is none.
  public var token: GitHubToken? {
    get async {
      let (server, environment) = (server, environment)
      let task = search.withLock { search in
        let task = search ?? Task { try? await GitHubToken.find(for: server, in: environment) }
        search = task
        return task
      }
      return await task.value
    }
  }

  /// The client of one repository.
  public func client(_ slug: RepositorySlug) async -> GitHubClient {
    let token = await token
    return clients.withLock { clients in
      if let client = clients[slug] { return client }
      let client = GitHubClient(slug, on: server, token: token, transport: transport)
      clients[slug] = client
      return client
    }
  }
}
