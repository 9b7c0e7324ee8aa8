/// The credentials that `docker login` and its like left: configuration files and credential helpers.
public struct CredentialStore: Sendable {
  private let environment: [String: String]

  /// Makes the store of an environment; nothing is read yet.
  public init(environment: [String: String]) { self.environment = environment }

  /// The credentials for a host; nil where there are none.
  public func credentials(for host: String) async throws -> Credentials? { try await search(host).credentials }

  /// What was found for a host, and what went wrong on the way, which matters only when nothing was found.
  struct Search: Sendable {
    var credentials: Credentials?
    var remarks: [String] = []
  }

  /// Looks through the files in their order; in each, a helper goes before what the file itself keeps.
  func search(_ host: String) async throws -> Search {
    var search = Search()
    for path in paths {
      let file: CredentialFile
      do {
        guard let found = try CredentialFile(at: path) else { continue }
        file = found
      } catch {
        search.remarks.append("\(path) cannot be read")
        continue
      }
      if let (name, key) = file.helper(for: host) {
        switch try await CredentialHelper(name: name, environment: environment).credentials(for: key) {
        case .found(let credentials):
          search.credentials = credentials
          return search
        case .none: break
        case .broken(let remark): search.remarks.append(remark)
        }
      }
      if let credentials = file.entry(for: host) {
        search.credentials = credentials
        return search
      }
    }
    return search
  }

  private var paths: [String] {
    func path(_ variable: String, _ name: String) -> String? {
      environment[variable].flatMap { $0.isEmpty ? nil : $0 + name }
    }
    let docker = path("DOCKER_CONFIG", "/config.json") ?? path("HOME", "/.docker/config.json")
    return [path("REGISTRY_AUTH_FILE", ""), docker].compactMap(\.self)
  }
}
