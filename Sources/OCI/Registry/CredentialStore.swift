import ExternalTools
import FoundationEssentials

/// The credentials that `docker login` and its like left: configuration files and credential helpers.
public struct CredentialStore: Sendable {
  private let environment: [String: String]

  /// Makes the store of an environment; nothing is read yet.
  public init(environment: [String: String]) { self.environment = environment }

  private struct ConfigFile: Decodable {
    struct Entry: Decodable {
      var auth: String?
      var username: String?
      var password: String?
      var identitytoken: String?
    }
    var auths: [String: Entry]?
    var credHelpers: [String: String]?
    var credsStore: String?
  }

  private struct HelperAnswer: Decodable {
    var Username: String
    var Secret: String
  }

  /// The credentials for a host; nil where there are none.
  public func credentials(for host: String) async throws -> Credentials? {
    for path in paths {
      guard let data = try? Data(contentsOf: URL(filePath: path)),
        let file = try? JSONDecoder().decode(ConfigFile.self, from: data)
      else { continue }
      for name in Self.names(of: host) {
        if let helper = file.credHelpers?[name], let found = try await ask(helper, name) { return found }
      }
      if let helper = file.credsStore {
        for name in Self.names(of: host) { if let found = try await ask(helper, name) { return found } }
      }
      for name in Self.names(of: host) { if let found = file.auths?[name].flatMap(Self.credentials) { return found } }
    }
    return nil
  }

  private var paths: [String] {
    var paths: [String] = []
    if let path = environment["REGISTRY_AUTH_FILE"], !path.isEmpty { paths.append(path) }
    if let folder = environment["DOCKER_CONFIG"], !folder.isEmpty {
      paths.append("\(folder)/config.json")
    } else if let home = environment["HOME"], !home.isEmpty {
      paths.append("\(home)/.docker/config.json")
    }
    return paths
  }

  /// The names under which a host is kept.
  private static func names(of host: String) -> [String] {
    var names = [host, "https://\(host)", "http://\(host)", "https://\(host)/v1/", "https://\(host)/v2/", "\(host)/"]
    if host == "docker.io" || host == "registry-1.docker.io" {
      names += ["https://index.docker.io/v1/", "index.docker.io", "docker.io"]
    }
    return names
  }

  private static func credentials(_ entry: ConfigFile.Entry) -> Credentials? {
    if let token = entry.identitytoken, !token.isEmpty { return Credentials(user: "<token>", secret: token) }
    if let auth = entry.auth, let bytes = Base64.decode(auth), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      return Credentials(
        user: String(decoding: bytes[..<colon], as: UTF8.self),
        secret: String(decoding: bytes[(colon + 1)...], as: UTF8.self))
    }
    guard let user = entry.username, let password = entry.password else { return nil }
    return Credentials(user: user, secret: password)
  }

  /// Asks a helper, which reads the host on standard input and answers in JSON; one that has none says so by its status.
  private func ask(_ helper: String, _ host: String) async throws -> Credentials? {
    let program = "docker-credential-\(helper)"
    guard helper.utf8.allSatisfy({ $0 != UInt8(ascii: "/") }), Programs.locate(program) != nil else { return nil }
    let outcome = try await Invocation(program, ["get"], input: Array(host.utf8), deadline: .seconds(30)).run()
    guard outcome.succeeded, let answer = try? JSONDecoder().decode(HelperAnswer.self, from: Data(outcome.output))
    else {
      return nil
    }
    return Credentials(user: answer.Username, secret: answer.Secret)
  }
}
