import FoundationEssentials

/// The file `config.json` of Docker, which podman, skopeo and Helm write alike.
struct CredentialFile: Decodable {
  struct Entry: Decodable {
    var auth: String?
    var username: String?
    var password: String?
    var identitytoken: String?
  }

  var auths: [String: Entry]?
  var credHelpers: [String: String]?
  var credsStore: String?

  /// Reads a file; nil where there is none.
  ///
  /// - Throws: where it is there and is not such a file.
  init?(at path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    self = try JSONDecoder().decode(CredentialFile.self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// The helper that keeps the credentials of a host, and the name under which it does; nil for none.
  func helper(for host: String) -> (name: String, key: String)? {
    for key in Self.keys(of: host) {
      // An empty name says that this host has no helper although others have.
      if let name = credHelpers?[key] { return name.isEmpty ? nil : (name, key) }
    }
    return credsStore.flatMap { $0.isEmpty ? nil : ($0, Self.isDockerHub(host) ? Self.hubKey : host) }
  }

  /// The credentials that the file itself keeps for a host.
  func entry(for host: String) -> Credentials? {
    for key in Self.keys(of: host) { if let found = auths?[key].flatMap(Self.credentials) { return found } }
    return nil
  }

  private static let hubKey = "https://index.docker.io/v1/"

  private static func isDockerHub(_ host: String) -> Bool { host == "docker.io" }

  /// The names under which a host is kept: what `docker login` writes, and what older programs wrote.
  private static func keys(of host: String) -> [String] {
    let hosts = isDockerHub(host) ? ["index.docker.io", "docker.io", "registry-1.docker.io"] : [host]
    return (isDockerHub(host) ? [hubKey] : [])
      + hosts.flatMap { name in
        [name, "\(name)/"]
          + ["https", "http"].flatMap { scheme in
            ["", "/", "/v1/", "/v2/", "/v1", "/v2"].map { "\(scheme)://\(name)\($0)" }
          }
      }
  }

  private static func credentials(_ entry: Entry) -> Credentials? {
    if let token = entry.identitytoken, !token.isEmpty { return Credentials(user: "<token>", secret: token) }
    if let auth = entry.auth, let bytes = Base64.decode(auth), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      // Docker pads what it writes with zero bytes.
      let secret = bytes[(colon + 1)...].filter { $0 != 0 }
      guard colon > 0 || !secret.isEmpty else { return nil }
      return Credentials(
        user: String(decoding: bytes[..<colon], as: UTF8.self), secret: String(decoding: secret, as: UTF8.self))
    }
    guard let user = entry.username, let password = entry.password, !user.isEmpty else { return nil }
    return Credentials(user: user, secret: password)
  }
}
