import FoundationEssentials
import Refusals
import TestSupport
import Testing

@testable import OCI

/// Where credentials are found.
@Suite("Credential store")
struct CredentialStoreTests {
  private let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory("credentials") }

  private func store(_ environment: [String: String] = [:]) -> CredentialStore {
    CredentialStore(
      environment: ["HOME": scratch.path, "PATH": "\(scratch.path)/bin:/usr/bin:/bin"].merging(environment) { $1 })
  }

  private func find(_ host: String, _ config: String) async throws -> Credentials? {
    try scratch.write(config, to: ".docker/config.json")
    return try await store().credentials(for: host)
  }

  /// A helper that answers for one name only, and notes what it was asked.
  private func helper(
    _ name: String, knows host: String, _ answer: String = #"{"Username":"helped","Secret":"s3cret"}"#
  ) throws {
    let path = try scratch.write(
      """
      #!/bin/sh
      read -r host
      echo "$1 $host" >> "\(scratch.path)/asked"
      [ "$host" = "\(host)" ] || { echo "credentials not found in native keychain"; exit 1; }
      printf '%s' '\(answer)'
      """, to: "bin/docker-credential-\(name)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  private var asked: [String] {
    let text = try? String(contentsOfFile: "\(scratch.path)/asked", encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  private static let alice = Credentials(user: "alice", secret: "pa:ss")
  private static let auth = "YWxpY2U6cGE6c3M="  // alice:pa:ss

  @Test(
    "an entry is found under the names that programs wrote it under",
    arguments: [
      ("ghcr.io", "ghcr.io"), ("ghcr.io", "https://ghcr.io"), ("ghcr.io", "https://ghcr.io/v1/"),
      ("ghcr.io", "https://ghcr.io/v2/"), ("127.0.0.1:5000", "127.0.0.1:5000"),
      ("r.example:5000", "http://r.example:5000"),
      ("docker.io", "https://index.docker.io/v1/"), ("docker.io", "docker.io"), ("docker.io", "index.docker.io"),
    ])
  func keys(host: String, key: String) async throws {
    #expect(try await find(host, #"{"auths":{"\#(key)":{"auth":"\#(Self.auth)"}}}"#) == Self.alice)
  }

  @Test(
    "an entry of another host is not taken",
    arguments: [
      "ghcr.io.evil.example", "evil.example/ghcr.io", "ghcr.io:443", "hcr.io", "https://evil.example/v1/ghcr.io",
    ])
  func otherKeys(key: String) async throws {
    #expect(try await find("ghcr.io", #"{"auths":{"\#(key)":{"auth":"\#(Self.auth)"}}}"#) == nil)
  }

  @Test(
    "an entry is read in all its forms",
    arguments: [
      (#"{"username":"bob","password":"x"}"#, Credentials(user: "bob", secret: "x")),
      (#"{"auth":"YWxpY2U6cGE6c3M=","identitytoken":"idt"}"#, Credentials(user: "<token>", secret: "idt")),
      (#"{"auth":"YWxpY2U6eAAA"}"#, Credentials(user: "alice", secret: "x")),  // padded with zero bytes
      ("{}", nil), (#"{"auth":""}"#, nil), (#"{"auth":"%%%"}"#, nil), (#"{"auth":"YWxpY2U="}"#, nil),
    ] as [(String, Credentials?)])
  func forms(entry: String, expected: Credentials?) async throws {
    #expect(try await find("ghcr.io", #"{"auths":{"ghcr.io":\#(entry)}}"#) == expected)
  }

  @Test("REGISTRY_AUTH_FILE goes before DOCKER_CONFIG, and DOCKER_CONFIG replaces the home folder's")
  func order() async throws {
    func file(_ user: String, _ host: String) -> String {
      #"{"auths":{"\#(host)":{"username":"\#(user)","password":"x"}}}"#
    }
    try scratch.write(file("home", "a"), to: ".docker/config.json")
    try scratch.write(file("docker", "a"), to: "docker/config.json")
    let auth = try scratch.write(file("auth", "a"), to: "auth.json")
    #expect(try await store().credentials(for: "a")?.user == "home")
    let docker = store(["DOCKER_CONFIG": "\(scratch.path)/docker"])
    #expect(try await docker.credentials(for: "a")?.user == "docker")
    let both = store(["DOCKER_CONFIG": "\(scratch.path)/docker", "REGISTRY_AUTH_FILE": auth])
    #expect(try await both.credentials(for: "a")?.user == "auth")
    #expect(try await store(["DOCKER_CONFIG": "\(scratch.path)/nowhere"]).credentials(for: "a") == nil)
    try scratch.write(file("auth", "b"), to: "auth.json")
    #expect(try await both.credentials(for: "a")?.user == "docker")
  }

  @Test("a helper of the host goes before the helper of all, and both before the file")
  func helpers() async throws {
    try helper("own", knows: "ghcr.io")
    try helper("all", knows: "other.example", #"{"Username":"all","Secret":"x","ServerURL":"other.example"}"#)
    let config =
      #"{"credHelpers":{"ghcr.io":"own"},"credsStore":"all","auths":{"third.example":{"auth":"\#(Self.auth)"}}}"#
    #expect(try await find("ghcr.io", config) == Credentials(user: "helped", secret: "s3cret"))
    #expect(try await find("other.example", config)?.user == "all")
    #expect(try await find("third.example", config) == Self.alice)  // the helper knows nothing of it
    #expect(asked == ["get ghcr.io", "get other.example", "get third.example"])
  }

  @Test("Docker Hub's helper is asked for Docker Hub's own name")
  func dockerHub() async throws {
    try helper("all", knows: "https://index.docker.io/v1/")
    #expect(try await find("docker.io", #"{"credsStore":"all"}"#)?.user == "helped")
  }

  @Test("an identity token of a helper is one")
  func identityToken() async throws {
    try helper("own", knows: "r.example", #"{"Username":"<token>","Secret":"idt"}"#)
    #expect(try await find("r.example", #"{"credHelpers":{"r.example":"own"}}"#)?.isIdentityToken == true)
  }

  @Test(
    "what goes wrong is remarked and stops nothing",
    arguments: [
      (#"{"credsStore":"missing"}"#, "docker-credential-missing is not on PATH"),
      (#"{"credsStore":"../../bin/sh"}"#, "docker-credential-../../bin/sh is not on PATH"),
      (#"{"credsStore":"broken"}"#, "docker-credential-broken ended with status 3"),
      (#"{"credsStore":"garbled"}"#, "docker-credential-garbled gave no credentials that can be read"),
      ("{", "config.json cannot be read"),
    ])
  func remarks(config: String, remark: String) async throws {
    for (name, body) in [("broken", "echo boom; exit 3"), ("garbled", "echo hello")] {
      let path = try scratch.write("#!/bin/sh\n\(body)\n", to: "bin/docker-credential-\(name)")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    try scratch.write(config, to: ".docker/config.json")
    let search = try await store().search("ghcr.io")
    #expect(search.credentials == nil && search.remarks.count == 1)
    #expect(search.remarks.first?.hasSuffix(remark) == true, "\(search.remarks)")
  }

  @Test("no credentials, no file, no home: nothing is found and nothing is wrong")
  func nothing() async throws {
    #expect(try await CredentialStore(environment: [:]).credentials(for: "ghcr.io") == nil)
    #expect(try await store().search("ghcr.io").remarks.isEmpty)
    #expect(try await find("ghcr.io", #"{"credHelpers":{"ghcr.io":""},"credsStore":""}"#) == nil)
  }

  @Test("credentials are never shown, in whatever way they are printed")
  func redaction() {
    let credentials = Credentials(user: "alice", secret: "hunter2")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in [
      "\(credentials)", String(reflecting: credentials), dumped, "\([credentials])", "\(Optional(credentials) as Any)",
    ] {
      #expect(!text.contains("hunter2") && text.contains("alice"))
    }
  }

  @Test("a text of others is cleaned of every form of a secret")
  func hiding() {
    let secrets = Secrets()
    let credentials = Credentials(user: "alice", secret: "hunter2/+")
    secrets.learn(credentials)
    secrets.learn("ab")  // too short to be one
    let text = secrets.hiding(in: "ab \(credentials.basic) hunter2/+ hunter2%2F%2B end")
    #expect(text == "ab Basic *** *** *** end")
  }
}
